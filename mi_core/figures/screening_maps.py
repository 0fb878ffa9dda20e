"""The screening's answer as periodic tables: how many stable compounds have an element on a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.periodic_layout import TOPS, grid
from mi_core.figures.periodic_table import periodic_table_figure, periodic_tables_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    Counts = Mapping[str, int]

SHOWN = {"number": "Stable compounds", "share": "Stable among candidates"}
PERIODS = 6  # the seventh holds no candidates
MOST_TICKS = 6
HEIGHT = 190  # pixels of a map that has a third of a page


def site_map(
    site: str, stable: Counts, candidates: Counts, *, show: str = "number", top: float = 0
) -> go.Figure:
    """Return the map of one site ("A"): number, or share in per cent, of stable compounds with each element on it.

    stable, candidates : by element; elements without candidates stay grey. top : upper end of the colour scale, so that
    the maps of several sites can share it; 0 takes the highest value.
    """
    values = map_values(stable, candidates, show)
    figure = periodic_table_figure(
        values,
        title=f"{site} site",
        name=SHOWN[show],
        digits=None,
        **_scale(top or max(values.values(), default=0), show),
    )
    figure.data[1].customdata = grid(_hovers(stable, candidates))
    return _small(figure)


def number_map(title: str, numbers: Counts) -> go.Figure:
    """Return one map of numbers of compounds, coloured by their logarithm; elements without any stay grey."""
    name = SHOWN["number"]
    scale = _scale(max(numbers.values(), default=0), "number")
    return _small(periodic_table_figure(numbers, title=title, name=name, digits=None, **scale), whole=True)


def site_maps(
    stable: Mapping[str, Counts], candidates: Mapping[str, Counts], *, show: str = "number", title: str = ""
) -> go.Figure:
    """Return the maps of all sites as one figure for a file, one colour scale for all."""
    values = {f"{site} site": map_values(stable[site], candidates[site], show) for site in stable}
    top = highest(stable, candidates, show)
    figure = periodic_tables_figure(values, title=title or SHOWN[show], name=SHOWN[show], **_scale(top, show))
    coloured = [trace for trace in figure.data if trace.type == "heatmap" and trace.coloraxis]
    for trace, site in zip(coloured, stable, strict=True):
        trace.customdata = grid(_hovers(stable[site], candidates[site]))
    return figure


def highest(stable: Mapping[str, Counts], candidates: Mapping[str, Counts], show: str) -> float:
    """Return the highest value on any of the maps."""
    return max((v for s in stable for v in map_values(stable[s], candidates[s], show).values()), default=0)


def map_values(stable: Counts, candidates: Counts, show: str) -> dict[str, float]:
    """Return what the map colours: number of stable compounds, or their share among the candidates in per cent."""
    if show == "number":
        return {symbol: stable.get(symbol, 0) for symbol, n in candidates.items() if n}
    return {symbol: 100 * stable.get(symbol, 0) / n for symbol, n in candidates.items() if n}


def _scale(top: float, show: str) -> dict:
    """Colour numbers by their logarithm, for oxygen on X outnumbers all others; shares as they are."""
    if show == "number":
        return {"unit": "", "colour_range": (1, max(top, 2)), "log": True}
    return {"unit": "%", "colour_range": (0, top or 1)}


def _hovers(stable: Counts, candidates: Counts) -> dict[str, str]:
    return {
        symbol: f"<b>{symbol}</b><br>{stable.get(symbol, 0):,} stable of {n:,} candidates"
        f"<br>{100 * stable.get(symbol, 0) / n:.2g} %"
        for symbol, n in candidates.items()
        if n
    }


def _small(figure: go.Figure, *, whole: bool = False) -> go.Figure:
    """Fit a table into a third of a page: smaller letters, and periods 1 to 6 alone unless the `whole` is wanted."""
    periods, height = (TOPS[-1], HEIGHT * 1.5) if whole else (PERIODS, HEIGHT)
    letters = [trace for trace in figure.data if trace.type == "scatter"]
    for trace in letters:
        rows = zip(trace.x, trace.y, trace.text, trace.textfont.color, strict=True)
        kept = [row for row in rows if row[1] < periods and len(row[2]) < 3]  # "57–71" is no element
        x, y, text, colours = zip(*kept, strict=True) if kept else ((), (), (), ())
        trace.update(x=x, y=y, text=text, textfont={"size": 10, "color": list(colours)})
    figure.update_yaxes(range=[periods, 0])
    bar = figure.layout.coloraxis.colorbar
    bar.tickangle = 0
    if bar.tickvals and len(bar.tickvals) > MOST_TICKS:  # of 1, 2, 5, 10 … keep the powers of ten
        bar.tickvals, bar.ticktext = bar.tickvals[::3], bar.ticktext[::3]
    return figure.update_layout(
        height=height, margin={"l": 0, "r": 0, "t": 28, "b": 0}, title={"x": 0, "y": 0.98, "yanchor": "top"}
    )
