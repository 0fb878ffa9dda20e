"""The encoders that ship: trained on the table of tasks, with their card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.inputs.molecules import MOLECULE
from mi_core.molecules.encoders.store import NAME, save_encoders
from mi_core.molecules.encoders.training import learned_rows, train_encoders
from mi_core.molecules.graphs import Graphs
from mi_core.molecules.models.store import SYSTEM
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.pipelines import builtin_values
from mi_core.pretrained.training import circumstances
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mi_core.datasets.loading import Dataset


def make_encoders(
    dataset: Dataset, kept: Path, folder: Path, say: Callable[[str], None] = lambda _line: None
) -> ModelCard:
    """Train the encoders of all tasks and write them into a folder of their name; the same training goes on in `kept`."""
    tasks = tuple(dataset.card.targets)
    kept.mkdir(parents=True, exist_ok=True)
    encoders = train_encoders(
        dataset.frame, Graphs(), tasks, kept=kept, on_task=lambda task: say(f"training the encoder of {task}")
    )
    targets = {}
    for task in tasks:
        target = find_target(task)
        rows = learned_rows(dataset.frame[task])
        targets[task] = {
            "column": task,
            "title": target.title,
            "unit": target.unit,
            "minimum": target.minimum,
            "measured": "What the encoders are worth is measured on other tasks.",
            "metrics": {"n": len(rows)},
        }
    card = ModelCard(
        name=NAME,
        title="Encoders of 48 tasks of molecules",
        summary="A small weave network for each task, frozen: its representation of a molecule, 32 numbers, describes it "
        "for a task of your own.",
        takes=MOLECULE.key,
        dataset={
            "name": dataset.card.name,
            "sha256": dataset.sha256,
            "rows": len(dataset.frame),
            "cleaning": str(dataset.report),
        },
        split={"kind": "none", "seed": 0, "sizes": {"train": len(dataset.frame), "validation": 0}},
        targets=builtin_values(targets),
        domain={},
        pipeline=[],
        training=circumstances("python -m mi_core molecules train molecule-encoders", _seconds(kept, tasks)),
        files={},
        system=SYSTEM,
        loader="mi_core.molecules.encoders.store.load",
    )
    return save_encoders(encoders, card, folder)


def _seconds(kept: Path, tasks: Sequence[str]) -> float:
    """Return how long all networks took, those of earlier runs among them."""
    return sum(float(np.load(kept / f"{task}.npz")["seconds"]) for task in tasks)
