"""Predictions of molecules that are made up, for pages whose models do not matter."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pandas as pd

from mi_core.molecules.prediction import explained, predict
from mi_core.molecules.prediction.contributions import Contributions
from mi_core.molecules.prediction.explained import Surroundings
from mi_core.molecules.prediction.nearest import Near, in_words
from mi_core.molecules.tasks import TASKS, task_of
from mi_core.structures.molecules.rows import MOLECULE

NEAREST = (
    Near("mol-1", "CCO", 1.25, 0.31),
    Near("mol-2", "c1ccccc1O", -0.5, 0.3),
    Near("mol-3", "", np.nan, 0.2),
)
COLUMNS = [
    "id", "smiles", "target", "unit", "value", "lower", "upper", "in_domain", "nearest", "model", "error",
]  # fmt: skip
asked: list[tuple[str, str]] = []


def predict_molecules(rows, tasks=None, progress=None):
    """Return a frame of the columns of the product, its values made of checksums; DDT is outside."""
    records = []
    for row in rows:
        for task in tasks or TASKS:
            asked.append((row.id, task))
            records.append(_record(row, task_of(task)))
    if progress is not None:
        progress(len(rows), len(rows))
    frame = pd.DataFrame(records, columns=COLUMNS)
    return frame.astype({"in_domain": "boolean"})


def _record(row, target):
    base = {"id": row.id, "smiles": "", "target": target.key, "unit": target.unit, "error": row.error or ""}
    if not row.usable:
        return base | {"value": np.nan, "lower": np.nan, "upper": np.nan, "nearest": "", "model": ""}
    smiles = row.inputs[MOLECULE].smiles
    share = crc32(f"{smiles}{target.key}".encode()) / 2**32
    value = share if target.probability else 10 * share - 5
    ends = (np.nan, np.nan) if target.probability else (value - 1, value + 1)
    return base | {
        "smiles": smiles, "value": value, "lower": ends[0], "upper": ends[1],
        "in_domain": "Cl" not in smiles, "nearest": in_words(NEAREST, target.key), "model": "made-up",
    }  # fmt: skip


def surroundings(molecule, task, *, in_domain):
    """Return the same neighbours for all."""
    return Surroundings(
        list(NEAREST), "Inside, as it was made up." if in_domain else "Outside, as it was made up."
    )


def task_contributions(molecule, task):
    """Return contributions that alternate."""
    n = molecule.mol.GetNumAtoms()
    return Contributions(np.where(np.arange(n) % 2, 0.5, -1.0), 2.0, 0.25)


def put_in_place(patch):
    """Have the product predict so, by a patch of pytest or what sets attributes as it does."""
    patch.setattr(predict, "predict_molecules", predict_molecules)
    patch.setattr(explained, "surroundings", surroundings)
    patch.setattr(explained, "task_contributions", task_contributions)
