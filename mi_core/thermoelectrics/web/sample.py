"""One's own measurements: points in, what follows from them out, as table, figures and a leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.points import edit_points
from mi_core.thermoelectrics.web.view import PAGE, PLOTS
from mi_core.web.components.segmented_choice import segmented_choice

if TYPE_CHECKING:
    import pandas as pd

PARABOLIC = (
    "All of it for one parabolic band whose carriers are scattered by acoustic phonons. Where bands converge, minority "
    "carriers conduct, or grain boundaries scatter, the numbers are those of an effective band."
)
_OF_PLANES = {
    "pisarenko": "Where |S| is large, lines fall by k_B/e = 86.17 µV/K for each factor e of σ.",
    "ioffe": "The top of a line is the best power factor of that band; zT has its best at fewer carriers.",
}
_LINES = (
    "Doping moves a sample along its line; a better band lifts it to another. One sample that leaves its line as it warms "
    "has further bands, minority carriers or another scattering."
)


def sample_part() -> None:
    """Take measured points, and show what follows from them."""
    points = edit_points()
    if len(points):
        _analysis(points)
    else:
        st.info(
            "Give a row or more: temperature, Seebeck coefficient and conductivity.", icon=":material/info:"
        )


def _analysis(points: pd.DataFrame) -> None:
    from mi_core.thermoelectrics.carriers import carrier_sentence
    from mi_core.thermoelectrics.transport.analysis import analyse
    from mi_core.thermoelectrics.web.leg import show_leg
    from mi_core.thermoelectrics.web.table import show_table
    from mi_core.web.components.downloads import frame_download

    analysed, display = analyse(points), PAGE.now().display
    show_table(analysed, display)
    st.caption(f"{carrier_sentence(points, display)} {PARABOLIC}")
    frame_download(analysed, "transport", key="thermoelectrics_csv", label="CSV · all columns")
    if (points[TEMPERATURE] > 0).any():
        _figures(analysed)
    show_leg(analysed)


def _figures(analysed: pd.DataFrame) -> None:
    """Show the figure that is chosen."""
    from mi_core.web.components.figure_downloads import figure_with_downloads

    view = PAGE.now()
    view.plot = segmented_choice(
        "Figure", PLOTS, view.plot, key=f"thermoelectrics_plot_{PAGE.turn()}", named=False
    )
    figure, words = _figure(view.plot, analysed)
    figure_with_downloads(figure, f"transport-{view.plot}", data=analysed)
    if words:
        st.caption(words)


def _figure(plot: str, analysed: pd.DataFrame):
    """Return the figure, and what is to be said below it."""
    from mi_core.thermoelectrics.figures.headroom import headroom_figure
    from mi_core.thermoelectrics.figures.parabolic_band import ioffe_figure, pisarenko_figure
    from mi_core.thermoelectrics.figures.transport import transport_figure
    from mi_core.thermoelectrics.headroom import headroom_sentence

    display = PAGE.now().display
    if plot == "pisarenko":
        return pisarenko_figure(analysed, display), plane_words(plot)
    if plot == "ioffe":
        return ioffe_figure(analysed, display), plane_words(plot)
    if plot == "headroom":
        return headroom_figure(analysed, display), headroom_sentence(analysed, display)
    return transport_figure(analysed, display), ""


def plane_words(plot: str) -> str:
    """Return what is to be said below Pisarenko's or Ioffe's figure; "" for others."""
    return f"{_LINES} {_OF_PLANES[plot]}" if plot in _OF_PLANES else ""
