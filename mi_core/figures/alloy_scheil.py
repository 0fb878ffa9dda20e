"""Solidification without diffusion in the solid (Scheil) beside equilibrium: temperature against fraction solid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.phase_names import phase_title
from mi_core.figures.alloy_colours import faint, phase_colour
from mi_core.figures.measures import QUIET

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go


TICKS = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)  # %


def scheil_figure(
    temperatures: np.ndarray,
    solid: np.ndarray,
    phases: Mapping[str, np.ndarray] | None = None,
    *,
    equilibrium: tuple[np.ndarray, np.ndarray] | None = None,
    terminal: tuple[float, float] | None = None,
    title: str = "Scheil solidification",
) -> go.Figure:
    """Return temperature (K) against fraction solid (%), with the amount of each phase solidified below it.

    temperatures, solid : (n,) K and mole fraction solid of the Scheil path; phases : by name, (n,) cumulated mole fractions;
    equilibrium : the same two arrays for equilibrium solidification, dashed; terminal : both ends (K) of the freezing range
    of the last liquid, which decides on hot cracking, shaded.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=1, cols=2, column_widths=[0.55, 0.45], shared_yaxes=True, horizontal_spacing=0.06
    )
    _paths(figure, temperatures, solid, equilibrium)
    if terminal is not None:
        shade = {"fillcolor": faint("#e8590c", 0.15), "line_width": 0, "layer": "below"}
        figure.add_hrect(y0=min(terminal), y1=max(terminal), **shade, row=1, col=1)
    _amounts(figure, temperatures, phases or {})
    return figure.update_layout(
        title=title,
        height=440,
        hovermode="closest",
        legend={"orientation": "h", "y": -0.2, "yanchor": "top", "x": 0},
        margin={"l": 70, "r": 20, "t": 50, "b": 50},
    )


def _paths(figure: go.Figure, temperatures, solid, equilibrium) -> None:
    """Draw temperature against fraction solid on the left."""
    drawn = [("Scheil", temperatures, solid, {"width": 2.5})]
    if equilibrium is not None:
        drawn.append(("equilibrium", *equilibrium, {"width": 2, "dash": "dash", "color": QUIET}))
    for name, y, x, line in drawn:
        hover = "%{x:.1f} % solid at %{y:.1f} K"
        figure.add_scatter(x=100 * x, y=y, name=name, line=line, hovertemplate=hover, row=1, col=1)
    figure.update_xaxes(title="Solid (%)", range=[-2, 102], zeroline=False, row=1, col=1)
    figure.update_yaxes(title="Temperature (K)", zeroline=False, row=1, col=1)


def _amounts(figure: go.Figure, temperatures, phases: Mapping[str, np.ndarray]) -> None:
    """Draw how much of each phase has solidified, on a logarithmic axis, on the right."""
    for phase, amounts in phases.items():
        if np.nanmax(amounts, initial=0.0) <= 0:
            continue
        figure.add_scatter(
            x=100 * np.asarray(amounts),
            y=temperatures,
            name=phase_title(phase),
            line={"width": 2, "color": phase_colour(phase)},
            hovertemplate="%{x:.3g} % solidified at %{y:.1f} K",
            row=1,
            col=2,
        )
    ticks = {"tickvals": TICKS, "ticktext": [f"{t:g}" for t in TICKS]}
    figure.update_xaxes(title="Solidified (%)", type="log", **ticks, zeroline=False, row=1, col=2)
