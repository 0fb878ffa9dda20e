"""The figures of predictions: against temperature or x, and those that one parabolic band explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.measured_rows import known_learned
from mi_core.thermoelectrics.web.points import points_frame
from mi_core.thermoelectrics.web.sample import plane_words
from mi_core.thermoelectrics.web.view import FIGURES, PAGE

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

BANDS = "Bands: 90 % intervals, wider the farther a composition is from measured ones. Open points: outside the domain."
LINES = (
    "Dotted: temperatures that the model did not learn. Dashed: zT that follows from the predicted S, σ and κ of the "
    "formula looked at; where the two zT differ by more than their intervals allow, it is said above."
)


def choose_figure(curves: pd.DataFrame) -> str:
    """Offer the figures that these curves allow, and return the chosen one; many members of series go against x."""
    from mi_core.thermoelectrics.figures.predicted import MOST_CURVES

    members = curves.loc[(curves["series"] != "") & curves["value"].notna(), "curve"].nunique()
    figures = [name for name in FIGURES if name != "x" or members > 1]
    usual = "x" if members > MOST_CURVES else "temperature"
    view = PAGE.now()
    chosen = st.segmented_control(
        "Figure",
        figures,
        format_func=lambda name: FIGURES[name],
        default=view.figure if view.figure in figures else usual,
        required=True,
        key=f"thermoelectrics_figure_{PAGE.turn()}_{usual}_{members > 1}",
        label_visibility="collapsed",
    )
    view.figure = "" if chosen == usual else chosen
    return chosen


def show_figure(
    name: str, curves: pd.DataFrame, points: pd.DataFrame, curve: str, near: pd.DataFrame | None
) -> None:
    """Show one figure with its words; `curve` is the one looked at, `near` what was measured near it."""
    from mi_core.thermoelectrics.figures.headroom import headroom_figure
    from mi_core.thermoelectrics.figures.parabolic_band import ioffe_figure, pisarenko_figure
    from mi_core.thermoelectrics.figures.predicted import against_temperature
    from mi_core.thermoelectrics.headroom import headroom_sentence
    from mi_core.web.components.figure_downloads import figure_with_downloads

    display = PAGE.now().display
    drawn, remark = _legible(list(dict.fromkeys(curves.dropna(subset=["value"])["curve"])), curve)
    own, few = points[points["curve"] == curve], points[points["curve"].isin(drawn)]
    data, words = few, f"{plane_words(name)} {remark}"
    if name == "x":
        data = curves[(curves["series"] != "") & (curves[TEMPERATURE] == _temperature(curves))]
        figure, words = of_series(data, near is not None)
    elif name == "temperature":
        data = curves[curves["curve"].isin(drawn)]
        figure, words = (
            against_temperature(data, near, own, points_frame(PAGE.now().points), display),
            f"{BANDS} {LINES} {remark}",
        )
    elif name == "headroom":
        figure, data = headroom_figure(own, display), own
        words = f"{curve}: {headroom_sentence(own, display)}"
    else:
        make = pisarenko_figure if name == "pisarenko" else ioffe_figure
        figure = make(few.drop(columns="series").rename(columns={"curve": "series"}), display)
    figure_with_downloads(figure, f"predicted-{name}", data=data)
    st.caption(words)


def of_series(rows: pd.DataFrame, with_measured: bool) -> tuple[go.Figure, str]:
    """Return the figure against x of curves at one temperature, with the measured members of their series, and its words."""
    from mi_core.thermoelectrics.figures.predicted import against_x
    from mi_core.thermoelectrics.series_members import measured_members, members_sentence

    display, at = PAGE.now().display, float(rows[TEMPERATURE].iloc[0])
    if not with_measured:
        return against_x(rows, display), BANDS
    members = measured_members(rows, known_learned(), at, PAGE.now().near_type)
    return against_x(rows, display, members), f"{BANDS} {members_sentence(members, at, display)}".strip()


def _legible(curves: list[str], looked_at: str) -> tuple[list[str], str]:
    """Return the curves that one figure can hold, the one looked at among them, and what is to be said of the others."""
    from mi_core.thermoelectrics.figures.predicted import MOST_CURVES

    if len(curves) <= MOST_CURVES:
        return curves, ""
    places = np.linspace(0, len(curves) - 1, MOST_CURVES).round().astype(int)
    chosen = {curves[place] for place in places}
    if looked_at not in chosen:
        chosen = {*(curves[place] for place in places[:-1]), looked_at}
    return (
        [curve for curve in curves if curve in chosen],
        f"{MOST_CURVES} of {len(curves):,} curves are drawn, evenly spread, with the one looked at; tables have all.",
    )


def _temperature(curves: pd.DataFrame) -> float:
    """Offer at which temperature members of series are compared; return it in K."""
    view, shown = PAGE.now(), PAGE.now().display
    rows = curves[(curves["series"] != "") & curves["value"].notna()]
    temperatures = sorted(rows[TEMPERATURE].unique().tolist())
    middle = temperatures[len(temperatures) // 2]
    if len(temperatures) == 1:
        return middle
    chosen = st.select_slider(
        "At",
        temperatures,
        value=min(temperatures, key=lambda t: abs(t - (view.at or middle))),
        format_func=shown.temperature,
        key=f"thermoelectrics_at_{PAGE.turn()}_{hash(tuple(temperatures))}",
    )
    view.at = 0.0 if chosen == middle else chosen
    return chosen
