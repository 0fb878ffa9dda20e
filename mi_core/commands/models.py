"""`models`: what can predict what, and how well."""

from __future__ import annotations


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("models", help="list the trained models and their errors")
    parser.set_defaults(run=run)


def run(options) -> None:  # noqa: ARG001 - every command takes the options
    """Print a line per model and target."""
    from mi_core.pretrained.store import list_models

    for card in list_models():
        print(f"{card.name}: {card.title}; takes a {card.takes}; trained on {card.dataset['name']}")
        for key, target in card.targets.items():
            metrics = target["metrics"]
            shown = ["mae"] if "mae" in metrics else [name for name in metrics if name != "n"]
            errors = ", ".join(_written(name, target) for name in shown)
            print(f"    {key}: {errors} on {metrics['n']} held-out rows")


def _written(name: str, target) -> str:
    words = "mean absolute error" if name == "mae" else name.replace("_", " ")
    unit = "" if name.startswith("share") else f" {target['unit']}"
    return f"{words} {target['metrics'][name]:.4f}{unit}"
