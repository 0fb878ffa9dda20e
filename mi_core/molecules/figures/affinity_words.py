"""What the figures of affinities share: colours of help, harm and families, and affinities in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.measures import three_digits
from mi_core.molecules.task_groups import FAMILIES, grouped_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.molecules.affinity.shipped import Affinities

HELPS, HARMS = "#0b7f91", "#d9690f"  # readable on white and on dark, and apart for colour-blind eyes
MIDDLE = "#f4f4f2"
#: From harm over nothing to help, each end darker than what lies towards the middle.
DIVERGING = [
    [0.0, "#9c4503"],
    [0.2, HARMS],
    [0.38, "#f3c193"],
    [0.5, MIDDLE],
    [0.62, "#9fd0d6"],
    [0.8, HELPS],
    [1.0, "#044a55"],
]
RISING = [[0.0, MIDDLE], [0.3, "#9fd0d6"], [0.65, HELPS], [1.0, "#044a55"]]
FAMILY_COLOURS = dict(zip(FAMILIES, ("#a37100", "#8f72d6", "#3d8f4d"), strict=True))
ROBUST = 0.97  # share of the affinities that the colours tell apart


def colour_limit(values: np.ndarray) -> float:
    """Return the size that takes the last colour: few affinities are larger, and these do not wash the others out."""
    finite = np.abs(values[np.isfinite(values)])
    return float(np.quantile(finite, ROBUST)) or 1.0 if len(finite) else 1.0


def affinity_text(value: float, error: float = float("nan")) -> str:
    """Return "+0.305 ± 0.005" with a true minus, without the error where it is not known, or "not computed"."""
    if not np.isfinite(value):
        return "not computed"
    sign = "+" if value > 0 else ""
    spread = f" ± {three_digits(error)}" if np.isfinite(error) else ""
    return f"{sign}{three_digits(value)}{spread}"


def pair_texts(affinities: Affinities, names: Sequence[str]) -> list[list[str]]:
    """Return what a hover label says of each task and each beside it: both directions."""
    short = [grouped_name(name) for name in names]
    mean, error = (
        table.loc[list(names), list(names)].to_numpy() for table in (affinities.mean, affinities.error)
    )
    one_way = [
        [f"{one} ← {other}: {affinity_text(mean[i, j], error[i, j])}" for j, other in enumerate(short)]
        for i, one in enumerate(short)
    ]
    return [
        [f"<b>{one_way[i][j]}</b><br>{one_way[j][i]}" for j in range(len(short))] for i in range(len(short))
    ]
