"""A small periodic table to choose elements on: click, drag over several, double-click for one alone."""

from __future__ import annotations

import functools
import math
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.figures.periodic_layout import POSITIONS
from mi_core.web.components.owned_component import owned_component

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

FOLDER = Path(__file__).with_name("element_picker")


def element_picker(
    label: str,
    elements: Sequence[str],
    selected: Collection[str],
    *,
    key: str,
    on_change: Callable[[tuple[str, ...]], None],
) -> None:
    """Show `elements` in their places with `selected` filled; a change calls `on_change(symbols)`, then the page runs.

    The caller owns the choice: what is passed in is what is shown. Symbols come back in the order of `elements`.
    """

    def changed(sent: Sequence[str]) -> None:
        chosen = set(sent)
        on_change(tuple(symbol for symbol in elements if symbol in chosen))

    owned_component(
        FOLDER,
        {"label": label, "cells": cells(tuple(elements)), "selected": list(selected)},
        key=key,
        on_message={"selection": changed},
    )


@functools.cache
def cells(elements: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Return symbol, row and column of each element, counted from 1; lanthanides stand in the eighth row."""
    places = ((symbol, *POSITIONS[symbol]) for symbol in elements)
    return [(symbol, math.floor(y) + 1, math.floor(x) + 1) for symbol, x, y in places]
