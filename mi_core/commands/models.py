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
            print(
                f"    {key}: mean absolute error {metrics['mae']:.4f} {target['unit']} on {metrics['n']} held-out rows"
            )
