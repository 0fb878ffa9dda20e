"""What points say beside the mouse, what they are called in the address, and the classes that a column makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.representations.known import YOURS, Known
from mi_core.representations.layers import ATOMS, FORMULA, ID, MATERIALS
from mi_core.web.components.packed_points import packed_classes, packed_numbers, packed_points
from mi_core.web.representations.view import MAPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.representations.layers import Layers
    from mi_core.representations.mapped import Mapped

QUARTERS = ("lowest quarter", "second quarter", "third quarter", "highest quarter")
TOLD = 7  # lines beside the mouse


def names_of(layers: Layers) -> list[str]:
    """Return the name of each point: id of its material, and number of the atom or symbol of the element."""
    points = layers.points
    if layers.of == MATERIALS:
        return [str(name) for name in points[ID]]
    part = points["atom"] if layers.of == ATOMS and "atom" in points else points["element"]
    return [f"{name}:{which}" for name, which in zip(points[ID], part, strict=True)]


def titles_of(layers: Layers) -> list[str]:
    """Return what each point is called: "O in SrTiO3", or the formula."""
    points = layers.points
    if layers.of == MATERIALS:
        return [str(formula) for formula in points[FORMULA]]
    return [
        symbol if symbol == formula else f"{symbol} in {formula}"
        for symbol, formula in zip(points["element"], points[FORMULA], strict=True)
    ]


def packed(mapped: Mapped) -> dict[str, Any]:
    """Return the points for the map."""
    layers = mapped.layers
    lines = [_words(layers, mapped.columns, column) for column in mapped.columns]
    heads = titles_of(layers)
    texts = [
        "\n".join([head, name, *[line[i] for line in lines if line[i]][:TOLD]])
        for i, (head, name) in enumerate(zip(heads, names_of(layers), strict=True))
    ]
    own = np.flatnonzero(layers.points["origin"] == YOURS) if "origin" in layers.points else ()
    return packed_points(layers.names, {MAPS[m]: p for m, p in mapped.maps.items()}, texts, own)


def colouring(mapped: Mapped, column: str) -> dict[str, Any]:
    """Return the colours of points by a column."""
    if column not in mapped.columns:  # nothing is known that differs
        return packed_classes("", [""] * len(mapped.layers))
    known, values = mapped.columns[column], mapped.layers.points[column]
    if known.classes:
        return packed_classes(known.title, ["" if pd.isna(v) else str(v) for v in values])
    return packed_numbers(known.title, values.to_numpy(dtype=float))


def classes_of(points: pd.DataFrame, column: str, known: Known) -> np.ndarray:
    """Return the class of each point (n,), "" where it is not known; numbers are cut into four equal parts."""
    values = points[column]
    if known.classes:
        return np.array(["" if pd.isna(v) else str(v) for v in values], dtype=object)
    ranks = values.rank(method="first", pct=True)  # of known ones; NaN stays NaN
    part = np.minimum(np.floor(ranks * 4 - 1e-9), 3)
    return np.array(["" if np.isnan(p) else QUARTERS[int(p)] for p in part], dtype=object)


def _words(layers: Layers, columns: Mapping[str, Known], column: str) -> list[str]:
    known, values = columns[column], layers.points[column]
    if known.classes:
        return ["" if pd.isna(v) or v == "" else f"{known.title}: {v}" for v in values]
    return ["" if pd.isna(v) else f"{known.title}: {v:.3g}" for v in values.astype(float)]
