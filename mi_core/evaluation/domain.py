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
_ROWS_AT_ONCE = 128
_BLOCK = 64


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
        queries = self._queries(representation)
        points = _in_blocks(self.points)
        found = [
            _nearest_rows(queries[i : i + _ROWS_AT_ONCE], points, min(N_NEAREST, len(self.points)))
            for i in range(0, len(queries), _ROWS_AT_ONCE)
        ]
        squared, rows = (np.concatenate(part) for part in zip(*found, strict=True))
        squared += (queries**2).sum(axis=1, keepdims=True)
        return np.sqrt(np.maximum(squared, 0)), rows

    def nearest_distance(self, representation) -> np.ndarray:
        """Return the distance to the nearest training compound, (n,) float32; much quicker than `nearest`."""
        queries = self._queries(representation)
        points = _extended(self.points).T.copy()
        smallest = np.empty(len(queries), dtype=np.float32)
        for start in range(0, len(queries), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            smallest[rows] = (_with_one(queries[rows]) @ points).min(axis=1)
        return np.sqrt(np.maximum(smallest + (queries**2).sum(axis=1), 0))

    def _queries(self, representation) -> np.ndarray:
        return ((representation - self.centre) @ self.axes).astype(np.float32)

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


def _extended(points: np.ndarray) -> np.ndarray:
    """Return (-2p, |p|²): its product with (q, 1) is |q - p|² - |q|², and the minimum over p needs no further pass."""
    return np.column_stack([-2 * points, (points**2).sum(axis=1)])


def _with_one(queries: np.ndarray) -> np.ndarray:
    return np.column_stack([queries, np.ones(len(queries), dtype=np.float32)])


def _in_blocks(points: np.ndarray) -> np.ndarray:
    """Return the extended points as columns, filled up to whole blocks with points that are near to nothing."""
    missing = -len(points) % _BLOCK + _BLOCK * N_NEAREST
    extended = np.pad(_extended(points), ((0, missing), (0, 0)))
    extended[len(points) :, -1] = np.finfo(np.float32).max
    return extended.T.copy()


def _nearest_rows(queries: np.ndarray, points: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return |q - p|² - |q|² of the k nearest points, and their rows, both (n, k).

    These lie in the k blocks whose nearest points are the nearest: two short searches in place of one over all points.
    """
    import torch  # its topk is seven times as quick as numpy's argpartition here

    squared = torch.from_numpy(_with_one(queries) @ points).view(len(queries), -1, _BLOCK)
    _, blocks = torch.topk(squared.amin(dim=2), k, dim=1, largest=False)
    candidates = squared.gather(1, blocks[:, :, None].expand(-1, -1, _BLOCK)).flatten(1)
    smallest, places = torch.topk(candidates, k, dim=1, largest=False)
    rows = blocks.gather(1, places // _BLOCK) * _BLOCK + places % _BLOCK
    return smallest.numpy(), rows.numpy()
