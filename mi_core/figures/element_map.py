"""A periodic table as plain cells, for a web page that draws it without Plotly."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_core.figures.colour_scale import shades
from mi_core.figures.periodic_layout import POSITIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.figures.colour_scale import ColourScale

PERIODS = 6  # of the table that has no f-block
MOST_LABELS = 6
EMPTY = ("", "")  # colour and ink of a cell that is only outlined


def places(*, whole: bool) -> list[tuple[str, int, int]]:
    """Return symbol, row and column of each cell, counted from 1.

    The `whole` table has the seventh period and, right below it, the f-block; else periods 1 to 6, with La in group 3.
    """
    cells = [(symbol, math.floor(y) + 1, math.floor(x) + 1) for symbol, (x, y) in POSITIONS.items()]
    if whole:
        return cells
    return [("La", PERIODS, 3), *(cell for cell in cells if cell[1] <= PERIODS)]


def coloured(
    values: Mapping[str, float], words: Mapping[str, str], scale: ColourScale
) -> dict[str, tuple[str, str, str]]:
    """Return by symbol the cell's colour, its ink, and what it says: "Ba: " and the element's words.

    A zero has no colour: one compound must not look like none.
    """
    return {
        symbol: (*((scale.colour(value), scale.ink(value)) if value else EMPTY), f"{symbol}: {words[symbol]}")
        for symbol, value in values.items()
    }


def colour_bar(scale: ColourScale, title: str) -> dict:
    """Return title, CSS gradient and labels of a colour bar; a label is its place in per cent and its text.

    The outlined cell beside the bar stands for zero, which therefore has no label on it.
    """
    labels = [(round(100 * scale.position(tick), 2), text) for tick, text in scale.labels().items() if tick]
    if len(labels) > MOST_LABELS:  # of 1, 2, 5, 10 … keep the powers of ten
        labels = labels[::3]
    stops = ", ".join(colour for colour, _ in shades()[::15])
    return {"title": title, "gradient": f"linear-gradient(to right, {stops})", "labels": labels}
