"""Clusters of points in a layer, clusters within one label, and what tells these apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.representations.embedding import principal_axes
from mi_core.words import find_named

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

HDBSCAN, MIXTURE = METHODS = ("hdbscan", "mixture")
NONE = -1  # the number of points that are of no cluster
AXES = 10  # principal axes in which clusters are looked for
SMALLEST = 10  # points of a cluster at least, or a fiftieth of all
MOST_CLUSTERS = 8  # of a mixture
LARGE = 0.8  # a standardised difference that Cohen calls large


def find_clusters(values: np.ndarray, method: str = HDBSCAN, *, seed: int = 0) -> np.ndarray:
    """Return the cluster of each point (n, d), numbered from 0 by falling size, or -1 for none, (n,).

    In the first ten principal axes. "hdbscan" finds dense regions of any shape (R. J. G. B. Campello et al., PAKDD 160
    (2013)); "mixture" sums of up to eight Gaussians, as many as the Bayesian information criterion asks for.
    InputError for an unknown method, or fewer than twice as many points as the smallest cluster has.
    """
    assign = find_named("Clustering", method, {HDBSCAN: _dense_regions, MIXTURE: _gaussians})
    if len(values) < 2 * SMALLEST:
        raise InputError(f"Clusters are looked for among at least {2 * SMALLEST} points; got {len(values)}.")
    found = assign(principal_axes(values, min(AXES, values.shape[1]))[0], seed)
    sizes = np.bincount(found[found >= 0]) if (found >= 0).any() else np.empty(0, dtype=int)
    rank = np.empty_like(sizes)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return np.array([rank[cluster] if cluster >= 0 else NONE for cluster in found])


def sub_clusters(
    values: np.ndarray, labels: ArrayLike, label: str, method: str = HDBSCAN, *, seed: int = 0
) -> np.ndarray:
    """Return the clusters among the points of one label, as `find_clusters`, -1 for all other points, (n,)."""
    own = np.asarray(labels).astype(str) == label
    found = np.full(len(own), NONE)
    if own.sum() < 2 * SMALLEST:
        raise InputError(
            f"Clusters are looked for among at least {2 * SMALLEST} points; {label!r} has {own.sum()}; choose a label with "
            "more."
        )
    found[own] = find_clusters(values[own], method, seed=seed)
    return found


def distinguishing(clusters: np.ndarray, properties: pd.DataFrame) -> pd.DataFrame:
    """Return how each cluster's properties differ from those of all other clusters' points, the largest difference first.

    Columns: cluster, property, difference, inside, outside, n. The difference is that of the means over the root of the
    mean variance (J. Cohen, Statistical Power Analysis (1988), d), without unit; means are in the unit of the property.

    clusters : (n,), -1 for points that are of none and are left out.
    properties : n rows; numeric columns, NaN where a number is not known.
    """
    import pandas as pd

    rows = []
    for cluster in np.unique(clusters[clusters >= 0]):
        inside, outside = clusters == cluster, (clusters >= 0) & (clusters != cluster)
        for name in properties.select_dtypes("number"):
            column = properties[name].to_numpy(dtype=float)
            here, there = (part[np.isfinite(part)] for part in (column[inside], column[outside]))
            if len(here) > 1 and len(there) > 1:
                difference = standardised_difference(here, there)
                rows.append((int(cluster), name, difference, here.mean(), there.mean(), len(here)))
    frame = pd.DataFrame(rows, columns=["cluster", "property", "difference", "inside", "outside", "n"])
    order = frame.assign(size=-frame["difference"].abs()).sort_values(["cluster", "size"], kind="stable")
    return frame.loc[order.index].reset_index(drop=True)


def standardised_difference(first: np.ndarray, second: np.ndarray) -> float:
    """Return (mean - mean) / √((variance + variance) / 2); infinite between different constants, 0 between equal ones."""
    difference = first.mean() - second.mean()
    spread = np.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2)
    if spread <= 1e-12 * max(abs(first.mean()), abs(second.mean())):
        same = abs(difference) <= 1e-12 * max(abs(first.mean()), abs(second.mean()))
        return 0.0 if same else float(np.copysign(np.inf, difference))
    return float(difference / spread)


def said_of_cluster(differences: pd.DataFrame, cluster: int, most: int = 3) -> str:
    """Return a sentence about what tells a cluster from the others, by a frame of `distinguishing`."""
    own = differences[differences["cluster"] == cluster]
    told = own[own["difference"].abs() >= LARGE].head(most)
    if told.empty:
        return f"No property tells cluster {cluster + 1} from the others."
    parts = [
        f"{'higher' if row.difference > 0 else 'lower'} {row.property} ({row.inside:.3g}, elsewhere {row.outside:.3g})"
        for row in told.itertuples()
    ]
    return f"Cluster {cluster + 1} has {', '.join(parts)}."


def _dense_regions(places: np.ndarray, seed: int) -> np.ndarray:  # noqa: ARG001 - as _gaussians
    from sklearn import cluster

    smallest = max(SMALLEST, len(places) // 50)
    return cluster.HDBSCAN(min_cluster_size=smallest, copy=True).fit_predict(places)


def _gaussians(places: np.ndarray, seed: int) -> np.ndarray:
    from sklearn.mixture import GaussianMixture

    most = min(MOST_CLUSTERS, len(places) // SMALLEST)
    fits = [GaussianMixture(n, random_state=seed, reg_covar=1e-4).fit(places) for n in range(1, most + 1)]
    return min(fits, key=lambda fit: fit.bic(places)).predict(places)
