"""The strength of reflections against their length, with what form factors allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.voxels.reflections import SHELL, STRENGTH, G

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST_FAMILIES = 3000  # drawn, the strongest; more would be a cloud
DECADES = 6  # below the envelope


def spectrum_figure(families: pd.DataFrame, shells: pd.DataFrame, allowed: pd.DataFrame | None) -> go.Figure:
    """Return V|ρ(G)|² of `reflections.families` against |G|, with `shell_means`, and with `envelopes` where there are such.

    In e²/Å³, logarithmic.
    """
    import plotly.graph_objects as go

    drawn = families.nlargest(MOST_FAMILIES, STRENGTH)
    figure = go.Figure()
    figure.add_scatter(
        x=drawn[G],
        y=drawn[STRENGTH],
        mode="markers",
        marker={"size": 9 if len(drawn) < 200 else 5},
        name="reflections",
        customdata=drawn[["hkl", "multiplicity", "modulus_e_per_a3"]],
        hovertemplate="<b>%{customdata[0]}</b> and its like, %{customdata[1]} in all<br>|G| %{x:.3f} Å⁻¹"
        "<br>|ρ| %{customdata[2]:.4g} e/Å³<br>V|ρ|² %{y:.4g} e²/Å³<extra></extra>",
    )
    steps = _steps(shells)
    figure.add_scatter(
        x=steps[G],
        y=steps[STRENGTH],
        mode="lines",
        line={"width": 2},
        name="mean of the shell",
        customdata=steps[["vectors"]],
        hovertemplate="shell of %{customdata[0]} vectors<br>mean %{y:.4g} e²/Å³<extra></extra>",
    )
    if allowed is not None:
        _line(figure, allowed[G], allowed["in_phase"], "all atoms in phase, (Σf)²/V", dash="solid")
        _line(figure, allowed[G], allowed["random_phases"], "no order, Σf²/V", dash="dash")
    figure.update_layout(
        height=460,
        hovermode="closest",
        margin={"l": 70, "r": 20, "t": 60, "b": 50},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )
    figure.update_xaxes(title="|G| (Å⁻¹)", rangemode="tozero", zeroline=False)
    figure.update_yaxes(
        title="V|ρ(G)|² (e²/Å³)", type="log", range=_range(drawn, allowed), exponentformat="power", dtick=1
    )
    return figure


def _steps(shells: pd.DataFrame) -> pd.DataFrame:
    """Return both edges of each shell with its mean; NaN where the mean is 0 or there is none, so that the line ends."""
    edges = shells.assign(**{STRENGTH: shells[STRENGTH].where(shells[STRENGTH] > 0)})
    edges = edges.loc[edges.index.repeat(2)].reset_index(drop=True)
    edges[G] += np.tile([-SHELL / 2, SHELL / 2], len(shells))
    return edges


def _line(figure: go.Figure, x, y, name: str, *, dash: str) -> None:
    figure.add_scatter(
        x=x, y=y, mode="lines", name=name, line={"dash": dash, "width": 1.5, "color": "rgb(128, 140, 150)"},
        hoverinfo="skip",
    )  # fmt: skip


def _range(drawn: pd.DataFrame, allowed: pd.DataFrame | None) -> list[float]:
    """Return the decades of the axis: up to the envelope, down to the weakest family that is not all but extinct."""
    strongest = float(drawn[STRENGTH].max()) if len(drawn) else 1.0
    top = float(np.log10(strongest if allowed is None else allowed["in_phase"].max()))
    weakest = float(np.log10(drawn[STRENGTH].min())) if len(drawn) else top - 2
    return [max(weakest, top - DECADES) - 0.3, top + 0.2]
