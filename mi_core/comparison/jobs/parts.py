"""What one task of a comparison leaves: a folder of Parquet frames, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from mi_core.comparison.store import STORED_COLUMNS
from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.comparison.store import Comparison

PARTS_FOLDER = "parts"


def part_folder(home: Path | str, part: str) -> Path:
    """Return where a task's frames lie in the folder of its job."""
    return Path(home) / PARTS_FOLDER / part


def write_part(folder: Path, frames: dict[str, pd.DataFrame]) -> None:
    """Write the frames of a task; a worker that dies meanwhile leaves no part."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, frame in frames.items():
        frame.to_parquet(unfinished / f"{name}.parquet", index=False)
    unfinished.rename(folder)


def read_part(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the frames of a task by name; InputError when the task left none."""
    if not folder.is_dir():
        raise InputError(f"The result {folder.name} of a task is missing; run the comparison again.")
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}


def cut_apart(comparison: Comparison) -> dict[tuple[str, int | None], dict[str, pd.DataFrame]]:
    """Return (model, fold) → frames of that task; fold None is the learning curve, the last point of which is fold 0's.

    What `store.make_comparison` joins, but for what models lean on, which is kept as a mean over folds. A model whose
    curve is missing or has one point alone gets no part for it.
    """
    learning = comparison.learning
    sizes = {fold["fold"]: fold["n_train"] for fold in comparison.card["folds"]}
    parts: dict[tuple[str, int | None], dict[str, pd.DataFrame]] = {}
    for (model, fold), scores in comparison.scores.groupby(["model", "fold"], sort=False):
        predictions = comparison.predictions.query("model == @model and fold == @fold")
        columns = [c for c in STORED_COLUMNS["predictions"] if c not in {"id", "formula", "true"}]
        parts[model, int(fold)] = {"scores": scores, "predictions": predictions[columns]}
    for model, curve in learning.groupby("model", sort=False):
        last = (curve["n_train"] == sizes[0]) & (curve["repeat"] == 0)
        parts[model, 0]["learning"] = curve[last]
        if not last.all():
            parts[model, None] = {"learning": curve[~last]}
    return parts
