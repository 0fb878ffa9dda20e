"""`molecules train molecular-tasks|molecule-encoders|measured`: make what ships of molecules from the tables."""

from __future__ import annotations

import sys
from pathlib import Path


def add_parser(actions) -> None:
    """Add the action to the parser."""
    parser = actions.add_parser(
        "train",
        help="train what ships, in an hour or two on two cores; a training goes on where it was stopped",
    )
    parser.add_argument(
        "what",
        choices=("molecular-tasks", "molecule-encoders", "measured"),
        help="the model of all tasks, encoders of single ones, or the measured molecules that may be passed on",
    )
    parser.add_argument(
        "--split",
        choices=("flat", "scaffold"),
        default="flat",
        help="what the folds of the tasks' model keep together",
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
    from mi_core.molecules.encoders.making import make_encoders
    from mi_core.molecules.models.store import SYSTEM, load_tasks_model, save_tasks_model
    from mi_core.molecules.models.training import train_tasks_model
    from mi_core.molecules.prediction.measured import SHIPPED, public_part
    from mi_core.molecules.tasks import TABLE
    from mi_core.pretrained.store import models_folder

    dataset, folder = load_dataset(TABLE), options.folder or models_folder(SYSTEM)
    if options.what == "molecule-encoders":
        kept = options.kept or cache_folder() / "trainings" / "molecule-encoders"
        make_encoders(dataset, kept, folder, _say)
        return 0
    if options.what == "measured":
        ids = load_tasks_model().references.ids.tolist()
        SHIPPED.parent.mkdir(exist_ok=True)
        public_part(dataset.frame, ids).to_parquet(SHIPPED, index=False, compression="zstd")
        return 0
    kept = options.kept or cache_folder() / "trainings" / f"molecular-tasks-{options.split}"
    card = save_tasks_model(train_tasks_model(dataset, kept, split=options.split, say=_say), folder)
    for task, record in card.targets.items():
        _say(f"{task}: " + ", ".join(f"{key} {value:.4g}" for key, value in record["metrics"].items()))
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
