"""`molecules train`: train the model of all tasks from the tables."""

from __future__ import annotations

import sys
from pathlib import Path


def add_parser(actions) -> None:
    """Add the action to the parser."""
    parser = actions.add_parser(
        "train",
        help="train the model of all tasks, an hour and a half on two cores; it goes on where it was stopped",
    )
    parser.add_argument(
        "--split", choices=("flat", "scaffold"), default="flat", help="what the folds keep together"
    )
    parser.add_argument(
        "--folder", type=Path, help="where to write the model (default: where the shipped one is)"
    )
    parser.add_argument("--kept", type=Path, help="folder of what is done (default: in MI_HOME)")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Train and store."""
    from mi_core.datasets.loading import load_dataset
    from mi_core.datasets.paths import cache_folder
    from mi_core.molecules.models.store import SYSTEM, save_tasks_model
    from mi_core.molecules.models.training import train_tasks_model
    from mi_core.molecules.tasks import TABLE
    from mi_core.pretrained.store import models_folder

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    kept = options.kept or cache_folder() / "trainings" / f"molecules-{options.split}"
    model = train_tasks_model(load_dataset(TABLE), kept, split=options.split, say=say)
    card = save_tasks_model(model, options.folder or models_folder(SYSTEM))
    for task, record in card.targets.items():
        numbers = record["metrics"]
        say(f"{task}: " + ", ".join(f"{key} {value:.4g}" for key, value in numbers.items()))
    return 0
