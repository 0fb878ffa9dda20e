"""Tables of predictions: a line per curve, and all points with what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE, ZT
from mi_core.thermoelectrics.web.table import columns, shown_table
from mi_core.thermoelectrics.web.view import PAGE

if TYPE_CHECKING:
    import pandas as pd

STANDING = (
    "curve",
    "x",
    "highest_zt",
    "interval",
    "from_parts",
    "at_k",
    "carrier_type",
    "relation",
    "sign",
    "error",
)


def show_standing(curves: pd.DataFrame) -> None:
    """Show a line per curve: where zT is highest, which carriers conduct, and how much is known nearby."""
    column, temperature = st.column_config, PAGE.now().display.of(TEMPERATURE)
    intervals = [
        f"{row.lower:.2f} … {row.upper:.2f}" if row.error == "" else "" for row in curves.itertuples()
    ]
    table = curves.assign(interval=intervals, at_k=temperature.values(curves["at_k"]))
    shown = [name for name in STANDING if table[name].notna().any() and (table[name] != "").any()]
    st.dataframe(
        table[shown],
        hide_index=True,
        column_config={
            "curve": column.TextColumn("Formula", pinned=True),
            "x": column.NumberColumn("x", format="%.4g"),
            "highest_zt": column.NumberColumn("Highest zT", format="%.2f"),
            "interval": "90 % interval",
            "from_parts": column.NumberColumn("S²σT/κ", format="%.2f", help="There, of the predicted parts"),
            "at_k": column.NumberColumn(f"at ({temperature.unit})", format="%.5g"),
            "carrier_type": column.TextColumn(
                "Type", help="By the sign of the predicted S: n negative, p positive"
            ),
            "relation": column.TextColumn(
                "Nearest known", help="How far the composition is from measured ones"
            ),
            "sign": column.TextColumn("Sign of S in this host", width="large"),
            "error": column.TextColumn("Remarks", width="large"),
        },
        placeholder="–",
    )


def show_all_points(points: pd.DataFrame) -> None:
    """Show all points with what follows from each, folded."""
    display, column = PAGE.now().display, st.column_config
    with st.expander(f"All {len(points):,} points, and what follows from them", icon=":material/table:"):
        table = shown_table(points, display)
        table.insert(0, "curve", points["curve"])
        table.insert(table.columns.get_loc("zt_from_parts"), ZT, points[ZT])
        table["in_domain"] = points["in_domain"]
        st.dataframe(
            table,
            hide_index=True,
            column_config=columns(display)
            | {
                "curve": column.TextColumn("Formula", pinned=True),
                ZT: column.NumberColumn("zT", format="%.3f", help="As predicted directly"),
                "zt_from_parts": column.NumberColumn("S²σT/κ", format="%.3f", help="Of the predicted parts"),
                POWER_FACTOR: column.NumberColumn(
                    display.of(POWER_FACTOR).label, format="%.3g", help="Of the predicted S and σ"
                ),
                "in_domain": column.CheckboxColumn("Like the training set"),
            },
            placeholder="–",
        )
