"""Explore: one alloy's phases while its composition is moved, what CALPHAD says of it, and sections around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.figures.diagram import Diagram, diagram_figure
from mi_core.alloys.thermodynamics.database.database import check_elements
from mi_core.alloys.web.cached import own_database, say_no_surrogate, shipped_database, sorry, surrogate
from mi_core.alloys.web.choice import choose_alloy
from mi_core.alloys.web.engine import ask, engine
from mi_core.alloys.web.explore.composition_sliders import composition_sliders
from mi_core.alloys.web.explore.numbers import derived_metrics, estimated_numbers
from mi_core.alloys.web.missing import missing_pairs
from mi_core.alloys.web.units import units
from mi_core.alloys.web.view import view, write_link
from mi_core.errors import InputError
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import plain
from mi_core.web.shell.warmup import attention

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.results.equilibrium import Equilibrium

#: Ends of the sliders, wt%: the ranges that the data set explores.
MOST = {"Si": 15.0, "Mg": 12.0, "Cu": 10.0, "Zn": 14.0, "Mn": 2.0, "Fe": 2.5, "Cr": 1.0, "Ti": 0.5, "Zr": 0.5}
MOST_OTHER = 5.0  # wt% of an element that only the user's database has
COMPUTED = (
    300,
    400,
    500,
    600,
    650,
    700,
    750,
    800,
    825,
    850,
    875,
    900,
    920,
    950,
    1000,
)  # K, of the engine's circles
_MOVING, _RELEASED = "alloy_moving", "alloy_released"


def explore_part() -> None:
    """Show sliders, diagram, numbers, Scheil path and sections of one alloy."""
    database = own_database() or shipped_database()
    if (own := own_database()) is not None:
        st.info(
            f"Everything here comes from **{plain(own.name)}** by the thermodynamic engine. The surrogate, which answers at "
            "once, was trained on COST507 and knows nothing of your database.",
            icon=":material/database:",
        )
    elif surrogate() is None:
        say_no_surrogate()
    with_surrogate = own is None and surrogate() is not None
    choose_alloy(tuple(e for e in database.elements if e != "Al"))
    _explorer(database, with_surrogate=with_surrogate)
    from mi_core.alloys.web.explore.more import more

    more(database, with_surrogate=with_surrogate)


@st.fragment
def _explorer(database: ThermoDatabase, *, with_surrogate: bool) -> None:
    if st.session_state.pop(_RELEASED, False):
        st.rerun()  # the rest of the page shows the new alloy, too
    with attention.page():  # a fragment runs without the router
        left, right = st.columns([2, 5], gap="large")
        with left:
            composition_sliders(
                view().alloy, _most(database), key="alloy_sliders", on_move=_move, on_release=_release
            )
        with right:
            _alloy(database, with_surrogate=with_surrogate)
        write_link()


def _most(database: ThermoDatabase) -> dict[str, float]:
    others = {e: MOST_OTHER for e in database.elements if e not in MOST and e != "Al"}
    return {e: top for e, top in MOST.items() if e in database.elements} | others


def _move(wt: dict[str, float]) -> None:
    view().alloy, st.session_state[_MOVING] = wt, True


def _release(wt: dict[str, float]) -> None:
    view().alloy, st.session_state[_MOVING], st.session_state[_RELEASED] = wt, False, True


def _alloy(database: ThermoDatabase, *, with_surrogate: bool) -> None:
    """Show the diagram and the numbers: predicted at once, computed when the hand has let go."""
    wt = dict(view().alloy)
    try:
        predicted = predicted_diagram(wt) if with_surrogate and not units().by_mass else None
        found = None if st.session_state.get(_MOVING) else equilibrium_of(wt, database)
    except InputError as problem:
        sorry(problem)
        return
    computed = None if found is None else computed_diagram(found, by_mass=units().by_mass)
    if with_surrogate and units().by_mass:
        st.caption(
            "Weight per cent needs the composition of each phase, which CALPHAD knows and the surrogate does not."
        )
    if predicted is None and computed is None:
        return
    if predicted is not None:
        title = "Predicted phases" + ("" if computed is None else ", circles by CALPHAD")
        figure = diagram_figure(predicted, computed=computed, title=title, units=units())
    else:
        figure = diagram_figure(computed, title=f"Phases by CALPHAD with {database.name}", units=units())
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
            plain(f"{len(rows)} of {len(found.points)} points are left out: {reason or 'no equilibrium'}.")
        )
    for remark in found.remarks:
        st.warning(plain(remark), icon=":material/warning:")


def predicted_diagram(wt: dict[str, float]) -> Diagram:
    """Return what the surrogate says of an alloy, with its interval; InputError for an element that it does not know."""
    check_elements(shipped_database(), [symbol for symbol, value in wt.items() if value])
    model = surrogate()
    row = np.array([[wt.get(symbol, 0.0) for symbol in ELEMENTS]])
    lower, upper = model.interval(row)
    return Diagram(
        np.array(model.temperatures), model.predict(row)[0], tuple(model.phases), lower[0], upper[0]
    )


def computed_diagram(found: Equilibrium, *, by_mass: bool = False) -> Diagram:
    """Return the first alloy of an equilibrium as a diagram, in mole or mass fractions."""
    phases = tuple(sorted(set(found.phases["phase"]) - {""}))
    fractions = found.fractions(phases, by_mass=by_mass)[0]
    return Diagram(np.asarray(found.temperatures_k), fractions, phases)


def equilibrium_of(wt: dict[str, float], database: ThermoDatabase) -> Equilibrium | None:
    """Return the equilibria of the alloy; None, with a line on the page, while they are computed; InputError."""
    built = engine().systems.is_open(wt, database)
    return ask(
        "equilibrium",
        _key(wt, database),
        lambda: engine().systems.equilibrium(wt, COMPUTED, database),
        waiting="CALPHAD computes …" if built else "CALPHAD builds this element system, once, and computes …",
    )


def known_equilibrium(wt: dict[str, float], database: ThermoDatabase) -> Equilibrium | None:
    """Return the equilibria of the alloy where they have been computed; None otherwise."""
    return engine().known(_key(wt, database))


def _key(wt: dict[str, float], database: ThermoDatabase) -> tuple:
    return "equilibrium", database.sha256, tuple(sorted(wt.items()))


def diagram_frame(
    predicted: Diagram | None, computed: Diagram | None, *, by_mass: bool = False, first: str = "surrogate"
):
    """Return both diagrams as a table: temperature_k, phase, mole_fraction or mass_fraction, lower, upper, by.

    first : what the first diagram comes from.
    """
    import pandas as pd

    frames, amount = [], "mass_fraction" if by_mass else "mole_fraction"
    for diagram, by in ((predicted, first), (computed, "CALPHAD")):
        if diagram is None:
            continue
        shape = diagram.fractions.shape
        table = {
            "temperature_k": np.repeat(diagram.temperatures, shape[1]),
            "phase": np.tile(diagram.phases, shape[0]),
            amount: diagram.fractions.ravel(),
            "by": by,
        }
        if diagram.lower is not None and diagram.upper is not None:
            table |= {"lower": diagram.lower.ravel(), "upper": diagram.upper.ravel()}
        frame = pd.DataFrame(table)
        there = frame.groupby("phase")[amount].transform("max") >= 1e-3
        frames.append(frame[there])
    return pd.concat(frames, ignore_index=True)
