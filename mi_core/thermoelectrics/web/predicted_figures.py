"""The figures of predictions: against temperature or x, and those that one parabolic band explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.measured_rows import known_learned
from mi_core.thermoelectrics.web.pictures import (
    legible,
    members_of_series,
    picture_of_headroom,
    picture_of_series,
    picture_of_temperature,
    temperatures_of_series,
)
from mi_core.thermoelectrics.web.sample import plane_words
from mi_core.thermoelectrics.web.view import FIGURES, PAGE
from mi_core.web.components.segmented_choice import segmented_choice

if TYPE_CHECKING:
    import pandas as pd


def choose_figure(curves: pd.DataFrame) -> str:
    """Offer the figures that these curves allow, and return the chosen one; many members of series go against x."""
    from mi_core.thermoelectrics.figures.predicted import MOST_CURVES

    members = members_of_series(curves)["curve"].nunique()
    figures = {name: title for name, title in FIGURES.items() if name != "x" or members > 1}
    usual = "x" if members > MOST_CURVES else "temperature"
    view = PAGE.now()
    chosen = segmented_choice(
        "Figure",
        figures,
        view.figure if view.figure in figures else usual,
        key=f"thermoelectrics_figure_{PAGE.turn()}_{usual}_{members > 1}",
        named=False,
    )
    view.figure = "" if chosen == usual else chosen
    return chosen


def show_figure(
    name: str, curves: pd.DataFrame, points: pd.DataFrame, curve: str, near: pd.DataFrame | None
) -> None:
    """Show one figure with its words; `curve` is the one looked at, `near` what was measured near it."""
    from mi_core.thermoelectrics.figures.parabolic_band import ioffe_figure, pisarenko_figure
    from mi_core.web.components.figure_downloads import figure_with_downloads

    view = PAGE.now()
    drawn, remark = legible(curves, curve)
    own, data = points[points["curve"] == curve], points[points["curve"].isin(drawn)]
    if name == "x":
        data = curves[(curves["series"] != "") & (curves[TEMPERATURE] == _temperature(curves))]
        _, figure, words = picture_of_series(data, None if near is None else known_learned(), view)
    elif name == "temperature":
        data = curves[curves["curve"].isin(drawn)]
        _, figure, words = picture_of_temperature(data, own, near, remark, view)
    elif name == "headroom":
        data = own
        _, figure, words = picture_of_headroom(own, view)
    else:
        make = pisarenko_figure if name == "pisarenko" else ioffe_figure
        figure = make(data.drop(columns="series").rename(columns={"curve": "series"}), view.display)
        words = f"{plane_words(name)} {remark}"
    figure_with_downloads(figure, f"predicted-{name}", data=data)
    st.caption(words)


def _temperature(curves: pd.DataFrame) -> float:
    """Offer at which temperature members of series are compared; return it in K."""
    view = PAGE.now()
    temperatures, middle, chosen = temperatures_of_series(curves, view)
    if len(temperatures) == 1:
        return middle
    chosen = st.select_slider(
        "At",
        temperatures,
        value=chosen,
        format_func=view.display.temperature,
        key=f"thermoelectrics_at_{PAGE.turn()}_{hash(tuple(temperatures))}",
    )
    view.at = 0.0 if chosen == middle else chosen
    return chosen
