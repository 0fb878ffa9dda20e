"""Scheil solidification of the explorer's alloy, computed while the page goes on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.figures.scheil import scheil_figure
from mi_core.alloys.web.engine import ask, engine, known_answer
from mi_core.alloys.web.explore.diagrams import EQUILIBRIUM
from mi_core.alloys.web.explore.numbers import NUMBERS, difference, temperature
from mi_core.alloys.web.units import units
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.results.scheil_path import ScheilPath


def scheil(wt: dict[str, float], database: ThermoDatabase) -> None:
    """Show the path and the freezing ranges that decide on hot cracking."""
    st.caption(
        "Cooling without diffusion in the solid, the liquid well mixed (Scheil, Gulliver): the last liquid is richer and "
        "freezes later than at equilibrium. Castings and welds lie between both."
    )
    path = _path(wt, database)
    if path is None:
        return
    equilibrium = _equilibrium(wt, database)
    frame = path.frame if path.mass_frame is None or not units().by_mass else path.mass_frame
    t = frame["temperature_k"].to_numpy()
    phases = {
        name: frame[name].to_numpy() for name in frame if name not in ("temperature_k", "fraction_solid")
    }
    ends = (path.temperature_at(0.90), path.temperature_at(0.99))
    figure = scheil_figure(
        t,
        frame["fraction_solid"].to_numpy(),
        phases,
        equilibrium=equilibrium,
        terminal=ends if all(map(math.isfinite, ends)) else None,
        units=units(),
    )
    _numbers(path)
    figure_with_downloads(figure, "scheil", data=_named(frame))
    if not path.complete:
        st.caption(escaped(path.reason))


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a path's table with columns that say what they are."""
    what = "mass" if units().by_mass else "mole"
    names = {phase: f"{phase} ({what} fraction)" for phase in frame if phase != "temperature_k"}
    return frame.rename(columns=names | {"fraction_solid": f"{what}_fraction_solid"})


def _numbers(path: ScheilPath) -> None:
    numbers = {
        "Freezing range": (path.freezing_range_k, None),
        "Terminal freezing range": (
            path.terminal_freezing_range_k,
            "From 90 to 99 mol% solid, where cracks open and no liquid flows in (Clyne and Davies, 1981); shaded below.",
        ),
        "Cracking index |dT/d√fₛ|": (
            path.cracking_index_k,
            "Kou, Acta Mater. 88, 366 (2015), over 87 to 94 mol% solid; larger means more prone to hot cracking.",
        ),
    }
    with st.container(horizontal=True, gap="medium"):
        for label, value in (("Liquidus", path.liquidus_k), ("Last liquid freezes at", path.final_k)):
            st.metric(label, temperature(value, units()), border=True)
        for label, (value, remark) in numbers.items():
            st.metric(label, difference(value), help=remark, border=True)


def _path(wt: dict[str, float], database: ThermoDatabase) -> ScheilPath | None:
    return ask(
        "scheil",
        wt,
        database,
        lambda: engine().systems.scheil(wt, database),
        waiting="The solidification is followed step by step …",
    )


def _equilibrium(wt: dict[str, float], database: ThermoDatabase) -> tuple[np.ndarray, np.ndarray] | None:
    """Return temperatures (K) and fractions solid at equilibrium where the explorer has computed them; else None."""
    import numpy as np

    found, ends = (known_answer(topic, wt, database) for topic in (EQUILIBRIUM, NUMBERS))
    if found is None or ends is None:
        return None
    solid = 1 - found.fractions(["LIQUID"], by_mass=units().by_mass)[0, :, 0]
    partly = (solid > 0) & (solid < 1)
    t = np.concatenate([[ends["liquidus_k"]], found.temperatures_k[partly][::-1], [ends["solidus_k"]]])
    return t, np.concatenate([[0.0], solid[partly][::-1], [1.0]])
