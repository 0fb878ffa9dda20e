"""What the figures of comparisons share: names of measures, units on axes, colours of models, densities of points."""

from __future__ import annotations

import math
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import plotly.graph_objects as go

MEASURES = {"mae": "Mean absolute error", "rmse": "Root mean squared error", "r2": "R²"}
QUIET = "rgb(128, 140, 150)"  # readable on white and on dark
WHISKER = {"thickness": 1.6, "width": 4, "color": "rgb(222, 132, 44)"}  # seen on bars, on white and on dark
POINTS_UP_TO = 2500  # above it points hide each other and slow the browser: they are counted in cells
CELLS = 90  # per axis
NAMED_WORST = 60  # rows far from what was predicted that a density still shows one by one
SUBTITLE_LINE = 78  # characters that a figure on a page 420 pixels wide shows
N_COLOURS = 10  # of the themes; further lines are dashed


def with_unit(words: str, unit: str) -> str:
    """Return "words (unit)", or the words alone for a pure number."""
    return f"{words} ({unit})" if unit else words


def three_digits(value: float) -> str:
    """Return the number with three significant digits and a true minus sign, which zero never has.

    "unknown" where it is not finite.
    """
    if not math.isfinite(value):
        return "unknown"
    if value and not 1e-3 <= abs(value) < 1e6:
        return f"{value:.2e}".replace("-", "−")
    decimals = 2 if value == 0 else max(0, 2 - math.floor(math.log10(abs(value))))
    return fixed(value, decimals)


def fixed(value: float, decimals: int) -> str:
    """Return the number with so many decimals and a true minus sign; what rounds to zero has none."""
    return f"{value:z,.{decimals}f}".replace("-", "−")


def titled(title: str, subtitle: str) -> dict:
    """Return plotly's title with plain text below it, in lines that a narrow page has room for."""
    return {"text": title, "subtitle": {"text": "<br>".join(wrap(subtitle, SUBTITLE_LINE))}}


def density(x: np.ndarray, y: np.ndarray, x_range, y_range, hover: str) -> go.Heatmap:
    """Return the number of points per cell of the plane, coloured by its logarithm; empty cells stay clear.

    hover : plotly template of the cell's middle; the count is added.
    """
    import plotly.graph_objects as go

    counts, x_edges, y_edges = np.histogram2d(x, y, bins=CELLS, range=[x_range, y_range])
    counts = counts.T
    with np.errstate(divide="ignore"):
        z = np.where(counts > 0, np.log10(counts), np.nan)
    powers = [n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n <= max(counts.max(), 1)]
    return go.Heatmap(
        x=(x_edges[1:] + x_edges[:-1]) / 2,
        y=(y_edges[1:] + y_edges[:-1]) / 2,
        z=z,
        customdata=counts.astype(int),
        colorscale="Viridis",
        hoverongaps=False,
        hovertemplate=hover + "<br>%{customdata:,} rows<extra></extra>",
        colorbar={
            "title": {"text": "rows", "side": "top"},
            "thickness": 10,
            "outlinewidth": 0,
            "tickvals": np.log10(powers),
            "ticktext": [f"{n:,}" for n in powers],
        },
    )


def padded_range(values, share: float = 0.04) -> list[float]:
    """Return the ends of an axis that holds all finite values with a margin."""
    values = np.asarray(values, dtype=float)
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    margin = share * (high - low) or 0.5 * (abs(low) or 1.0)
    return [low - margin, high + margin]


def dash(place: int) -> str:
    """Return the dash of the line at that place, so that lines of one colour differ."""
    return ("solid", "dash", "dot")[(place // N_COLOURS) % 3]


def legend_below(height: int, lines: int) -> dict:
    """Return the layout of a figure with its legend at the bottom: names of many models cover neither title nor ticks.

    height : pixels of the plot alone.
    """
    return {
        "height": height + 14 * lines,
        # Below whatever room the labels of the ticks take, which slant on a narrow page.
        "legend": {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
        "xaxis": {"automargin": True},
        "margin": {"l": 70, "r": 20, "t": 60, "b": 60},
    }
