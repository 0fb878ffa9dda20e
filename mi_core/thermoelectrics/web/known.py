"""What others measured on a composition and its neighbours, beside one's own points where there are some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.web.measured_rows import known_or_offer, show_neighbours
from mi_core.thermoelectrics.web.view import PAGE, QUANTITIES
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from mi_core.thermoelectrics.neighbours import KnownMaterials


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
    view.quantity = segmented_choice(
        "Quantity",
        QUANTITIES,
        view.quantity,
        key=f"thermoelectrics_quantity_{PAGE.turn()}",
        place=right,
        named=False,
    )
    known = known_or_offer()
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


def _neighbours(formula: str, known: KnownMaterials) -> None:
    from mi_core.thermoelectrics.curves import own_curve
    from mi_core.thermoelectrics.figures.neighbours import neighbours_figure
    from mi_core.thermoelectrics.host_signs import sign_of_seebeck
    from mi_core.thermoelectrics.neighbours import nearest_measured
    from mi_core.thermoelectrics.standing import CLASS_WORDS
    from mi_core.thermoelectrics.web.points import points_frame
    from mi_core.web.components.figure_downloads import figure_with_downloads

    view = PAGE.now()
    rows, signs = nearest_measured(formula, known), sign_of_seebeck(formula, known)
    st.markdown(
        f"**{escaped(CLASS_WORDS[known.classes.distance_class(formula)])}** {escaped(signs.sentence)}"
    )
    if signs.is_doubtful:
        st.warning(
            "The sign of S is open: no measured composition has this dopant.", icon=":material/swap_vert:"
        )
    figure = neighbours_figure(
        own_curve(points_frame(view.points), view.quantity), rows, view.quantity, view.display
    )
    figure_with_downloads(figure, f"measured-{view.quantity}", data=rows)
    show_neighbours(rows)
