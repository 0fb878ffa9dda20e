"""Below the explorer's diagram: the Scheil path, and sections through the phase diagram around the alloy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.web.view import view

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

PARTS = {
    "scheil": "Scheil solidification",
    "isopleth": "Isopleth",
    "corner": "Aluminium corner",
}


def more(database: ThermoDatabase, *, with_surrogate: bool) -> None:
    """Show one of the parts for the alloy of the view."""
    st.divider()
    part = st.segmented_control(
        "More", list(PARTS), format_func=PARTS.get, default="isopleth", required=True, key="alloy_more",
        label_visibility="collapsed", persist_state="session", wrap=True,
    )  # fmt: skip
    if part == "scheil":
        from mi_core.alloys.web.explore.scheil import scheil

        scheil(dict(view().alloy), database)
    else:
        from mi_core.alloys.web.explore.sections import sections

        sections(part, database, with_surrogate=with_surrogate)
