"""`train MODEL`: repeat the training of a model that ships; one that was interrupted continues."""

from __future__ import annotations

from pathlib import Path

from mi_core.commands.output import check_output_folder


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("train", help="train a model from its recipe and data set")
    parser.add_argument("model", help="name of the recipe (see the command models)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the split (default 0)")
    parser.add_argument(
        "--output", type=Path, help="folder for the model (default: beside the models that ship)"
    )
    parser.add_argument(
        "--keep-weights",
        action="store_true",
        help="leave what was learned and calibrate its intervals and its domain anew",
    )
    parser.set_defaults(run=run)


def run(options) -> None:
    """Train, and print the errors on the held-out rows."""
    from mi_core.pretrained.recipes import find_recipe

    recipe = find_recipe(options.model)
    if options.output is not None:
        check_output_folder(options.output)

    from mi_core.datasets.paths import cache_folder
    from mi_core.pretrained.training import train

    model = train(
        recipe,
        folder=options.output,
        seed=options.seed,
        keep_weights=options.keep_weights,
        verbose=True,
        checkpoints=cache_folder() / "trainings" / f"{recipe.name}-seed{options.seed}",
    )
    for key, target in model.card.targets.items():
        metrics = target["metrics"]
        print(
            f"{key}: mean absolute error {metrics['mae']:.4f} {target['unit']} on {metrics['n']} held-out rows "
            f"(always the median: {metrics['baseline_mae']:.4f}); 90 % intervals hold {metrics['coverage']:.1%}"
        )
        for name, found in target.get("measured_on", {}).items():
            print(
                f"    on {found['n']} rows, {name}: {found['mae']:.4f}, intervals hold {found['coverage']:.1%}"
            )
