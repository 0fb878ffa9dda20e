"""All proposals on one plane: by two elements, or by the two directions in which they differ most."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.alloys.design.proposal_table import CONFIRMED, OPEN, REFUTED
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, padded_range

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

#: Name and symbol of the proposals of each verdict.
MARKS = {
    OPEN: ("predicted", "circle"),
    CONFIRMED: ("confirmed by CALPHAD", "star"),
    REFUTED: ("refuted by CALPHAD", "x-thin-open"),
}
#: Taken in turn, so that neighbours stay legible.
LABEL_POSITIONS = ("top center", "bottom center", "middle right", "middle left")
SPREAD = "spread"  # instead of two elements: the principal axes


class Plane(NamedTuple):
    """Coordinates (n, 2) and what the axes are called."""

    points: np.ndarray
    others: np.ndarray
    x_title: str
    y_title: str


def proposals_map(
    wt: np.ndarray,
    scores: Sequence[float],
    verdicts: Sequence[str],
    elements: Sequence[str],
    *,
    axes: tuple[str, str] | str = SPREAD,
    known: Mapping[str, Sequence[float]] | None = None,
    chosen: int | None = None,
) -> go.Figure:
    """Return a point per proposal, coloured by how well it meets the wishes, marked by what CALPHAD said of it.

    wt : (n, k) wt%; scores : (n,) 1 where all wishes are met, smaller is worse; verdicts : (n,) keys of MARKS.
    axes : two of the elements, or SPREAD. known : wt% (k,) of known alloys by name, drawn for orientation.
    chosen : the proposal that is looked at.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": "Map of all proposals", "hovermode": "closest"})
    wt = np.asarray(wt, dtype=float)
    if not len(wt):
        return say_nothing_there(figure, "Nothing is proposed yet.")
    known = known or {}
    plane = plane_of(wt, np.array(list(known.values())), elements, axes)
    _known(figure, plane, list(known))
    words = [composition_words(row, elements) for row in wt]
    for verdict in MARKS:
        if rows := [n for n, given in enumerate(verdicts) if given == verdict]:
            _proposals(figure, plane, verdict, rows, words, scores, chosen)
    figure.update_xaxes(title=plane.x_title, range=padded_range(plane.points[:, 0], 0.12), zeroline=False)
    figure.update_yaxes(title=plane.y_title, range=padded_range(plane.points[:, 1], 0.12), zeroline=False)
    bar = {"title": {"text": "score", "side": "top"}, "thickness": 10, "outlinewidth": 0}
    return figure.update_layout(
        height=420,
        coloraxis={
            "cmin": min(float(np.nanmin(scores)), 0.99),
            "cmax": 1.0,
            "colorscale": "Viridis",
            "colorbar": bar,
        },
        legend={"orientation": "h", "y": -0.2, "yanchor": "top", "x": 0},
        margin={"l": 70, "r": 20, "t": 50, "b": 50},
    )


def _proposals(
    figure: go.Figure,
    plane: Plane,
    verdict: str,
    rows: list[int],
    words: list[str],
    scores: Sequence[float],
    chosen: int | None,
) -> None:
    """Draw the proposals of one verdict, given by their rows."""
    name, symbol = MARKS[verdict]
    figure.add_scatter(
        x=plane.points[rows, 0],
        y=plane.points[rows, 1],
        mode="markers",
        name=name,
        marker={
            "symbol": symbol,
            "size": [17 if n == chosen else 11 for n in rows],
            "color": [scores[n] for n in rows],
            "coloraxis": "coloraxis",
            "line": {"width": 2.5 if verdict == REFUTED else 1, "color": QUIET},
        },
        customdata=[[n + 1, words[n], scores[n]] for n in rows],
        hovertemplate=f"<b>No. %{{customdata[0]}}</b>, {name}<br>%{{customdata[1]}}"
        "<br>score %{customdata[2]:.3f}<extra></extra>",
    )


def plane_of(
    wt: np.ndarray, known: np.ndarray, elements: Sequence[str], axes: tuple[str, str] | str
) -> Plane:
    """Return where proposals and known alloys stand: their wt% of two elements, or their principal components in wt%."""
    known = known.reshape(-1, wt.shape[1])
    if axes != SPREAD:
        x, y = (list(elements).index(symbol) for symbol in axes)
        return Plane(wt[:, [x, y]], known[:, [x, y]], f"{axes[0]} (wt%)", f"{axes[1]} (wt%)")
    middle = wt.mean(axis=0)
    _, sizes, directions = np.linalg.svd(wt - middle, full_matrices=False)
    directions = np.vstack([directions, np.zeros((2, wt.shape[1]))])[:2]
    shares = np.append(sizes**2, [0.0, 0.0])[:2] / max(float((sizes**2).sum()), 1e-12)
    titles = [
        f"{_direction(direction, elements)}, {100 * share:.0f} % of the spread (wt%)"
        for direction, share in zip(directions, shares, strict=True)
    ]
    return Plane((wt - middle) @ directions.T, (known - middle) @ directions.T, *titles)


def composition_words(wt: Sequence[float], elements: Sequence[str], least: float = 0.005) -> str:
    """Return Al–1.00Mg–0.60Si of wt%, most first."""
    parts = sorted(zip(wt, elements, strict=True), reverse=True)
    return "–".join(["Al", *(f"{value:.2f}{symbol}" for value, symbol in parts if value >= least)])


def _direction(direction: np.ndarray, elements: Sequence[str]) -> str:
    """Name a direction by the elements that it mostly changes: "+Mg −Si"."""
    order = np.argsort(-np.abs(direction))[:3]
    parts = [f"{'+' if direction[n] > 0 else '−'}{elements[n]}" for n in order if abs(direction[n]) > 0.25]
    return " ".join(parts) or "no difference"


def _known(figure: go.Figure, plane: Plane, names: list[str]) -> None:
    if names:
        figure.add_scatter(
            x=plane.others[:, 0],
            y=plane.others[:, 1],
            mode="markers+text",
            text=names,
            textposition=[
                LABEL_POSITIONS[rank % len(LABEL_POSITIONS)]
                for rank in np.argsort(np.argsort(plane.others[:, 1]))
            ],
            textfont={"size": 11, "color": QUIET},
            marker={"symbol": "cross-thin-open", "size": 8, "color": QUIET, "line": {"width": 1}},
            name="known alloys",
            hovertemplate="%{text}<extra></extra>",
        )
