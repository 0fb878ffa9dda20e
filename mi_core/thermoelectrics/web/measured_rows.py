"""What others measured: the rows of the model that ships, or of the table; and the neighbours among them, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.neighbours import KnownMaterials

TABLE = "estm_thermoelectrics"
SOURCE = "ESTM (Na & Chang, npj Comput. Mater. 8, 214 (2022)). Distance: the share of atoms that would have to be exchanged."


def known_learned() -> KnownMaterials:
    """Return the compositions that the model learned; InputError where it is not there."""
    return _learned(model_stamp())


def model_stamp() -> tuple[str, int]:
    """Return what changes with the model that is in the store; InputError where there is none."""
    from mi_core.pretrained.card import CARD_FILE
    from mi_core.thermoelectrics.learned import model_folder

    card = model_folder() / CARD_FILE
    return str(card), card.stat().st_mtime_ns


def known_or_offer() -> KnownMaterials | None:
    """Return what the model learned, or else the table where it is at hand; otherwise offer to fetch it."""
    from mi_core.datasets.loading import fetch_dataset, find_table
    from mi_core.datasets.registry import find_dataset
    from mi_core.thermoelectrics.learned import is_trained

    if is_trained():
        return known_learned()
    path = find_table(find_dataset(TABLE))
    if path is None:
        st.info(
            "What others measured comes from ESTM (Na & Chang, 2022), which is not at hand yet.",
            icon=":material/info:",
        )
        if not st.button("Fetch the table", key="thermoelectrics_fetch"):
            return None
        with errors_shown(), st.spinner("Fetching …"):
            path = fetch_dataset(TABLE)
    return _tabled(str(path)) if path is not None else None


@st.cache_resource(max_entries=1, show_spinner="Reading what was measured …")
def _learned(stamp: tuple[str, int]) -> KnownMaterials:  # noqa: ARG001 - another model learned other rows
    from mi_core.thermoelectrics.learned import learned_rows
    from mi_core.thermoelectrics.neighbours import known_materials

    return known_materials(learned_rows())


@st.cache_resource(max_entries=1, show_spinner="Reading what was measured …")
def _tabled(path: str) -> KnownMaterials:  # noqa: ARG001 - another file is another table
    from mi_core.datasets.loading import load_dataset
    from mi_core.thermoelectrics.neighbours import known_materials

    return known_materials(load_dataset(TABLE).frame)


def show_neighbours(rows: pd.DataFrame) -> None:
    """Show the neighbours of `nearest_measured`, a line per composition and paper, with links to the papers."""
    from mi_core.thermoelectrics.neighbours import neighbour_table

    table = neighbour_table(rows)
    column, display = st.column_config, PAGE.now().display
    temperature = display.of(TEMPERATURE)
    ends = {name: temperature.values(table[name]) for name in ("lowest_k", "highest_k")}
    st.dataframe(
        table.assign(**ends),
        hide_index=True,
        column_config={
            "formula": "Measured",
            "relation": "Relation",
            "distance": column.NumberColumn("Atoms that differ", format="percent"),
            "carrier_type": column.TextColumn("Type", help="By the sign of S: n negative, p positive"),
            "lowest_k": column.NumberColumn(f"From ({temperature.unit})", format="%.5g"),
            "highest_k": column.NumberColumn(f"to ({temperature.unit})", format="%.5g"),
            "highest_zt": column.NumberColumn("Highest zT", format="%.2f"),
            "address": column.LinkColumn("Paper", display_text="https://doi.org/(.*)"),
        },
        placeholder="–",
    )
    st.caption(SOURCE)
