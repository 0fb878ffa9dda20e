"""Predictions of molecules that are made up, for pages whose models do not matter."""

from __future__ import annotations

import sys
from types import ModuleType
from zlib import crc32

import numpy as np
import pandas as pd

from mi_core.molecules.prediction.contributions import Contributions
from mi_core.molecules.tasks import TASKS, task_of
from mi_core.structures.molecules.rows import MOLECULE

NEAREST = (("mol-1", "CCO", 1.25), ("mol-2", "c1ccccc1O", -0.5), ("mol-3", "CC(=O)Oc1ccccc1C(=O)O", 0.0))
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
            progress(len(records), len(rows) * len(tasks or TASKS))
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
    nearest = "; ".join(f"{name} ({near}) {known:.3f}" for name, near, known in NEAREST)
    return base | {
        "smiles": smiles, "value": value, "lower": ends[0], "upper": ends[1],
        "in_domain": "Cl" not in smiles, "nearest": nearest, "model": "made-up",
    }  # fmt: skip


def task_contributions(molecule, task):  # noqa: ARG001 - of any task
    """Return contributions that alternate."""
    n = molecule.mol.GetNumAtoms()
    return Contributions(np.where(np.arange(n) % 2, 0.5, -1.0), 2.0, 0.25)


def put_in_place(modules=sys.modules):
    """Have the product find these in the place of its own; `modules` are those of the interpreter, or a patch of them."""
    predict, explained = ModuleType("predict"), ModuleType("explained")
    predict.predict_molecules, explained.task_contributions = predict_molecules, task_contributions
    modules["mi_core.molecules.prediction.predict"] = predict
    modules["mi_core.molecules.prediction.explained"] = explained
