"""Predicted zT, S, σ, κ and S²σ in small figures, against temperature or against x, with bands and what was measured."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, legend_below
from mi_core.formulas.series import leaves_open
from mi_core.prediction.words import COVERAGE, html_formula
from mi_core.report import COLOURS
from mi_core.thermoelectrics.curves import OWN, own_curve
from mi_core.thermoelectrics.display import AS_STORED, LOG10_KAPPA, LOG10_SIGMA, POWER_FACTOR, Display, Shown
from mi_core.thermoelectrics.figures.log_axis import log_axis
from mi_core.thermoelectrics.figures.neighbours import BAND_OPACITY, SYMBOLS, faint
from mi_core.thermoelectrics.transport.analysis import SEEBECK, TEMPERATURE, ZT

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

#: Target → row and column of its small figure; zT, which all is for, has a row of its own.
PLACES = {ZT: (1, 1), SEEBECK: (2, 1), LOG10_SIGMA: (2, 2), LOG10_KAPPA: (3, 1), POWER_FACTOR: (3, 2)}
MOST_CURVES = 8  # more cannot be told apart
FEW = 3  # bands of more are fainter
HEIGHT = 700


def against_temperature(
    curves: pd.DataFrame,
    measured: pd.DataFrame | None = None,
    parts: pd.DataFrame | None = None,
    own: pd.DataFrame | None = None,
    display: Display = AS_STORED,
) -> go.Figure:
    """Return all five quantities against temperature, a colour per curve; dotted where the model learned no temperature.

    curves : of `predicted_curves`; those without a value are left out
    measured : of `mi_core.thermoelectrics.neighbours.nearest_measured`, drawn as points with their DOI
    parts : rows of `predicted_points` whose S²σT/κ is drawn beside zT, as a dashed line
    own : one's own measured points, as `mi_core.thermoelectrics.curves.own_curve` takes them
    """
    shown = display.of(TEMPERATURE)
    drawn = curves.assign(along=shown.values(curves[TEMPERATURE]), dotted=~curves["temperature_learned"])
    figure = _panels(drawn, "curve", display, unit=shown.unit)
    if parts is not None and len(figure.data):
        _add_parts(figure, parts, shown)
    if measured is not None:
        _add_measured(figure, measured, display)
    if own is not None and len(own):
        _add_own(figure, own, display)
    return figure.update_xaxes(title_text=shown.label, row=3)


def against_x(
    curves: pd.DataFrame, display: Display = AS_STORED, members: pd.DataFrame | None = None
) -> go.Figure:
    """Return all five quantities against the open letter of series, a colour per series; `curves` are of one temperature.

    members : of `mi_core.thermoelectrics.series_members.measured_members`, drawn as diamonds with their DOI
    """
    rows = curves[curves["series"] != ""]
    drawn = rows.assign(along=rows["x"], dotted=False)
    figure = _panels(drawn, "series", display, unit="")
    if members is not None and len(figure.data):
        _add_members(figure, members, display)
    return figure.update_xaxes(title_text=" or ".join(dict.fromkeys(rows["letter"])), row=3)


def _panels(drawn: pd.DataFrame, by: str, display: Display, *, unit: str) -> go.Figure:
    """Return the small figures of `curves` with the columns `along` and `dotted`, a colour for each value of `by`."""
    from plotly.subplots import make_subplots

    specs = [[{"colspan": 2}, None], [{}, {}], [{}, {}]]
    titles = [display.of(target).label for target in PLACES]
    figure = make_subplots(
        rows=3, cols=2, specs=specs, subplot_titles=titles, horizontal_spacing=0.12, vertical_spacing=0.1
    )
    names = list(dict.fromkeys(drawn.dropna(subset=["value"])[by]))
    if not names:
        figure.layout.annotations = ()
        return say_nothing_there(figure, "There is nothing to draw.")
    for (target, (row, column)), first in zip(PLACES.items(), [True] + [False] * 4, strict=True):
        rows = drawn[(drawn["target"] == target) & drawn["value"].notna()]
        for place, name in enumerate(names):
            own = rows[rows[by] == name].sort_values("along", kind="stable")
            colour = COLOURS[place % len(COLOURS)]
            traces = _curve(own, str(name), colour, display.of(target), unit=unit, in_legend=first)
            traces[0].fillcolor = faint(colour, BAND_OPACITY if len(names) <= FEW else BAND_OPACITY / 2)
            figure.add_traces(traces, rows=row, cols=column)
        if display.is_log(target):
            numbers = rows[["value", "lower", "upper"]].to_numpy().ravel()
            figure.update_yaxes(**log_axis(display.of(target).values(numbers)), row=row, col=column)
    layout = legend_below(HEIGHT, 1 + len(names) // 3) | {"margin": {"l": 55, "r": 10, "t": 40, "b": 50}}
    return figure.update_layout(showlegend=True, hovermode="closest", **layout)


def _curve(
    rows: pd.DataFrame, name: str, colour: str, shown: Shown, *, unit: str, in_legend: bool
) -> list[go.Scatter]:
    """Return band and line of one curve; the line dotted where `dotted`, its points open out of the domain."""
    import plotly.graph_objects as go

    x, y, words = (
        rows["along"].to_numpy(),
        shown.values(rows["value"]),
        escape(name) if leaves_open(name) else html_formula(name),
    )
    lower, upper = shown.values(rows["lower"]), shown.values(rows["upper"])
    band = go.Scatter(
        x=[*x, *x[::-1]], y=[*upper, *lower[::-1]], mode="lines", line={"width": 0}, fill="toself",
        hoverinfo="skip", showlegend=False, legendgroup=name, zorder=0,
    )  # fmt: skip
    dotted = rows["dotted"].to_numpy(dtype=bool)
    custom = np.stack([lower, upper, rows["formula"].map(html_formula)], axis=1).astype(object)
    lines = []
    for dash, drawn in (("solid", ~dotted), ("dot", _with_ends(dotted))):
        own = ~dotted if dash == "solid" else dotted
        lines.append(
            go.Scatter(
                x=x, y=np.where(drawn, y, np.nan), mode="lines+markers", name=words, legendgroup=name,
                line={"color": colour, "width": 2, "dash": dash},
                marker={"size": 5, "symbol": np.where(rows["in_domain"].fillna(value=False), "circle", "circle-open")},
                showlegend=in_legend and bool(own.all() if dash == "dot" else own.any()),
                customdata=custom, zorder=2,
                hovertemplate=f"<b>%{{customdata[2]}}</b><br>%{{x:.5g}} {unit}: %{{y:.4g}} {shown.unit}<br>"
                f"{COVERAGE}: %{{customdata[0]:.4g}} … %{{customdata[1]:.4g}}<extra></extra>",
            )
        )  # fmt: skip
    return [band, *(line for line in lines if np.isfinite(line.y).any())]


def _add_parts(figure: go.Figure, parts: pd.DataFrame, temperature: Shown) -> None:
    rows = parts.dropna(subset=["zt_from_parts"]).sort_values(TEMPERATURE)
    curve = html_formula(parts["curve"].iloc[0])
    colours = [trace.line.color for trace in figure.data if trace.name == curve]
    figure.add_scatter(
        x=temperature.values(rows[TEMPERATURE]), y=rows["zt_from_parts"], mode="lines", name=f"{curve}: S²σT/κ",
        line={"color": colours[0] if colours else QUIET, "width": 1.5, "dash": "dash"}, zorder=2, row=1, col=1,
        hovertemplate=f"<b>{curve}</b>, S²σT/κ<br>%{{x:.5g}} {temperature.unit}: %{{y:.4g}}<extra></extra>",
    )  # fmt: skip


def _with_ends(dotted: np.ndarray) -> np.ndarray:
    """Return the dotted points with the solid ones beside them, to which their line leads."""
    reach = dotted.copy()
    reach[1:] |= dotted[:-1]
    reach[:-1] |= dotted[1:]
    return reach


def _add_measured(figure: go.Figure, measured: pd.DataFrame, display: Display) -> None:
    """Draw what each paper measured of each composition as grey points, of one mark per composition."""
    import plotly.graph_objects as go

    temperature = display.of(TEMPERATURE)
    listed: set[int] = set()
    for (rank, address), rows in measured.groupby(["rank", "address"], sort=True):
        name = html_formula(rows["formula"].iloc[0])
        paper = escape(address.removeprefix("https://doi.org/")) or "no DOI known"
        for target, (row, column) in PLACES.items():
            shown = display.of(target)
            figure.add_trace(
                go.Scatter(
                    x=temperature.values(rows[TEMPERATURE]), y=shown.values(rows[target]), mode="markers",
                    name=f"{name}, measured", legendgroup=f"measured {rank}",
                    showlegend=target == ZT and rank not in listed, zorder=1,
                    marker={"symbol": SYMBOLS[int(rank) % len(SYMBOLS)], "color": QUIET, "size": 8},
                    hovertemplate=f"<b>{name}</b>, measured<br>%{{x:.5g}} {temperature.unit}: %{{y:.4g}} {shown.unit}<br>"
                    f"{rows['relation'].iloc[0]}<br>DOI {paper}<extra></extra>",
                ),
                row=row, col=column,
            )  # fmt: skip
        listed.add(rank)


def _add_members(figure: go.Figure, members: pd.DataFrame, display: Display) -> None:
    """Draw measured members of each series in its colour."""
    colours = {trace.legendgroup: trace.line.color for trace in figure.data if trace.mode != "lines"}
    for name, rows in members.groupby("series", sort=False):
        letter = rows["letter"].iloc[0]
        papers = rows["address"].str.removeprefix("https://doi.org/").replace("", "no DOI known").map(escape)
        custom = np.stack(
            [rows["formula"].map(html_formula), rows[TEMPERATURE].map(display.temperature), papers], axis=1
        )
        for target, (row, column) in PLACES.items():
            shown = display.of(target)
            figure.add_scatter(
                x=rows["x"], y=shown.values(rows[target]), mode="markers", name=f"{escape(str(name))}, measured",
                legendgroup=f"measured {name}", showlegend=target == ZT, zorder=3, customdata=custom,
                marker={"symbol": "diamond-open", "color": colours[name], "size": 9, "line": {"width": 2}},
                hovertemplate=f"<b>%{{customdata[0]}}</b>, measured at %{{customdata[1]}}<br>{letter} = %{{x:.4~g}}: "
                f"%{{y:.4g}} {shown.unit}<br>DOI %{{customdata[2]}}<extra></extra>",
                row=row, col=column,
            )  # fmt: skip


def _add_own(figure: go.Figure, own: pd.DataFrame, display: Display) -> None:
    temperature = display.of(TEMPERATURE)
    for target, (row, column) in PLACES.items():
        shown, rows = display.of(target), own_curve(own, target)
        figure.add_scatter(
            x=temperature.values(rows[TEMPERATURE]), y=shown.values(rows["value"]), mode="markers", name=OWN,
            marker={"symbol": "star", "color": QUIET, "size": 11}, legendgroup=OWN, showlegend=target == ZT,
            hovertemplate=f"<b>{OWN}</b><br>%{{x:.5g}} {temperature.unit}: %{{y:.4g}} {shown.unit}<extra></extra>",
            zorder=3, row=row, col=column,
        )  # fmt: skip
