"""Solidification without diffusion in the solid (Scheil) beside equilibrium: temperature against fraction solid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.figures.colours import faint, phase_colour
from mi_core.alloys.thermodynamics.database.phase_names import phase_title
from mi_core.alloys.thermodynamics.results.units import MOLES
from mi_core.figures.measures import QUIET

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from mi_core.alloys.thermodynamics.results.units import Units

TICKS = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)  # per cent


def scheil_figure(
    temperatures: np.ndarray,
    solid: np.ndarray,
    phases: Mapping[str, np.ndarray] | None = None,
    *,
    equilibrium: tuple[np.ndarray, np.ndarray] | None = None,
    terminal: tuple[float, float] | None = None,
    units: Units = MOLES,
) -> go.Figure:
    """Return temperature (K) against fraction solid (mol%), with the amount of each phase solidified below it.

    temperatures, solid : (n,) K and mole fraction solid of the Scheil path; phases : by name, (n,) cumulated mole fractions;
    equilibrium : the same two arrays for equilibrium solidification, dashed; terminal : both ends (K) of the freezing range
    of the last liquid, which decides on hot cracking, shaded; units : what to show, with mass instead of mole fractions in
    all of these where units.by_mass.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=1, cols=2, column_widths=[0.55, 0.45], shared_yaxes=True, horizontal_spacing=0.06
    )
    _paths(figure, temperatures, solid, equilibrium, units)
    if terminal is not None:
        shade = {"fillcolor": faint("#e8590c", 0.15), "line_width": 0, "layer": "below"}
        low, high = (units.shown(end) for end in (min(terminal), max(terminal)))
        figure.add_hrect(y0=low, y1=high, **shade, row=1, col=1)
    _amounts(figure, temperatures, phases or {}, units)
    return figure.update_layout(
        title="Scheil solidification",
        height=440,
        hovermode="closest",
        legend={"orientation": "h", "y": -0.2, "yanchor": "top", "x": 0},
        margin={"l": 70, "r": 20, "t": 50, "b": 50},
    )


def _paths(figure: go.Figure, temperatures, solid, equilibrium, units: Units) -> None:
    """Draw temperature against fraction solid on the left."""
    drawn = [("Scheil", temperatures, solid, {"width": 2.5})]
    if equilibrium is not None:
        drawn.append(("equilibrium", *equilibrium, {"width": 2, "dash": "dash", "color": QUIET}))
    for name, y, x, line in drawn:
        hover = f"%{{x:.1f}} {units.amount} solid at %{{y:.1f}} {units.temperature}"
        figure.add_scatter(
            x=100 * x, y=units.shown(y), name=name, line=line, hovertemplate=hover, row=1, col=1
        )
    figure.update_xaxes(title=f"Solid ({units.amount})", range=[-2, 102], zeroline=False, row=1, col=1)
    figure.update_yaxes(title=units.axis(), zeroline=False, row=1, col=1)


def _amounts(figure: go.Figure, temperatures, phases: Mapping[str, np.ndarray], units: Units) -> None:
    """Draw how much of each phase has solidified, on a logarithmic axis, on the right."""
    for phase, amounts in phases.items():
        if np.nanmax(amounts, initial=0.0) <= 0:
            continue
        figure.add_scatter(
            x=100 * np.asarray(amounts),
            y=units.shown(temperatures),
            name=phase_title(phase),
            line={"width": 2, "color": phase_colour(phase)},
            hovertemplate=f"%{{x:.3g}} {units.amount} solidified at %{{y:.1f}} {units.temperature}",
            row=1,
            col=2,
        )
    ticks = {"tickvals": TICKS, "ticktext": [f"{t:g}" for t in TICKS]}
    figure.update_xaxes(
        title=f"Solidified ({units.amount})", type="log", **ticks, zeroline=False, row=1, col=2
    )
