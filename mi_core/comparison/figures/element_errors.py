"""Which elements a model gets wrong, as a periodic table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.periodic_layout import POSITIONS
from mi_core.figures.periodic_table import periodic_table_figure

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target


def element_errors_figure(errors: pd.DataFrame, target: Target, *, title: str) -> go.Figure:
    """Return the mean absolute error over the held-out compounds that hold each element (unit of the target).

    errors : `element`, `mae`, `n` of one model (`comparison.statistics.error_by_element`); the colours start at zero.
    """
    table = errors[errors["element"].isin(list(POSITIONS))].set_index("element")
    top = float(table["mae"].max()) if len(table) else 0.0
    return periodic_table_figure(
        table["mae"].to_dict(),
        title=title,
        unit=target.unit,
        counts=table["n"].to_dict(),
        digits=0 if top >= 10 else 2 if top >= 0.2 else 3,  # a cell is narrow
        colour_range=(0.0, top) if top > 0 else None,
        name="Mean abs. error",
    )
