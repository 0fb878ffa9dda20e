"""Where wishes come from: a preset, or an existing alloy whose diagram is taken over to be edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.figures.diagram import Diagram, diagram_figure
from mi_core.alloys.specification.wishes import PhaseWish, Specification
from mi_core.alloys.web.cached import design_database, own_database, surrogate
from mi_core.alloys.web.choice import choose_alloy
from mi_core.alloys.web.explore.diagrams import computed_diagram, equilibrium_of, predicted_diagram
from mi_core.alloys.web.units import ROUND_CELSIUS, moles, units
from mi_core.alloys.web.view import PAGE, set_spec, show_beside
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_FRACTION = 0.005  # mole fraction of a phase that is taken over
MARGIN = 0.2  # of a phase's fraction, both ways, and at least:
LEAST_MARGIN = 0.003


def start_from() -> None:
    """Offer presets, and an existing alloy to begin with."""
    _presets()
    with st.expander("Begin with an existing alloy", icon=":material/science:"):
        _existing()


def _presets() -> None:
    from mi_core.alloys.specification.presets import PRESETS

    def chosen() -> None:
        # the browser may tell once more of a list that is gone
        if (title := st.session_state[key]) is not None and key == f"alloy_preset_{PAGE.turn()}":
            set_spec(joined(PAGE.now().spec, PRESETS[title]))

    key = f"alloy_preset_{PAGE.turn()}"  # empty again after each
    st.selectbox(
        "Add a preset", list(PRESETS), index=None, key=key, on_change=chosen, width=360,
        placeholder="single-phase, freezing range, like 6061 …",
    )  # fmt: skip


def joined(now: Specification, added: Specification) -> Specification:
    """Return both wishes together; where both speak of the same, the later counts."""
    phases = {(wish.phase, wish.temperature_k): wish for wish in (*now.phases, *added.phases)}
    return Specification(
        tuple(phases.values()),
        now.composition_wt | added.composition_wt,
        now.derived | added.derived,
        added.cost_per_kg or now.cost_per_kg,
    )


def _existing() -> None:
    choose_alloy(tuple(e for e in design_database().elements if e != BALANCE), key="start")
    diagram = _diagram(dict(PAGE.now().alloy))
    if diagram is None:
        return
    st.plotly_chart(
        diagram_figure(diagram, title="Its phases", units=moles()).update_layout(height=460),
        key="start_diagram",
    )
    celsius = units().celsius
    offered = ROUND_CELSIUS if celsius else tuple(map(float, range(300, 1001, 50)))
    temperatures = st.multiselect(
        "Take over at", offered, default=[453.15, 603.15, 753.15] if celsius else [450.0, 600.0, 750.0],
        format_func=units().text, key=f"start_temperatures_{celsius}",
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Take its phases over as wishes", type="primary", icon=":material/input:", on_click=_wish_for,
            args=(diagram, tuple(temperatures)), disabled=not temperatures,
        )  # fmt: skip
        st.button("Show it in the grid only", on_click=_show, args=(diagram,))


def _diagram(wt: dict[str, float]) -> Diagram | None:
    """Return the alloy's diagram: predicted, or computed where there is no surrogate; None while that takes its time."""
    with errors_shown():  # the wishes stay
        if own_database() is None and surrogate() is not None:
            return predicted_diagram(wt)
        found = equilibrium_of(wt, design_database())
        return None if found is None else computed_diagram(found)
    return None


def _wish_for(diagram: Diagram, temperatures: tuple[float, ...]) -> None:
    _show(diagram)
    set_spec(replace(PAGE.now().spec, phases=wishes_of(diagram, temperatures)))


def _show(diagram: Diagram) -> None:
    fractions = {
        (phase, float(t)): float(diagram.fractions[row, number])
        for row, t in enumerate(diagram.temperatures)
        for number, phase in enumerate(diagram.phases)
        if diagram.fractions[row, number] >= LEAST_FRACTION
    }
    show_beside(fractions)


def wishes_of(diagram: Diagram, temperatures: Sequence[float]) -> tuple[PhaseWish, ...]:
    """Return a wish around each phase of the diagram at some temperatures (K), for a fifth less to a fifth more of it."""
    found = []
    for t in temperatures:
        at = {
            phase: float(np.interp(t, diagram.temperatures, diagram.fractions[:, number]))
            for number, phase in enumerate(diagram.phases)
        }
        for phase, fraction in at.items():
            if fraction >= LEAST_FRACTION:
                margin = max(MARGIN * min(fraction, 1 - fraction), LEAST_MARGIN)
                ends = (round(max(fraction - margin, 0.0), 4), round(min(fraction + margin, 1.0), 4))
                found.append(PhaseWish(phase, float(t), *ends))
    return tuple(found)
