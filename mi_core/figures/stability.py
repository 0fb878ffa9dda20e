"""Is it stable? Energy above hull against formation energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.marks import DOMAIN_MARKS, error_bars, names, predicted, say_nothing_there
from mi_core.targets import TARGETS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

HULL, FORMATION = "e_above_hull_ev_per_atom", "e_form_ev_per_atom"
# 90th percentile of the energies above hull of known metastable inorganic crystals: Sun et al., Sci. Adv. 2,
# e1600225 (2016).
METASTABLE_EV_PER_ATOM = 0.067
BARS_UP_TO = 60  # rows; more bars would hide the points


def stability_figure(frame: pd.DataFrame) -> go.Figure:
    """Return the map of energy above hull against formation energy (eV/atom), a point per material with both.

    The band at and below zero is stable against decomposition; up to the dotted line lie nine in ten of the known
    metastable crystals.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": "Stability against formation energy", "hovermode": "closest"})
    rows = both(frame)
    if rows.empty:
        return say_nothing_there(figure, "No material has both energies.")
    for inside, title, symbol in DOMAIN_MARKS:
        part = rows[(rows["in_domain"] == inside).to_numpy(dtype=bool)]
        bars = len(rows) <= BARS_UP_TO
        figure.add_scatter(
            x=part["formation"],
            y=part["value"],
            error_x=error_bars(_formation(part), thickness=1, width=0) if bars else None,
            error_y=error_bars(part, thickness=1, width=0) if bars else None,
            mode="markers",
            marker={"symbol": symbol, "size": 11 if bars else 6},
            name=title,
            showlegend=bool(len(part)),
            customdata=names(part),
            hovertemplate="<b>%{customdata}</b><br>E<sub>form</sub> = %{x:.3f} eV/atom"
            "<br>E<sub>hull</sub> = %{y:.3f} eV/atom<extra></extra>",
        )
    _mark_regions(figure, rows, with_bars=len(rows) <= BARS_UP_TO)
    figure.update_xaxes(title=TARGETS[FORMATION].label, zeroline=False)
    figure.update_layout(
        height=460,
        margin={"l": 70, "r": 20, "t": 80, "b": 50},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )
    return figure


def both(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the hull rows of materials that have both energies, with `formation`, its ends, and the joint domain."""
    hull = predicted(frame, HULL).set_index("id", drop=False)
    formation = predicted(frame, FORMATION).set_index("id")
    rows = hull[hull.index.isin(formation.index)]
    other = formation.loc[rows.index]
    return rows.assign(
        formation=other["value"],
        formation_lower=other["lower"],
        formation_upper=other["upper"],
        in_domain=rows["in_domain"] & other["in_domain"],
    )


def _formation(part: pd.DataFrame) -> pd.DataFrame:
    kept = part[["formation", "formation_lower", "formation_upper"]]
    return kept.set_axis(["value", "lower", "upper"], axis=1)


def _mark_regions(figure: go.Figure, rows: pd.DataFrame, *, with_bars: bool) -> None:
    """Shade what is stable, draw the line of known metastable crystals, and leave room for both."""
    lowest, highest = ("lower", "upper") if with_bars else ("value", "value")
    top = max(float(rows[highest].max()), 2 * METASTABLE_EV_PER_ATOM)
    bottom = min(float(rows[lowest].min()), 0.0)
    margin = 0.08 * (top - bottom)
    bottom = min(bottom - margin, -0.6 * METASTABLE_EV_PER_ATOM)
    figure.add_hrect(y0=bottom, y1=0, fillcolor="rgba(43, 138, 62, 0.18)", line_width=0, layer="below")
    figure.add_hline(
        y=METASTABLE_EV_PER_ATOM, line={"dash": "dot", "width": 1.5, "color": "rgb(128, 140, 150)"}
    )
    place = {"x": 1, "xref": "paper", "xanchor": "right", "showarrow": False}
    figure.add_annotation(**place, y=0, yanchor="top", text="stable")
    figure.add_annotation(
        **place,
        y=METASTABLE_EV_PER_ATOM,
        yanchor="bottom",
        text="90 % of known metastable crystals lie below",
        hovertext="Sun et al., Sci. Adv. 2, e1600225 (2016)",
    )
    figure.update_yaxes(title=TARGETS[HULL].label, range=[bottom, top + margin], zeroline=False)
