"""The table of what was read: one row per input, a click looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.formulas import pretty_formula, pretty_space_group
from mi_core.web.crystals import session
from mi_core.web.inputs.table import selectable_table

if TYPE_CHECKING:
    import pandas as pd

STYLED_ROWS = 2000  # above it the tint of failed rows is left out: styling is slow
OK, ODD, FAILED = "✓ ready", "⚠ check", "✕ failed"
FAILED_TINT = "background-color: rgba(229, 72, 77, 0.16)"
WARNING_TINT = "background-color: rgba(245, 159, 0, 0.14)"
_TINT = {FAILED: FAILED_TINT, ODD: WARNING_TINT}


def materials_table(summary: pd.DataFrame) -> None:
    """Show the summary of `session.current_summary`; selecting a row makes it the session's selected crystal."""
    shown = _for_people(summary)
    selectable_table(
        session.SESSION,
        shown,
        [_TINT.get(state, "") for state in shown["state"]] if len(shown) <= STYLED_ROWS else None,
        key=f"materials_table_{session.materials_version()}",
        height=248,
        columns=_columns(),
    )


def _for_people(summary: pd.DataFrame) -> pd.DataFrame:
    state = [
        FAILED if error else ODD if warning else OK
        for error, warning in zip(summary["error"], summary["warnings"], strict=True)
    ]
    remarks = (summary["error"] + " " + summary["warnings"]).str.strip()
    return summary.assign(
        state=state,
        formula=[pretty_formula(f) for f in summary["formula"]],
        space_group=[pretty_space_group(s) for s in summary["space_group"]],
        remarks=remarks,
    )[list(_columns())]


def _columns() -> dict:
    column = st.column_config
    return {
        "state": column.TextColumn("State", width="small"),
        "id": column.TextColumn("Id", width="medium"),
        "formula": column.TextColumn("Formula"),
        "space_group": column.TextColumn(
            "Space group", help="International symbol, spglib, tolerance 0.01 Å; up to 1,000 sites"
        ),
        "space_group_number": column.NumberColumn("No.", format="%d", width="small"),
        "n_sites": column.NumberColumn("Sites", format="%d", width="small"),
        "volume_a3": column.NumberColumn("Volume (Å³)", format="%.2f"),
        "density_g_cm3": column.NumberColumn("Density (g/cm³)", format="%.3f"),
        "remarks": column.TextColumn("Remarks", width="large"),
    }
