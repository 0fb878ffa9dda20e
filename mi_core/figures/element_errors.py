"""Which elements a model gets wrong, as a periodic table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from mi_core.figures.parity import known
from mi_core.figures.periodic_layout import POSITIONS
from mi_core.figures.periodic_table import periodic_table_figure

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from mi_core.targets import Target


def errors_by_element(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return `element`, `mae`, `bias` (mean of predicted - true) and `rows` over the compounds that hold each element.

    Units of `mae` and `bias` are those of the predictions; elements in order of atomic number of the periodic table.
    """
    rows = known(predictions)
    error = rows["predicted"] - rows["true"]
    elements = [
        sorted(set(re.findall(r"[A-Z][a-z]?", formula)) & POSITIONS.keys()) for formula in rows["formula"]
    ]
    long = pd.DataFrame({"element": elements, "error": error, "absolute": error.abs()}).explode("element")
    grouped = long.dropna(subset="element").groupby("element")
    table = pd.DataFrame(
        {"mae": grouped["absolute"].mean(), "bias": grouped["error"].mean(), "rows": grouped.size()}
    )
    order = [symbol for symbol in POSITIONS if symbol in table.index]
    return table.loc[order].rename_axis("element").reset_index()


def element_errors_figure(predictions: pd.DataFrame, target: Target, *, title: str) -> go.Figure:
    """Return the mean absolute error over the held-out compounds that hold each element (unit of the target)."""
    table = errors_by_element(predictions).set_index("element")
    top = float(table["mae"].max()) if len(table) else 0.0
    return periodic_table_figure(
        table["mae"].to_dict(),
        title=title,
        unit=target.unit,
        counts=table["rows"].to_dict(),
        digits=_digits(top),
        colour_range=(0.0, top) if top > 0 else None,
        name="Mean abs. error",
    )


def _digits(top: float) -> int:
    """Return the decimals that a cell has room for."""
    return 0 if top >= 10 else 2 if top >= 0.2 else 3
