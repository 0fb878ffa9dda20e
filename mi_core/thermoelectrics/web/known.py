"""What others measured on a composition and its neighbours, beside one's own points where there are some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.view import PAGE, QUANTITIES
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.neighbours import KnownMaterials

TABLE = "estm_thermoelectrics"
CLASSES = {
    "same composition": "This composition was measured.",
    "same host": "Compositions of this host were measured: the same main elements, each at least 5 % of the atoms.",
    "same elements": "The main elements were measured together, in hosts that have further ones.",
    "new": "Nothing with all of these main elements was measured: what is nearest may be far.",
}


def known_part() -> None:
    """Ask for a formula, and show the measured curves of the nearest compositions."""
    left, right = st.columns([2, 3], gap="large", vertical_alignment="bottom")
    view = PAGE.now()
    view.formula = left.text_input(
        "Formula",
        value=view.formula,
        placeholder="Bi0.5Sb1.5Te3",
        key=f"thermoelectrics_formula_{PAGE.turn()}",
    ).strip()
    view.quantity = right.segmented_control(
        "Quantity",
        list(QUANTITIES),
        format_func=lambda quantity: QUANTITIES[quantity],
        default=view.quantity,
        required=True,
        key=f"thermoelectrics_quantity_{PAGE.turn()}",
        label_visibility="collapsed",
    )
    known = _known_or_offer()
    if known is None:
        return
    if not view.formula:
        st.info(
            "Give a formula, with decimals or brackets as they come: Bi0.5Sb1.5Te3 or (Bi0.25Sb0.75)2Te3.",
            icon=":material/info:",
        )
        return
    with errors_shown():
        _neighbours(view.formula, known)


@st.cache_resource(max_entries=1, show_spinner="Reading what was measured …")
def _known(path: str) -> KnownMaterials:  # noqa: ARG001 - another file is another table
    from mi_core.datasets.loading import load_dataset
    from mi_core.thermoelectrics.neighbours import known_materials

    return known_materials(load_dataset(TABLE).frame)


def _known_or_offer() -> KnownMaterials | None:
    """Return the measured table where it is at hand; otherwise offer to fetch it."""
    from mi_core.datasets.loading import fetch_dataset, find_table
    from mi_core.datasets.registry import find_dataset

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
    return _known(str(path)) if path is not None else None


def _neighbours(formula: str, known: KnownMaterials) -> None:
    from mi_core.thermoelectrics.curves import own_curve
    from mi_core.thermoelectrics.figures.neighbours import neighbours_figure
    from mi_core.thermoelectrics.host_signs import sign_of_seebeck
    from mi_core.thermoelectrics.neighbours import nearest_measured, neighbour_table
    from mi_core.thermoelectrics.web.points import points_frame
    from mi_core.web.components.figure_downloads import figure_with_downloads

    view = PAGE.now()
    rows, signs = nearest_measured(formula, known), sign_of_seebeck(formula, known)
    st.markdown(f"**{escaped(CLASSES[known.classes.distance_class(formula)])}** {escaped(signs.sentence)}")
    if signs.is_doubtful:
        st.warning(
            "The sign of S is open: no measured composition has this dopant.", icon=":material/swap_vert:"
        )
    figure = neighbours_figure(
        own_curve(points_frame(view.points), view.quantity), rows, view.quantity, view.display
    )
    figure_with_downloads(figure, f"measured-{view.quantity}", data=rows)
    _show_table(neighbour_table(rows))
    st.caption(
        "ESTM (Na & Chang, npj Comput. Mater. 8, 214 (2022)). Distance: the share of atoms that would have to be exchanged."
    )


def _show_table(table: pd.DataFrame) -> None:
    """Show the neighbours, a line per composition and paper, with links to the papers."""
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
