"""Computed transport of one compound against temperature or doping, in small figures that share that axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.figures.colour_scale import plotly_scale
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import legend_below
from mi_core.thermoelectrics.computed.curves import AXES, Curve, curves
from mi_core.thermoelectrics.computed.quantities import DOPING
from mi_core.thermoelectrics.display import AS_STORED, KAPPA_E, POWER_FACTOR, ZT_ELECTRONIC, Display, Shown
from mi_core.thermoelectrics.figures.log_axis import log_axis
from mi_core.thermoelectrics.ranking.quantities import MASS
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA, TEMPERATURE

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


class Panel(NamedTuple):
    """One small figure: its column, what is said above it, and whether its axis may be logarithmic."""

    column: str
    words: str
    may_be_log: bool = True


PANELS = (
    Panel(SEEBECK, "", may_be_log=False),
    Panel(SIGMA, ""),
    Panel(KAPPA_E, ""),
    Panel(POWER_FACTOR, ""),
    Panel(ZT_ELECTRONIC, "zTₑ = S²σT/κₑ, without the lattice"),
    Panel(MASS, "conductivity mass (mₑ)", may_be_log=False),
)
COLUMNS = 2
CURVES_A_LINE = 6  # of the legend


def computed_figure(
    shown: pd.DataFrame, axis: str = "temperature", display: Display = AS_STORED, *, log: bool = True
) -> go.Figure:
    """Return S, σ, κ_e, S²σ, S²σT/κ_e and the mass against a key of `computed.curves.AXES`.

    shown : rows of `computed.quantities.quantities` of one compound and carrier type; log : whether σ, κ_e, S²σ and S²σT/κ_e
    stand on logarithmic axes. Against temperature there is a line per doping, and the other way round.
    """
    import plotly.graph_objects as go
    from plotly.colors import sample_colorscale
    from plotly.subplots import make_subplots

    lines = curves(shown, axis, display)
    if not lines:
        return say_nothing_there(go.Figure(), "No point of this compound and carrier type.")
    shares = np.linspace(0, 0.92, len(lines)) if len(lines) > 1 else [0.35]
    colours = sample_colorscale(plotly_scale(), shares)
    figure = make_subplots(
        rows=len(PANELS) // COLUMNS,
        cols=COLUMNS,
        shared_xaxes=True,
        subplot_titles=[panel.words or display.of(panel.column).label for panel in PANELS],
        horizontal_spacing=0.12,
        vertical_spacing=0.08,
    )
    for place, panel in enumerate(PANELS):
        at = {"row": place // COLUMNS + 1, "col": place % COLUMNS + 1}
        for line, colour in zip(lines, colours, strict=True):
            figure.add_trace(_trace(line, panel, axis, display, colour, named=place == 0), **at)
        if panel.column == MASS:
            figure.update_yaxes(rangemode="tozero", **at)
        if log and panel.may_be_log:
            figure.update_yaxes(**log_axis(_shown(panel.column, display).values(shown[panel.column])), **at)
    _name_axis(figure, axis, shown, display)
    return figure.update_layout(
        hovermode="closest",
        **legend_below(700, 1 + len(lines) // CURVES_A_LINE) | {"margin": {"t": 40, "b": 60}},
    )


def _name_axis(figure: go.Figure, axis: str, shown: pd.DataFrame, display: Display) -> None:
    if axis == "doping":
        decades = np.unique(np.round(np.log10(shown[DOPING].to_numpy(dtype=float))))
        ticks = {"tickvals": 10**decades, "ticktext": [f"10<sup>{decade:.0f}</sup>" for decade in decades]}
        figure.update_xaxes(type="log", **ticks)
        figure.update_xaxes(title_text="Doping (cm⁻³)", row=len(PANELS) // COLUMNS)
    else:
        figure.update_xaxes(nticks=8)
        figure.update_xaxes(title_text=display.of(TEMPERATURE).label, row=len(PANELS) // COLUMNS)


def _trace(line: Curve, panel: Panel, axis: str, display: Display, colour: str, *, named: bool) -> go.Scatter:
    """Return one line of one panel; all lines of one name are switched on and off together."""
    import plotly.graph_objects as go

    along, how = AXES[axis][0], _shown(panel.column, display)
    places = line.rows[along].to_numpy(dtype=float)
    if along == TEMPERATURE:
        places = display.of(TEMPERATURE).values(places)
    unit = display.of(TEMPERATURE).unit if along == TEMPERATURE else "cm⁻³"
    return go.Scatter(
        x=places,
        y=how.values(line.rows[panel.column]),
        name=line.name,
        legendgroup=line.name,
        showlegend=named,
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={"color": colour, "size": 5},
        hovertemplate=f"%{{x:.4g}} {unit}: {how.symbol} %{{y:.4g}} {how.unit}<extra>{line.name}</extra>",
    )


def _shown(column: str, display: Display) -> Shown:
    return Shown("m*", "mₑ") if column == MASS else display.of(column)
