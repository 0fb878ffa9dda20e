"""Explore: one alloy's phases while its composition is moved, what CALPHAD says of it, and sections around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.figures.diagram import diagram_figure
from mi_core.alloys.web.cached import own_database, say_no_surrogate, shipped_database, surrogate
from mi_core.alloys.web.choice import choose_alloy
from mi_core.alloys.web.database import missing_pairs
from mi_core.alloys.web.explore.composition_sliders import composition_sliders
from mi_core.alloys.web.explore.diagrams import (
    computed_diagram,
    diagram_frame,
    equilibrium_of,
    predicted_diagram,
)
from mi_core.alloys.web.explore.numbers import derived_metrics, estimated_numbers
from mi_core.alloys.web.units import units
from mi_core.alloys.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.warmup import attention

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.results.equilibrium import Equilibrium

#: Ends of the sliders, wt%: the ranges that the data set explores.
SLIDER_ENDS_WT = {
    "Si": 15.0, "Mg": 12.0, "Cu": 10.0, "Zn": 14.0, "Mn": 2.0, "Fe": 2.5, "Cr": 1.0, "Ti": 0.5, "Zr": 0.5,
}  # fmt: skip
OTHER_SLIDER_END_WT = 5.0  # wt% of an element that only the user's database has
_BELOW = {
    "scheil": "Scheil solidification",
    "isopleth": "Isopleth",
    "corner": "Aluminium corner",
}
_MOVING, _RELEASED = "alloy_moving", "alloy_released"


def explore_part() -> None:
    """Show sliders, diagram, numbers, Scheil path and sections of one alloy."""
    database = own_database() or shipped_database()
    if (own := own_database()) is not None:
        st.info(
            f"Everything here comes from **{escaped(own.name)}** by the thermodynamic engine. The surrogate, which answers "
            "at once, was trained on COST507 and knows nothing of your database.",
            icon=":material/database:",
        )
    elif surrogate() is None:
        say_no_surrogate()
    with_surrogate = own is None and surrogate() is not None
    choose_alloy(tuple(e for e in database.elements if e != "Al"))
    _explorer(database, with_surrogate=with_surrogate)
    _below(database, with_surrogate=with_surrogate)


def _below(database: ThermoDatabase, *, with_surrogate: bool) -> None:
    """Show the Scheil path, or a section through the phase diagram around the alloy, below the explorer."""
    st.divider()
    part = segmented_choice(
        "More", _BELOW, "isopleth", key="alloy_more", named=False, persist_state="session", wrap=True
    )
    if part == "scheil":
        from mi_core.alloys.web.explore.scheil import scheil

        scheil(dict(PAGE.now().alloy), database)
    else:
        from mi_core.alloys.web.explore.sections import sections

        sections(part, database, with_surrogate=with_surrogate)


@st.fragment
def _explorer(database: ThermoDatabase, *, with_surrogate: bool) -> None:
    if st.session_state.pop(_RELEASED, False):
        st.rerun()  # the rest of the page shows the new alloy, too
    with attention.page():  # a fragment runs without the router
        left, right = st.columns([2, 5], gap="large")
        with left:
            composition_sliders(
                PAGE.now().alloy, _most(database), key="alloy_sliders", on_move=_move, on_release=_release
            )
        with right, errors_shown():  # a fragment: its errors do not reach the frame
            _alloy(database, with_surrogate=with_surrogate)
        PAGE.write()


def _most(database: ThermoDatabase) -> dict[str, float]:
    others = {e: OTHER_SLIDER_END_WT for e in database.elements if e not in SLIDER_ENDS_WT and e != "Al"}
    return {e: top for e, top in SLIDER_ENDS_WT.items() if e in database.elements} | others


def _move(wt: dict[str, float]) -> None:
    PAGE.now().alloy, st.session_state[_MOVING] = wt, True


def _release(wt: dict[str, float]) -> None:
    PAGE.now().alloy, st.session_state[_MOVING], st.session_state[_RELEASED] = wt, False, True


def _alloy(database: ThermoDatabase, *, with_surrogate: bool) -> None:
    """Show the diagram and the numbers: predicted at once, computed when the hand has let go."""
    wt = dict(PAGE.now().alloy)
    predicted = predicted_diagram(wt) if with_surrogate and not units().by_mass else None
    found = None if st.session_state.get(_MOVING) else equilibrium_of(wt, database)
    computed = None if found is None else computed_diagram(found, by_mass=units().by_mass)
    if with_surrogate and units().by_mass and computed is None:
        st.caption(
            "Weight per cent needs the composition of each phase, which CALPHAD knows and the surrogate does not."
        )
    if predicted is not None:
        title = "Predicted phases" + ("" if computed is None else ", circles by CALPHAD")
        figure = diagram_figure(predicted, computed=computed, title=title, units=units())
    elif computed is not None:
        figure = diagram_figure(computed, title=f"Phases by CALPHAD with {database.name}", units=units())
    else:
        return
    figure_with_downloads(
        figure, "alloy-diagram", data=diagram_frame(predicted, computed, by_mass=units().by_mass)
    )
    if found is not None:
        _say_what_is_missing(found)
    derived_metrics(
        wt, database, estimated_numbers(predicted), units(), moving=bool(st.session_state.get(_MOVING))
    )
    missing_pairs(database, [symbol for symbol, value in wt.items() if value > 0])


def _say_what_is_missing(found: Equilibrium) -> None:
    """Name the points that failed and the phases that could not be computed, each with its reason."""
    for reason, rows in found.points[~found.points["converged"]].groupby("reason", sort=False):
        st.caption(
            escaped(f"{len(rows)} of {len(found.points)} points are left out: {reason or 'no equilibrium'}.")
        )
    for remark in found.remarks:
        st.warning(escaped(remark), icon=":material/warning:")
