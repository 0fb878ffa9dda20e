"""The numbers that metallurgists read off a diagram, estimated at once and then computed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.alloys.thermodynamics.database.phase_names import phase_label
from mi_core.alloys.thermodynamics.results.derived_grid import DERIVED, SOLVUS, derived_from_fractions
from mi_core.alloys.thermodynamics.results.units import Units
from mi_core.alloys.web.engine import ask, engine
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.alloys.figures.diagram import Diagram
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

NUMBERS = "derived"  # the topic under which the engine keeps them


def estimated_numbers(diagram: Diagram | None) -> dict[str, float]:
    """Return liquidus, solidus, freezing range and solvi (K) read off a predicted diagram."""
    if diagram is None:
        return {}
    found = derived_from_fractions(diagram.temperatures, diagram.fractions, diagram.phases)
    return {key: float(value) for key, value in found.items()}


def derived_metrics(
    wt: Mapping[str, float],
    database: ThermoDatabase,
    estimated: Mapping[str, float],
    shown: Units,
    *,
    moving: bool,
) -> None:
    """Show the numbers: the engine's where it has answered, else those estimated."""
    computed = None if moving else _computed(dict(wt), database)
    numbers, by = (dict(estimated), "estimated from the surrogate")
    if computed is not None:
        solvi = {f"{SOLVUS}{phase}": value for phase, value in computed["solvus"].items()}
        numbers, by = {key: computed[key] for key in DERIVED} | solvi, "by CALPHAD, to 0.5 K"
    if not numbers:
        return
    with st.container(horizontal=True, gap="medium"):
        for key, title in DERIVED.items():
            value = numbers.get(key)
            if key == "freezing_range_k":
                st.metric(title.capitalize(), difference(value), border=True)
            else:
                other = temperature(value, Units(celsius=not shown.celsius))
                st.metric(title.capitalize(), temperature(value, shown), other, border=True, delta_color="off",
                          delta_arrow="off")  # fmt: skip
    if computed is not None:
        for key, reason in computed["reasons"].items():
            if key in DERIVED:
                st.caption(f"{DERIVED[key].capitalize()}: {reason}")
    solvi = {
        phase_label(key.removeprefix(SOLVUS)): value
        for key, value in numbers.items()
        if key.startswith(SOLVUS) and key != f"{SOLVUS}FCC_A1" and math.isfinite(value)
    }
    _solvi(solvi, by, shown, database)


def _solvi(solvi: Mapping[str, float], by: str, shown: Units, database: ThermoDatabase) -> None:
    words = [
        f"{label} **{temperature(value, shown)}**"
        for label, value in sorted(solvi.items(), key=lambda pair: -pair[1])
    ]
    low, high = map(shown.text, database.temperature_limits)
    st.markdown(
        f"Solvus: {', '.join(words)}." if words else f"No precipitate dissolves within {low} to {high}."
    )
    st.caption(f"Numbers {by}.")


def _computed(wt: dict[str, float], database: ThermoDatabase) -> dict[str, Any] | None:
    with errors_shown():  # what the surrogate estimates stays
        return ask(
            NUMBERS,
            wt,
            database,
            lambda: engine().systems.derived(wt, database),
            waiting="Liquidus, solidus and solvi are computed …",
        )
    return None


def temperature(value: float | None, shown: Units) -> str:
    """Return 923.4 K of K, or that in °C; a dash where it is not known."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{shown.shown(value):.1f} {shown.temperature}"


def difference(value: float | None) -> str:
    """Return 40.1 K of a difference of temperatures; a dash where it is not known."""
    return f"{value:.1f} K" if value is not None and math.isfinite(value) else "–"
