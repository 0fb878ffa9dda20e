"""Layers as maps in the plane, by PCA or t-SNE, each turned as the one before it, so that points can move between them.

t-SNE: L. van der Maaten & G. Hinton, J. Mach. Learn. Res. 9, 2579 (2008), by openTSNE: P. G. Poličar, M. Stražar,
B. Zupan, J. Stat. Softw. 109(3) (2024). A layer's map starts from that of the layer before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.representations.measures.measure import scaled
from mi_core.representations.sampling import MOST_POINTS
from mi_core.words import find_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mi_core.representations.layers import Layers

PCA, TSNE = METHODS = ("pca", "tsne")
PERPLEXITY = 30.0
FEWEST_POINTS = 10
EXACT = 2_000  # points up to which forces are summed over a tree; beyond, interpolated on a grid, which is quicker
START = 1e-4  # spread of the map that t-SNE starts from (D. Kobak & P. Berens, Nat. Commun. 10, 5416 (2019))


@dataclass(frozen=True, slots=True)
class Maps:
    """Maps of the same n points in all layers.

    Attributes
    ----------
    method : str
        One of METHODS.
    places : mapping
        Layer → (n, 2) float64, centred, root mean square distance from the centre 1; axes have no unit.
    explained : mapping
        Layer → share of the variance that the plane holds, from 0 to 1; empty for t-SNE.
    """

    method: str
    places: Mapping[str, np.ndarray]
    explained: Mapping[str, float]


def layer_maps(
    layers: Layers,
    method: str = PCA,
    *,
    seed: int = 0,
    say: Callable[[float], None] | None = None,
    most: int = MOST_POINTS,
) -> Maps:
    """Return a map of each layer, the same on one machine for a seed.

    Each is turned, and mirrored if need be, to lie as closely as possible on the one before it.

    say : hears the share done, from 0 to 1. most : points that there may be; more take minutes.
    InputError for an unknown method, or fewer than 10 or more than `most` points (`sampling.stratified` chooses some).
    """
    draw = find_named("Map", method, {PCA: _by_pca, TSNE: _by_tsne})
    if not FEWEST_POINTS <= len(layers) <= most:
        raise InputError(
            f"A map shows from {FEWEST_POINTS} to {most:,} points; got {len(layers):,}; take a part of them, or more."
        )
    places: dict[str, np.ndarray] = {}
    before = None
    for number, name in enumerate(layers.names, start=1):
        drawn = normalised(draw(layers[name], before, seed))
        before = places[name] = drawn if before is None else turned_onto(drawn, before)
        if say is not None:
            say(number / len(layers.names))
    shares = {name: float(principal_axes(layers[name])[1].sum()) for name in layers.names}
    return Maps(method, places, shares if method == PCA else {})


def principal_axes(values: np.ndarray, n: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Return coordinates (n_points, n) along the first principal axes, and the share of the variance along each, (n,).

    values : (n_points, d). The sign of an axis is such that its largest component is positive. Axes that values lack are 0.
    """
    from sklearn import decomposition

    values = scaled(np.asarray(values, dtype=np.float64))
    there = min(n, *values.shape)
    coordinates, shares = np.zeros((len(values), n)), np.zeros(n)
    if values.any():
        fitted = decomposition.PCA(there, svd_solver="full").fit(values)
        largest = np.abs(fitted.components_).argmax(axis=1)
        signs = np.sign(fitted.components_[np.arange(there), largest])
        coordinates[:, :there] = fitted.transform(values) * signs
        shares[:there] = fitted.explained_variance_ratio_
    return coordinates, shares


def normalised(places: np.ndarray) -> np.ndarray:
    """Return places (n, 2) centred, with a root mean square distance of 1 from the centre; coinciding ones stay there."""
    return scaled(places) / np.sqrt(places.shape[1])


def turned_onto(places: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return places (n, 2) rotated, and mirrored if need be, to lie as closely as possible on the target (n, 2).

    P. H. Schönemann, Psychometrika 31, 1 (1966).
    """
    from scipy.linalg import orthogonal_procrustes

    return places @ orthogonal_procrustes(places, target)[0]


def _by_pca(values: np.ndarray, before: np.ndarray | None, seed: int) -> np.ndarray:  # noqa: ARG001 - as _by_tsne
    return principal_axes(values)[0]


def _by_tsne(values: np.ndarray, before: np.ndarray | None, seed: int) -> np.ndarray:
    import openTSNE

    start = normalised(principal_axes(values)[0]) if before is None else before
    # Points that coincide, as atoms of one element do at the input, would never part: each starts a little aside.
    aside = np.random.default_rng(seed).normal(scale=0.01, size=start.shape)
    embedding = openTSNE.TSNE(
        perplexity=min(PERPLEXITY, (len(values) - 1) / 3),
        initialization=START * (start + aside),
        neighbors="exact",
        negative_gradient_method="bh" if len(values) <= EXACT else "fft",
        random_state=seed,
        n_jobs=1,
    )
    return np.asarray(embedding.fit(scaled(np.asarray(values, dtype=np.float64))))
