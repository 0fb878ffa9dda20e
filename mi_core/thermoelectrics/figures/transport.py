"""What was measured against temperature, and what follows from it, in small figures with one axis of temperature."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.figures.measures import legend_below
from mi_core.thermoelectrics.display import AS_STORED, POWER_FACTOR, Display
from mi_core.thermoelectrics.figures.log_axis import log_axis
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOBILITY = "weighted_mobility_cm2_per_v_s"
COLOURS = ("#0b7a8f", "#e8590c")  # of what is measured or follows from it, and of a part or a limit of that


class Panel(NamedTuple):
    """One small figure: the column that names its axis, and column, name and dash of each line."""

    column: str
    lines: tuple[tuple[str, str, str], ...]


PANELS = (
    Panel(SEEBECK, ((SEEBECK, "Seebeck coefficient", "solid"),)),
    Panel(SIGMA, ((SIGMA, "electrical conductivity", "solid"),)),
    Panel(
        KAPPA,
        (
            (KAPPA, "thermal conductivity", "solid"),
            ("lattice_conductivity_w_per_m_k", "of the lattice", "dash"),
        ),
    ),
    Panel(POWER_FACTOR, ((POWER_FACTOR, "power factor", "solid"),)),
    Panel(
        "zt_from_parts",
        (("zt_from_parts", "zT", "solid"), ("zt_at_optimum", "zT if it were doped to its best", "dash")),
    ),
    Panel(MOBILITY, ((MOBILITY, "weighted mobility", "solid"),)),
)


def transport_figure(analysed: pd.DataFrame, display: Display = AS_STORED) -> go.Figure:
    """Return S, σ, κ and its lattice part, power factor, zT and the best it could be, and weighted mobility against T.

    analysed : of `transport.analysis.analyse`, in any order; rows without a temperature above 0 K are left out.
    """
    from plotly.subplots import make_subplots

    rows = analysed[analysed[TEMPERATURE] > 0].sort_values(TEMPERATURE, kind="stable")
    figure = make_subplots(
        rows=3,
        cols=2,
        shared_xaxes=True,
        subplot_titles=[
            display.of(panel.column).label.replace("µ_w", "µ<sub>w</sub>") for panel in PANELS
        ],  # above: beside the axes they would meet on a narrow page
        horizontal_spacing=0.14,
        vertical_spacing=0.09,
    )
    for place, panel in enumerate(PANELS):
        at = {"row": place // 2 + 1, "col": place % 2 + 1}
        for line in range(len(panel.lines)):
            figure.add_trace(_line(rows, panel, line, display), **at)
        if display.is_log(panel.column):
            drawn = rows[[column for column, _, _ in panel.lines]].to_numpy(dtype=float).ravel()
            figure.update_yaxes(**log_axis(display.of(panel.column).values(drawn)), **at)
    figure.update_xaxes(title_text=display.of(TEMPERATURE).label, row=3)
    return figure.update_layout(title="Transport against temperature", **legend_below(720, 2))


def _line(rows: pd.DataFrame, panel: Panel, line: int, display: Display) -> go.Scatter:
    """Return one line of a panel; all lines of a panel are shown in the unit of its axis."""
    import plotly.graph_objects as go

    column, name, dash = panel.lines[line]
    temperature, colour = display.of(TEMPERATURE), COLOURS[line]
    return go.Scatter(
        x=temperature.values(rows[TEMPERATURE]),
        y=display.of(panel.column).values(rows[column]),
        name=name,
        mode="lines+markers",
        line={"color": colour, "dash": dash},
        marker={"color": colour, "size": 6},
        showlegend=len(panel.lines) > 1,
        hovertemplate=f"%{{x:.5g}} {temperature.unit}: %{{y:.4g}}<extra>{name}</extra>",
    )
