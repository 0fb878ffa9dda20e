"""The powder diffraction pattern as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

LABELLED_PEAKS = 8
LABEL_WIDTH = 2.5  # degrees


def powder_figure(peaks: pd.DataFrame, *, wavelength: str = "CuKa", formula: str = "") -> go.Figure:
    """Return the stick pattern of `powder_pattern`, with hkl at the strongest peaks and on hover."""
    import plotly.graph_objects as go

    sticks = {
        "x": _sticks(peaks["two_theta_deg"], peaks["two_theta_deg"]),
        "y": _sticks(peaks["intensity"] * 0, peaks["intensity"]),
    }
    figure = go.Figure(
        go.Scatter(**sticks, mode="lines", line={"width": 2}, hoverinfo="skip", showlegend=False)
    )
    figure.add_scatter(
        x=peaks["two_theta_deg"],
        y=peaks["intensity"],
        mode="markers",
        marker={"size": 9, "opacity": 0},
        customdata=peaks[["hkl", "d_spacing_angstrom", "multiplicity"]],
        hovertemplate="<b>%{customdata[0]}</b><br>2θ = %{x:.2f}°<br>d = %{customdata[1]:.4f} Å"
        "<br>intensity %{y:.1f} %<br>multiplicity %{customdata[2]}<extra></extra>",
        showlegend=False,
    )
    for peak in _labelled(peaks):
        figure.add_annotation(
            x=peak.two_theta_deg, y=peak.intensity, text=peak.hkl.split(",")[0], showarrow=False, yshift=10
        )
    title = f"{formula} powder pattern, {wavelength.replace('Ka', ' Kα')}".strip()
    figure.update_layout(
        title=title, hovermode="closest", margin={"l": 60, "r": 20, "t": 48, "b": 50}, height=340
    )
    figure.update_xaxes(title="2θ (degrees)", range=[0, _upper(peaks)], zeroline=False, showgrid=False)
    figure.update_yaxes(title="Intensity (% of strongest)", range=[0, 112], zeroline=False)
    return figure


def _labelled(peaks: pd.DataFrame) -> list:
    """Return the strongest peaks, without those whose label would cover a stronger one's."""
    chosen: list = []
    for peak in peaks.nlargest(3 * LABELLED_PEAKS, "intensity").itertuples():
        if all(abs(peak.two_theta_deg - other.two_theta_deg) > LABEL_WIDTH for other in chosen):
            chosen.append(peak)
    return chosen[:LABELLED_PEAKS]


def _sticks(foot: pd.Series, top: pd.Series) -> list:
    """Return foot, top, gap of each peak in turn, so that one line draws all sticks."""
    return [value for pair in zip(foot, top, strict=True) for value in (*pair, None)]


def _upper(peaks: pd.DataFrame) -> float:
    return float(max(peaks["two_theta_deg"].max() + 2, 30)) if len(peaks) else 90.0
