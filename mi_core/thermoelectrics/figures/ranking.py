"""Ranked compounds: power factor against |S| or the gap."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mi_core.figures.measures import legend_below, titled
from mi_core.prediction.words import html_formula
from mi_core.report import COLOURS
from mi_core.thermoelectrics.display import AS_STORED, POWER_FACTOR, Display
from mi_core.thermoelectrics.figures.log_axis import log_axis
from mi_core.thermoelectrics.ranking.candidates import GAP
from mi_core.thermoelectrics.ranking.known import COMPUTED
from mi_core.thermoelectrics.transport.analysis import SEEBECK

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST_POINTS = 5000
#: Axis → title, and how its numbers come of a row.
AXES = {"seebeck": ("|S| (µV/K)", SEEBECK), "gap": ("Gap (eV)", GAP)}
KINDS = ((False, "never computed"), (True, "computed by Ricci et al."))


def ranking_figure(best: pd.DataFrame, axis: str = "seebeck", display: Display = AS_STORED) -> go.Figure:
    """Return the power factor of up to MOST_POINTS best rows of `ranking.quantities` against a key of AXES; WebGL.

    best : one carrier type and relaxation time, highest power factor first, a row or more.
    """
    import plotly.graph_objects as go

    rows, power = best.head(MOST_POINTS), display.of(POWER_FACTOR)
    title, column = AXES[axis]
    figure = go.Figure()
    for place, (computed, name) in enumerate(KINDS):
        of_it = rows[rows[COMPUTED] == computed]
        figure.add_scattergl(
            x=of_it[column].abs(),
            y=power.values(of_it[POWER_FACTOR]),
            mode="markers",
            marker={"size": 5, "opacity": 0.6, "color": COLOURS[place]},
            name=f"{name} ({len(of_it):,})",
            text=[
                f"{html_formula(f)} ({escape(i)})" for f, i in zip(of_it["formula"], of_it["id"], strict=True)
            ],
            hovertemplate=f"%{{text}}<br>PF %{{y:.3g}} {power.unit}<br>{title} %{{x:.3g}}<extra></extra>",
        )
    figure.update_xaxes(title=title, zeroline=False)
    figure.update_yaxes(title=f"PF ({power.unit})", **log_axis(power.values(rows[POWER_FACTOR])))
    tau, carriers = rows["relaxation_time_fs"].iloc[0], rows["carriers"].iloc[0]
    which = f"best {len(rows):,} of {len(best):,}" if len(rows) < len(best) else f"{len(rows):,}"
    return figure.update_layout(
        title=titled("Predicted power factor", f"{which} compounds, {carriers}-type, τ = {tau:g} fs"),
        hovermode="closest",
        **legend_below(420, 2) | {"margin": {"l": 60, "r": 10, "t": 70, "b": 60}},
    )
