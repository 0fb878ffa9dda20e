"""The phases of one alloy against temperature: stacked, and below it the small ones on their own scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.figures.colours import LIQUID, MATRIX, faint, order_of_phases, phase_colour
from mi_core.alloys.specification.wishes import range_text
from mi_core.alloys.thermodynamics.database.phase_names import phase_title
from mi_core.alloys.thermodynamics.results.units import MOLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from mi_core.alloys.specification.wishes import PhaseWish
    from mi_core.alloys.thermodynamics.results.units import Units

LOWEST_TOP = 0.4  # % at least on the axis of the small phases


@dataclass(frozen=True)
class Diagram:
    """Phases of one alloy.

    temperatures : (t,) K; fractions : (t, p) mole or mass fractions, NaN where unknown; phases : p names of the database;
    lower, upper : (t, p) ends of the 90 % interval, or None.
    """

    temperatures: np.ndarray
    fractions: np.ndarray
    phases: tuple[str, ...]
    lower: np.ndarray | None = None
    upper: np.ndarray | None = None


def diagram_figure(
    diagram: Diagram,
    wishes: Sequence[PhaseWish] = (),
    *,
    computed: Diagram | None = None,
    title: str = "Phases against temperature",
    units: Units = MOLES,
) -> go.Figure:
    """Return the stacked phase fractions (mol%) over the temperature (K), with what was wished as brackets.

    Above, all phases add up to 100 %. Below, those other than alpha-Al stand one by one on a scale of their own, with
    their intervals. A bracket spans the wished range at its temperature; alpha-Al's stands above, all others below.
    computed : what the thermodynamic engine says of the same alloy, as circles. units : what to show; the fractions of both
    diagrams are mass fractions where units.by_mass, and wishes, which are mole fractions, are then left out.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.45, 0.55], vertical_spacing=0.06)
    order = order_of_phases(diagram.fractions, diagram.phases)
    wishes = () if units.by_mass else wishes
    top = _top(diagram, order, wishes)
    diagram = replace(diagram, temperatures=units.shown(np.asarray(diagram.temperatures, dtype=float)))
    for number in order:
        _stack(figure, diagram, number, units)
    for number in order:
        if diagram.phases[number] != MATRIX:
            _line(figure, diagram, number, units)
    if computed is not None:
        _circles(figure, computed, units)
    for wish in wishes:
        _bracket(figure, wish, top, units)
    low, high = float(np.min(diagram.temperatures)), float(np.max(diagram.temperatures))
    figure.update_xaxes(range=[low - 12, high + 12], zeroline=False)
    figure.update_xaxes(title=units.axis(), row=2)
    figure.update_yaxes(title=f"All phases ({units.amount})", range=[0, 100], row=1, zeroline=False)
    figure.update_yaxes(
        title=f"Beside alpha-Al ({units.amount})", range=[-0.05 * top, top], row=2, zeroline=False
    )
    return figure.update_layout(
        title=title,
        height=560,
        hovermode="x",
        margin={"l": 70, "r": 20, "t": 50, "b": 50},
        legend={"orientation": "h", "y": -0.14, "yanchor": "top", "x": 0, "traceorder": "normal"},
    )


def _top(diagram: Diagram, order: list[int], wishes: Sequence[PhaseWish]) -> float:
    """Return the upper end of the lower axis in %: room for the precipitates and for what was wished of them."""
    small = [number for number in order if diagram.phases[number] not in (MATRIX, LIQUID)]
    there = 100 * np.nan_to_num(diagram.fractions[:, small])
    wished = [
        100 * (wish.max if wish.max is not None else wish.min or 0.0)
        for wish in wishes
        if wish.phase != MATRIX
    ]
    return 1.12 * max([LOWEST_TOP, float(there.max(initial=0.0)), *(value for value in wished if value < 50)])


def _stack(figure: go.Figure, diagram: Diagram, number: int, units: Units) -> None:
    phase = diagram.phases[number]
    figure.add_scatter(
        x=diagram.temperatures,
        y=100 * diagram.fractions[:, number],
        stackgroup="all",
        mode="lines",
        line={"width": 0.5, "color": phase_colour(phase)},
        fillcolor=faint(phase_colour(phase), 0.85),
        name=phase_title(phase),
        legendgroup=phase,
        hovertemplate=f"%{{y:.2f}} {units.amount}",
        row=1,
        col=1,
    )


def _line(figure: go.Figure, diagram: Diagram, number: int, units: Units) -> None:
    phase, t = diagram.phases[number], diagram.temperatures
    colour = phase_colour(phase)
    if diagram.lower is not None and diagram.upper is not None:
        figure.add_scatter(
            x=np.concatenate([t, t[::-1]]),
            y=100 * np.concatenate([diagram.upper[:, number], diagram.lower[::-1, number]]),
            fill="toself",
            fillcolor=faint(colour, 0.22),
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            legendgroup=phase,
            row=2,
            col=1,
        )
    figure.add_scatter(
        x=t,
        y=100 * diagram.fractions[:, number],
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={"size": 4},
        name=phase_title(phase),
        legendgroup=phase,
        showlegend=False,
        hovertemplate=f"%{{y:.2f}} {units.amount}",
        row=2,
        col=1,
    )


def _circles(figure: go.Figure, computed: Diagram, units: Units) -> None:
    """Draw what the engine computed; alpha-Al's circles stand above, where its area ends."""
    for number in order_of_phases(computed.fractions, computed.phases):
        phase = computed.phases[number]
        fractions = computed.fractions[:, number]
        there = fractions > 0
        figure.add_scatter(
            x=units.shown(computed.temperatures[there]),
            y=100 * fractions[there],
            mode="markers",
            marker={"symbol": "circle-open", "size": 9, "color": _ink(phase), "line": {"width": 2}},
            name=f"{phase_title(phase)}, CALPHAD",
            legendgroup=phase,
            showlegend=False,
            hovertemplate=f"%{{y:.2f}} {units.amount} by CALPHAD",
            row=1 if phase == MATRIX else 2,
            col=1,
        )


def _bracket(figure: go.Figure, wish: PhaseWish, top: float, units: Units) -> None:
    """Draw the range that is wished for a phase at a temperature; an open end reaches the edge of its axis."""
    above = wish.phase == MATRIX
    low = 100 * (wish.min or 0.0)
    high = 100 * wish.max if wish.max is not None else (100.0 if above else max(top, low))
    figure.add_scatter(
        x=[units.shown(wish.temperature_k)] * 2,
        y=[low, high],
        mode="lines+markers",
        line={"color": _ink(wish.phase), "width": 3},
        marker={"symbol": "line-ew-open", "size": 13, "line": {"width": 3}},
        showlegend=False,
        name=f"wished: {phase_title(wish.phase)}",
        hovertemplate=wish_range(wish),
        row=1 if above else 2,
        col=1,
    )


def wish_range(wish: PhaseWish) -> str:
    """Return "at least 1.5 mol%", "at most 2 mol%", "1 to 2 mol%", or "exactly 1 mol%"."""
    low, high = (None if end is None else float(f"{100 * end:.3g}") for end in (wish.min, wish.max))
    return f"{'exactly ' if low == high else ''}{range_text(low, high, 'mol%')}"


def _ink(phase: str) -> str:
    """Return the colour of marks of a phase; those of alpha-Al stand on its own area."""
    return "#10171e" if phase == MATRIX else phase_colour(phase)
