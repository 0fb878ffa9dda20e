"""How near a crystal is to what a model was trained on, and the training compounds nearest to it.

Distances are Euclidean in the model's own representation, after whitening by principal components: what the model takes
for similar is near. A compound is inside the domain if it holds no element that training lacked and lies no farther from
the training set than 95 % of the held-out compounds do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

COMPONENTS = 16
HELD_OUT_SHARE = 0.95
N_NEAREST = 3
_ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class DomainIndex:
    """The training set in representation space.

    Attributes
    ----------
    centre : (n_features,), axes : (n_features, n_components)
        Whitening: (representation - centre) @ axes.
    points : (n_training, n_components) float32
    threshold : float
        Largest distance to the nearest training compound that counts as inside.
    elements : frozenset of atomic numbers seen in training
    """

    centre: np.ndarray
    axes: np.ndarray
    points: np.ndarray
    threshold: float
    elements: frozenset[int]

    def part(self, rows: slice) -> DomainIndex:
        """Return the index of some of the training compounds."""
        return replace(self, points=self.points[rows])

    def nearest(self, representation):
        """Return distances and row numbers of the three nearest training compounds, both (n, 3), nearest first."""
        queries = ((representation - self.centre) @ self.axes).astype(np.float32)
        squared_norms = (self.points**2).sum(axis=1)
        found = [
            _nearest_rows(queries[i : i + _ROWS_AT_ONCE], self.points, squared_norms)
            for i in range(0, len(queries), _ROWS_AT_ONCE)
        ]
        return np.concatenate([d for d, _ in found]), np.concatenate([r for _, r in found])

    def nearest_distance(self, representation) -> np.ndarray:
        """Return the distance to the nearest training compound, (n,) float32; much quicker than `nearest`."""
        queries = ((representation - self.centre) @ self.axes).astype(np.float32)
        # |q - p|² = |q|² + (q, 1) · (-2p, |p|²): one product, and its minimum over p needs no further pass.
        extended = np.column_stack([queries, np.ones(len(queries), dtype=np.float32)])
        points = np.column_stack([-2 * self.points, (self.points**2).sum(axis=1)]).T.copy()
        smallest = np.empty(len(queries), dtype=np.float32)
        for start in range(0, len(queries), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            smallest[rows] = (extended[rows] @ points).min(axis=1)
        return np.sqrt(np.maximum(smallest + (queries**2).sum(axis=1), 0))

    def inside(self, distances, atomic_numbers: list[np.ndarray]) -> np.ndarray:
        """Return (n,) bool from the distances of `nearest` and the elements of each compound."""
        known = np.array(
            [self.elements.issuperset(numbers.tolist()) for numbers in atomic_numbers], dtype=bool
        )
        return known & (distances[:, 0] <= self.threshold)


def with_threshold(index: DomainIndex, distances) -> DomainIndex:
    """Return the index whose threshold lets 95 % of held-out compounds, at these distances (n,) from it, be inside."""
    return replace(index, threshold=float(np.quantile(distances, HELD_OUT_SHARE)))


def index_domain(training, elements) -> DomainIndex:
    """Return the index of the training compounds' representation (n, n_features), in which everything near is inside."""
    centre = training.mean(axis=0)
    centred = training - centre
    covariance = centred.T @ centred / len(centred)
    variances, vectors = np.linalg.eigh(covariance)
    order = np.argsort(variances)[::-1][:COMPONENTS]
    order = order[variances[order] > 1e-9 * variances.max()]
    # Half whitening: components of small variance are noise, and full whitening would make them count like the rest.
    axes = vectors[:, order] / variances[order] ** 0.25
    points = (centred @ axes).astype(np.float16).astype(np.float32)  # as they are stored
    return DomainIndex(centre, axes, points, np.inf, frozenset(int(z) for z in elements))


def _nearest_rows(queries, points, squared_norms):
    import torch  # its topk is seven times as quick as numpy's argpartition here

    squared = squared_norms - 2.0 * queries @ points.T + (queries**2).sum(axis=1, keepdims=True)
    k = min(N_NEAREST, len(points))
    smallest, rows = torch.topk(torch.from_numpy(squared), k, dim=1, largest=False)
    return smallest.clamp(min=0).sqrt().numpy(), rows.numpy()
