"""Energy against volume: points with the band of their intervals, the equation of state through them; several phases."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mi_core.figures.measures import legend_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from mi_core.potentials.mechanics.volume import EnergyVolume

HEIGHT = 460
#: Readable on white and on dark; curve, band and points of a phase have one.
COLOURS = ("#3e7bfa", "#de842c", "#30a46c", "#c2458b", "#8a63d2", "#0d9488", "#b8860b", "#7c8794")
_MARGIN = 0.1  # of the range of energies, beside it
_SIGNS = {False: "circle", True: "diamond-open"}


def volume_figure(phases: Mapping[str, EnergyVolume], *, title: str) -> go.Figure:
    """Return energies per atom over the volume per atom of each phase, by its title, relative to the lowest energy.

    Open diamonds are points at which the crystal is unlike those learned, where intervals do not hold.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": title, "hovermode": "closest"})
    lowest = min(float(found.energies.min()) for found in phases.values())
    for place, (name, found) in enumerate(phases.items()):
        _add(figure, escape(name), found, lowest, COLOURS[place % len(COLOURS)])
    figure.update_xaxes(title="Volume (Å³/atom)", zeroline=False)
    highest = max(float(found.energies.max()) for found in phases.values()) - lowest
    # Bands far from what was learned are so wide that with them no curve would be seen.
    shown = [-_MARGIN * highest, (1 + _MARGIN) * highest]
    figure.update_yaxes(title="Energy above the lowest (eV/atom)", zeroline=False, range=shown)
    return figure.update_layout(**legend_below(HEIGHT, -(-len(phases) // 3)), showlegend=len(phases) > 1)


def _add(figure: go.Figure, name: str, found: EnergyVolume, lowest: float, colour: str) -> None:
    energies = found.energies - lowest
    upper, lower = energies + found.bounds, energies - found.bounds
    figure.add_scatter(
        x=[*found.volumes, *found.volumes[::-1]],
        y=[*upper, *lower[::-1]],
        fill="toself",
        fillcolor=colour,
        opacity=0.18,
        line={"width": 0},
        hoverinfo="skip",
        showlegend=False,
        legendgroup=name,
    )
    if found.state is not None:
        figure.add_scatter(
            x=found.state.curve_volumes,
            y=found.state.curve_energies - lowest,
            mode="lines",
            line={"color": colour, "width": 2},
            hoverinfo="skip",
            showlegend=False,
            legendgroup=name,
        )
    figure.add_scatter(
        x=found.volumes,
        y=energies,
        mode="markers",
        name=name,
        legendgroup=name,
        marker={"color": colour, "size": 8, "symbol": [_SIGNS[bool(one)] for one in found.outside]},
        customdata=found.bounds,
        hovertemplate=f"<b>{name}</b><br>%{{x:.2f}} Å³/atom<br>%{{y:.4f}} ± %{{customdata:.4f}} eV/atom<extra></extra>",
    )
