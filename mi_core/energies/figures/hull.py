"""The hull of a chemical system with one compound in it: a curve for two elements, a triangle for three, a body for four."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from mi_core.prediction.words import html_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from mi_core.phases.hull import Phase

HEIGHT = 460
LARGEST = 4  # elements that can be drawn
STABLE, ABOVE, OWN, LINE = "#30a46c", "#7c8794", "#de842c", "rgba(124, 135, 148, 0.55)"
ON_THE_HULL = 1e-6  # eV/atom
#: Where pure elements stand, of three and of four.
CORNERS = {
    3: np.array([[0, 0], [1, 0], [0.5, np.sqrt(3) / 2]]),
    4: np.array([[0, 0, 0], [1, 0, 0], [0.5, np.sqrt(3) / 2, 0], [0.5, np.sqrt(3) / 6, np.sqrt(2 / 3)]]),
}


def hull_figure(formula: str, energy: float, phases: Sequence[Phase]) -> go.Figure:
    """Return the hull of the phases, and the compound of this formation energy (eV/atom) as a diamond.

    phases : of the chemical system, its two to four elements included
    """
    import plotly.graph_objects as go
    from pymatgen.core import Composition

    elements = sorted({element for phase in phases for element in Composition(phase.formula)}, key=str)
    shares = np.array([_shares(phase.formula, elements) for phase in phases])
    own = _shares(formula, elements)
    figure = go.Figure(layout={"title": f"Known phases of {'–'.join(map(str, elements))}"})
    figure.update_layout(height=HEIGHT, margin={"l": 10, "r": 10, "t": 50, "b": 10}, hovermode="closest")
    draw = _draw_line if len(elements) == 2 else _draw_simplex
    draw(figure, shares, phases, own, (formula, energy))
    return figure.update_layout(legend={"orientation": "h", "y": -0.12})


def _draw_line(figure: go.Figure, shares, phases, own, compound: tuple[str, float]) -> None:
    """Formation energy over composition."""
    from pymatgen.core import Composition

    formula, energy = compound
    stable = _stable(phases)
    x, y = shares[:, 1], np.array([phase.energy for phase in phases])
    order = np.flatnonzero(stable)[np.argsort(x[stable])]
    figure.add_scatter(
        x=x[order],
        y=y[order],
        mode="lines",
        line={"color": LINE, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )
    for name, rows, marker in _groups(stable):
        figure.add_scatter(
            x=x[rows], y=y[rows], mode="markers", name=name, marker=marker, **_hover(phases, rows)
        )
    figure.add_scatter(x=own[1:], y=[energy], mode="markers", name=html_formula(formula), marker=_own(12))
    elements = sorted({element for phase in phases for element in Composition(phase.formula)}, key=str)
    figure.update_xaxes(title=f"Share of {elements[1]} among the atoms", range=[-0.03, 1.03], zeroline=False)
    figure.update_yaxes(title="Formation energy (eV/atom)")


def _draw_simplex(figure: go.Figure, shares, phases, own, compound: tuple[str, float]) -> None:
    """Stable phases in a triangle or tetrahedron of compositions, with the edges of the hull between them."""
    formula, energy = compound
    places, stable = shares @ CORNERS[shares.shape[1]], _stable(phases)
    spatial = places.shape[1] == 3
    add = figure.add_scatter3d if spatial else figure.add_scatter
    lines = _axes(_edges(shares[stable], phases, stable, places))
    add(**lines, mode="lines", line={"color": LINE, "width": 1.5}, hoverinfo="skip", showlegend=False)
    few = stable.sum() <= 30
    for name, rows, marker in _groups(stable):
        texts = {"text": [html_formula(phases[i].formula) for i in rows], "textposition": "top center"}
        add(
            **_axes(places[rows]),
            mode="markers+text" if few and marker["color"] == STABLE else "markers",
            name=name,
            marker=marker | ({"size": marker["size"] / 2} if spatial else {}),
            **(texts if few and marker["color"] == STABLE else {}),
            **_hover(phases, rows),
        )
    add(
        **_axes((own @ CORNERS[shares.shape[1]])[None]),
        mode="markers",
        name=html_formula(formula),
        marker=_own(6 if spatial else 14),
        hovertemplate=f"<b>{html_formula(formula)}</b><br>{energy:.3f} eV/atom<extra></extra>",
    )
    if spatial:
        hidden = {"visible": False}
        figure.update_layout(scene={"xaxis": hidden, "yaxis": hidden, "zaxis": hidden})
    else:
        figure.update_xaxes(visible=False)
        figure.update_yaxes(visible=False, scaleanchor="x")


def _edges(stable_shares: np.ndarray, phases, stable: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the edges of the lower hull as one broken line, (n, d), NaN between them."""
    from scipy.spatial import ConvexHull, QhullError

    energies = np.array([phase.energy for phase in phases])[stable]
    points = np.column_stack([stable_shares[:, 1:], energies])
    try:
        hull = ConvexHull(points)
    except QhullError:  # all on one plane, as elements without compounds are
        pairs = set(combinations(range(len(points)), 2)) if len(points) <= LARGEST else set()
    else:
        lower = hull.simplices[hull.equations[:, -2] < -1e-9]
        pairs = {tuple(sorted(pair)) for facet in lower for pair in combinations(facet, 2)}
    rows = np.flatnonzero(stable)
    gap = np.full((1, places.shape[1]), np.nan)
    return np.concatenate([np.vstack([places[rows[list(pair)]], gap]) for pair in pairs] or [gap])


def _groups(stable: np.ndarray):
    """Yield legend, rows and marker of the phases above the hull, and of those on it."""
    yield "Less than 0.05 eV/atom above", np.flatnonzero(~stable), {"color": ABOVE, "size": 6, "symbol": "x"}
    yield "On the hull", np.flatnonzero(stable), {"color": STABLE, "size": 10}


def _hover(phases, rows) -> dict:
    words = [
        f"<b>{html_formula(phases[i].formula)}</b> {phases[i].id}<br>{phases[i].energy:.3f} eV/atom, "
        f"{phases[i].above:.3f} above the hull"
        for i in rows
    ]
    return {"hovertext": words, "hovertemplate": "%{hovertext}<extra></extra>"}


def _own(size: float) -> dict:
    return {"symbol": "diamond", "size": size, "color": OWN, "line": {"width": 1, "color": "white"}}


def _stable(phases) -> np.ndarray:
    return np.array([phase.above <= ON_THE_HULL for phase in phases])


def _axes(points: np.ndarray) -> dict:
    return dict(zip("xyz", points.T, strict=False))


def _shares(formula: str, elements) -> np.ndarray:
    from pymatgen.core import Composition

    composition = Composition(formula)
    return np.array([composition.get_atomic_fraction(element) for element in elements])
