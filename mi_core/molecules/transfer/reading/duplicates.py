"""Molecules that a table has more than once: counted once, with their mean, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.words import listed


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Rows that are one molecule.

    rows : their places; label : what counts, NaN where they contradict each other; sentence : what was done.
    """

    smiles: str
    rows: tuple[int, ...]
    label: float
    sentence: str


def join_duplicates(
    smiles: list[str], ids: list[str], labels: np.ndarray, *, classification: bool
) -> tuple[list[tuple[int, ...]], list[Duplicate]]:
    """Return the rows of each molecule, in the order of their first, and what was made of those with several.

    smiles, ids, labels : of n rows that have a molecule and a label.
    """
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(smiles):
        groups.setdefault(text, []).append(row)
    found = [
        _joined(text, [ids[row] for row in rows], tuple(rows), labels[rows], classification=classification)
        for text, rows in groups.items()
        if len(rows) > 1
    ]
    return [tuple(rows) for rows in groups.values()], found


def _joined(
    smiles: str, ids: list[str], rows: tuple[int, ...], labels: np.ndarray, *, classification: bool
) -> Duplicate:
    who = f"{listed(ids)} are one molecule, {smiles}"
    if np.ptp(labels) == 0:
        return Duplicate(smiles, rows, float(labels[0]), f"{who}, with equal labels: counted once.")
    if classification:
        return Duplicate(smiles, rows, float("nan"), f"{who}, in both classes: left out.")
    values = ", ".join(f"{label:g}" for label in labels)
    mean = float(labels.mean())
    return Duplicate(smiles, rows, mean, f"{who}, with {values}: their mean, {mean:.4g}, counts.")
