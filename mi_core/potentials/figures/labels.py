"""What frames to learn from hold: their energies and their forces, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from mi_core.potentials.frames.frame import Frame

HEIGHT = 300
_BARS = 50


def energies_figure(frames: Sequence[Frame]) -> go.Figure:
    """Return how many frames have which energy, eV/atom, by their groups."""
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": "Energies", "height": HEIGHT, "barmode": "stack"})
    groups = dict.fromkeys(frame.group for frame in frames)
    energies = np.array([frame.energy_per_atom for frame in frames])
    low, high = float(energies.min()), float(energies.max())
    for group in groups:
        chosen = [frame.energy_per_atom for frame in frames if frame.group == group]
        bins = {"start": low, "end": high + 1e-6, "size": max((high - low) / _BARS, 1e-6)}
        figure.add_histogram(
            x=chosen,
            xbins=bins,
            name=group or "frames",
            hovertemplate="%{x} eV/atom<br>%{y} frames<extra></extra>",
        )
    figure.update_xaxes(title="Energy (eV/atom)")
    figure.update_yaxes(title="Frames")
    return _tidy(figure, several=len(groups) > 1)


def forces_figure(frames: Sequence[Frame]) -> go.Figure:
    """Return how many atoms feel a force of which size, eV/Å, counted on a logarithmic axis."""
    import plotly.graph_objects as go

    sizes = np.concatenate(
        [np.linalg.norm(frame.forces, axis=1) for frame in frames if frame.forces is not None]
    )
    figure = go.Figure(layout={"title": "Forces", "height": HEIGHT})
    counts, edges = np.histogram(sizes, bins=_BARS)
    figure.add_bar(
        x=(edges[1:] + edges[:-1]) / 2,
        y=counts,
        width=np.diff(edges),
        hovertemplate="%{x:.3g} eV/Å<br>%{y:,} atoms<extra></extra>",
    )
    figure.update_xaxes(title="Force on an atom (eV/Å)")
    figure.update_yaxes(title="Atoms", type="log", dtick=1)
    return _tidy(figure, several=False)


def _tidy(figure: go.Figure, *, several: bool) -> go.Figure:
    return figure.update_layout(
        showlegend=several, margin={"l": 60, "r": 20, "t": 50, "b": 50}, legend={"font": {"size": 11}}
    )
