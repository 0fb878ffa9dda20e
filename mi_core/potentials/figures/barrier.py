"""The energy along a path between two arrangements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mi_core.figures.measures import legend_below
from mi_core.potentials.figures.volume import COLOURS

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 420
_SIGNS = {False: "circle", True: "diamond-open"}


def barrier_figure(curve: dict[str, Any], *, title: str) -> go.Figure:
    """Return energies (eV, above the first end) along a path (Å), of `mi_core.potentials.barriers.job.curve`.

    Between images the line follows a monotone spline; bars are the intervals of these energies; open diamonds are images
    unlike all that was learned.
    """
    import numpy as np
    import plotly.graph_objects as go
    from scipy.interpolate import PchipInterpolator

    along, energies = np.array(curve["along"]), np.array(curve["energies"])
    fine = np.linspace(along[0], along[-1], 200)
    figure = go.Figure(layout={"title": title, "hovermode": "closest", "showlegend": False})
    figure.add_scatter(
        x=fine,
        y=PchipInterpolator(along, energies)(fine),
        mode="lines",
        line={"color": COLOURS[0], "width": 2},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=along,
        y=energies,
        mode="markers",
        marker={"color": COLOURS[0], "size": 9, "symbol": [_SIGNS[bool(one)] for one in curve["outside"]]},
        error_y={"array": curve["bounds"], "color": COLOURS[0], "thickness": 1, "width": 4},
        customdata=np.stack([np.arange(1, len(along) + 1), curve["bounds"]], axis=1),
        hovertemplate="Image %{customdata[0]:d}<br>%{x:.2f} Å<br>%{y:.3f} ± %{customdata[1]:.3f} eV<extra></extra>",
    )
    figure.update_xaxes(title="Path of all atoms together (Å)", zeroline=False)
    figure.update_yaxes(title="Energy above the first end (eV)", zeroline=False)
    return figure.update_layout(**legend_below(HEIGHT, 1))
