"""Any number per element as a coloured periodic table, one or several side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mi_core.errors import InputError
from mi_core.figures.colour_scale import plotly_scale, scale_over
from mi_core.figures.measures import QUIET
from mi_core.figures.periodic_layout import N_GROUPS, PLACEHOLDERS, POSITIONS, TOPS, grid

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from mi_core.figures.colour_scale import ColourScale

NO_DATA = "rgba(128, 140, 150, 0.16)"
CLEAR = "rgba(0, 0, 0, 0)"
HALF = 0.45  # of a cell, to its outline
SIDE_BY_SIDE = 3  # tables
HEIGHT = 470  # pixels of a table that has the width of a page


def periodic_table_figure(
    values: Mapping[str, float],
    *,
    title: str,
    counts: Mapping[str, int] | None = None,
    digits: int | None = 2,
    name: str = "",
    **options: Any,
) -> go.Figure:
    """Return one periodic table coloured by a number per element symbol.

    counts : how many rows each value stands on, for the hover. digits : as of `periodic_tables_figure`, and so are the
    options. name : what the number is, for the colour bar ("" takes the title).
    """
    of_tables = None if counts is None else {"": counts}
    figure = periodic_tables_figure(
        {"": values}, title=title, counts=of_tables, digits=digits, name=name or title, **options
    )
    return figure.update_layout(height=HEIGHT)


def periodic_tables_figure(
    values: Mapping[str, Mapping[str, float]],
    *,
    title: str,
    unit: str,
    counts: Mapping[str, Mapping[str, int]] | None = None,
    digits: int | None = None,
    colour_range: tuple[float, float] | None = None,
    log: bool = False,
    name: str = "",
    words: Mapping[str, Mapping[str, str]] | None = None,
    zero_is_none: bool = False,
) -> go.Figure:
    """Return one table per heading, such as the sites A, B and X, all on one colour scale.

    Elements without a finite value stay grey. Three tables stand side by side, which needs a page 1,100 pixels wide.
    unit : of the values, for the colour bar and on hover; "" for a pure number.
    digits : decimals of the values written into the cells; None writes symbols only.
    colour_range : ends of the colour scale; None takes those of the values. `log` colours by the logarithm; what is not
        positive then takes the lowest colour.
    words : by heading and symbol, in place of value and count on hover.
    zero_is_none : whether the cells of a zero are outlined, which then differ from those of a small number.
    InputError for a symbol that is no element.
    """
    columns = max(1, min(SIDE_BY_SIDE, len(values)))
    lines = math.ceil(len(values) / columns)
    figure = _empty_tables(list(values), lines, columns)
    tables = {heading: _known(of_table) for heading, of_table in values.items()}
    scale = scale_over([v for known in tables.values() for v in known.values()], colour_range, log=log)
    for number, (heading, known) in enumerate(tables.items()):
        where = {"row": number // columns + 1, "col": number % columns + 1}
        of_counts = (counts or {}).get(heading)
        hover_texts = {symbol: _hover(symbol, value, of_counts, unit) for symbol, value in known.items()}
        hover_texts |= (words or {}).get(heading, {})
        coloured = {symbol: value for symbol, value in known.items() if value or not zero_is_none}
        _draw(figure, where, coloured, hover_texts, scale, digits, small=columns > 1)
    single = len(values) == 1
    return figure.update_layout(
        title=title,
        height=90 + lines * (300 if columns > 1 else HEIGHT - 70),
        margin={"l": 8, "r": 8, "t": 64, "b": 8 if single else 70},
        showlegend=False,
        coloraxis=_colour_axis(scale, unit, name, inside=single),
    )


def _empty_tables(headings: list[str], lines: int, columns: int) -> go.Figure:
    from plotly.subplots import make_subplots

    figure = make_subplots(
        lines,
        columns,
        subplot_titles=headings if any(headings) else None,
        horizontal_spacing=0.02,
        vertical_spacing=0.1 / lines,
    )
    figure.update_xaxes(visible=False, range=[0, N_GROUPS], fixedrange=True)
    return figure.update_yaxes(visible=False, range=[TOPS[-1], 0], fixedrange=True)


def _known(values: Mapping[str, float]) -> dict[str, float]:
    """Return the finite values; InputError for a symbol that is no element."""
    unknown = sorted(set(values) - set(POSITIONS))
    if unknown:
        raise InputError(f"{', '.join(map(repr, unknown))} is no element symbol; write symbols such as 'Fe'.")
    return {s: float(value) for s, value in values.items() if value is not None and math.isfinite(value)}


def _draw(figure, where, coloured, hover_texts, scale: ColourScale, digits, *, small: bool) -> None:
    """Draw one table: grey cells, outlined ones that are told of but not coloured, coloured ones, symbols and values."""
    import plotly.graph_objects as go

    gap, size = (1, 8) if small else (2, 13)
    edges = {"x": list(range(N_GROUPS + 1)), "y": TOPS, "xgap": gap, "ygap": gap}
    nothing = {symbol: f"<b>{symbol}</b><br>no data" for symbol in POSITIONS if symbol not in hover_texts}
    outlined = {symbol: hover_texts[symbol] for symbol in hover_texts if symbol not in coloured}
    for cells, colour in ((nothing, NO_DATA), (outlined, CLEAR)):
        if cells:
            figure.add_trace(_flat_cells(cells, colour, edges), **where)
    _outline(figure, where, outlined)
    figure.add_trace(
        go.Heatmap(
            z=grid({symbol: scale.raised(value) for symbol, value in coloured.items()}),
            **edges,
            coloraxis="coloraxis",
            customdata=grid({symbol: hover_texts[symbol] for symbol in coloured}),
            hovertemplate="%{customdata}<extra></extra>",
        ),
        **where,
    )
    inks = {symbol: scale.ink(value) for symbol, value in coloured.items()}
    lift = 0 if digits is None else -0.14
    figure.add_trace(_text(POSITIONS, {s: s for s in POSITIONS}, inks, size=size, lift=lift), **where)
    if not small:
        figure.add_trace(_text(PLACEHOLDERS, {s: s for s in PLACEHOLDERS}, {}, size=8, lift=0), **where)
    if digits is not None:
        written = {symbol: f"{value:.{digits}f}".replace("-", "−") for symbol, value in coloured.items()}
        figure.add_trace(_text(POSITIONS, written, inks, size=9, lift=0.24), **where)


def _flat_cells(words: Mapping[str, str], colour: str, edges: dict):
    """Return cells of one colour that tell their words."""
    import plotly.graph_objects as go

    return go.Heatmap(
        z=grid(dict.fromkeys(words, 0)),
        **edges,
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        customdata=grid(words),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _outline(figure, where, symbols) -> None:
    for symbol in symbols:
        x, y = POSITIONS[symbol]
        ends = {"x0": x - HALF, "x1": x + HALF, "y0": y - HALF, "y1": y + HALF}
        figure.add_shape(type="rect", **ends, line={"width": 1, "color": QUIET}, **where)


def _text(positions, words: Mapping[str, str], colours: Mapping[str, str], *, size: int, lift: float):
    import plotly.graph_objects as go

    symbols = list(words)
    return go.Scatter(
        x=[positions[symbol][0] for symbol in symbols],
        y=[positions[symbol][1] + lift for symbol in symbols],
        text=[words[symbol] for symbol in symbols],
        mode="text",
        textfont={"size": size, "color": [colours.get(symbol, QUIET) for symbol in symbols]},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _hover(symbol: str, value: float, counts: Mapping[str, int] | None, unit: str) -> str:
    number = f"{value:,.4g}".replace("-", "−") + (f" {unit}" if unit else "")
    n = (counts or {}).get(symbol)
    return f"<b>{symbol}</b><br>{number}" + (
        "" if n is None else f"<br>from {n:,} row{'s' if n != 1 else ''}"
    )


def _colour_axis(scale: ColourScale, unit: str, name: str, *, inside: bool) -> dict:
    """Lay the colour bar into the empty top of a single table, or below several."""
    low, high = scale.ends
    place = {"x": 7 / N_GROUPS, "y": 1 - 0.1 / TOPS[-1], "yanchor": "top", "len": 9 / N_GROUPS}
    if not inside:
        place = {"x": 0.5, "y": -0.02, "yanchor": "top", "len": 0.5}
    bar = {
        "orientation": "h",
        "thickness": 10,
        "title": {"text": f"{name} ({unit})" if unit else name, "side": "top"},
        "xanchor": "center",
        "outlinewidth": 0,
        **place,
    }
    if scale.log:
        labels = scale.labels()
        bar |= {"tickvals": [scale.raised(tick) for tick in labels], "ticktext": list(labels.values())}
    return {"colorscale": plotly_scale(), "cmin": low, "cmax": high, "colorbar": bar}
