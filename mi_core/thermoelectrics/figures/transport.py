"""What was measured against temperature, and what follows from it, in small figures with one axis of temperature."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.figures.measures import legend_below
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

COLOURS = ("#0b7a8f", "#e8590c")  # of what is measured or follows from it, and of a part or a limit of that


class Panel(NamedTuple):
    """One small figure: title of its axis, and column, name and dash of each line."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


PANELS = (
    Panel("S (µV/K)", ((SEEBECK, "Seebeck coefficient", "solid"),)),
    Panel("σ (S/m)", ((SIGMA, "electrical conductivity", "solid"),)),
    Panel(
        "κ (W/(m K))",
        (
            (KAPPA, "thermal conductivity", "solid"),
            ("lattice_conductivity_w_per_m_k", "of the lattice", "dash"),
        ),
    ),
    Panel("S²σ (mW/(m K²))", (("power_factor_mw_per_m_k2", "power factor", "solid"),)),
    Panel(
        "zT", (("zt_from_parts", "zT", "solid"), ("zt_at_optimum", "zT if it were doped to its best", "dash"))
    ),
    Panel("µ<sub>w</sub> (cm²/(V s))", (("weighted_mobility_cm2_per_v_s", "weighted mobility", "solid"),)),
)


def transport_figure(analysed: pd.DataFrame) -> go.Figure:
    """Return S, σ, κ and its lattice part, power factor, zT and the best it could be, and weighted mobility against T.

    analysed : of `transport.analysis.analyse`, in any order; rows without a temperature above 0 K are left out.
    """
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    rows = analysed[analysed[TEMPERATURE] > 0].sort_values(TEMPERATURE, kind="stable")
    figure = make_subplots(
        rows=3,
        cols=2,
        shared_xaxes=True,
        subplot_titles=[
            panel.title for panel in PANELS
        ],  # above: beside the axes they would meet on a narrow page
        horizontal_spacing=0.14,
        vertical_spacing=0.09,
    )
    for place, panel in enumerate(PANELS):
        at = {"row": place // 2 + 1, "col": place % 2 + 1}
        for line, (column, name, dash) in enumerate(panel.lines):
            colour = COLOURS[line]
            figure.add_trace(
                go.Scatter(
                    x=rows[TEMPERATURE],
                    y=rows[column],
                    name=name,
                    mode="lines+markers",
                    line={"color": colour, "dash": dash},
                    marker={"color": colour, "size": 6},
                    showlegend=len(panel.lines) > 1,
                    hovertemplate=f"%{{x:g}} K: %{{y:.4g}}<extra>{name}</extra>",
                ),
                **at,
            )
    figure.update_xaxes(title_text="T (K)", row=3)
    return figure.update_layout(title="Transport against temperature", **legend_below(720, 2))
