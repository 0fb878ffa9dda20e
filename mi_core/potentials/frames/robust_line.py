"""A line through the larger part of points that may follow several lines, or none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_SHARE = 0.45  # of the points, which one line has to meet
_NORMAL = 0.598  # |z| below which 45 % of a normal distribution lie
_DRAWS = 600
_STEPS = 8
_FEWEST_MIXED = 30  # frames, from which on the mixing of elements has a constant of its own


@dataclass(frozen=True, slots=True)
class Line:
    """y = slope x + a function of the composition, for most points.

    Attributes
    ----------
    slope : float
        Of y by x.
    slope_error : float
        Its standard error.
    residuals : (n,)
        Of all points, in the unit of y.
    scale : float
        Standard deviation of the residuals of those that the line meets.
    explained : float
        Share of their variance, beside that of the constants, that x explains.
    """

    slope: float
    slope_error: float
    residuals: np.ndarray
    scale: float
    explained: float


def fit_line(x: np.ndarray, y: np.ndarray, compositions: np.ndarray, *, seed: int = 0) -> Line:
    """Fit by least trimmed squares: of many starts, the line whose nearest 45 % of the points lie nearest.

    P. J. Rousseeuw, J. Am. Stat. Assoc. 79, 871 (1984). x, y : (n,); compositions : (n, n_elements), shares.
    """
    design = np.column_stack([x, _independent(compositions)])
    n, p = design.shape
    h = max(int(_SHARE * n), p + 1)
    rng = np.random.default_rng(seed)
    best, best_error = np.zeros(p), np.inf
    for _ in range(_DRAWS):
        used = rng.choice(n, p + 1, replace=False)
        for _ in range(_STEPS):
            coefficients = np.linalg.lstsq(design[used], y[used], rcond=None)[0]
            distances = np.abs(y - design @ coefficients)
            nearest = np.argpartition(distances, h - 1)[:h]
            if set(nearest) == set(used):
                break
            used = nearest
        error = float(np.sort(distances)[:h] @ np.sort(distances)[:h])
        if error < best_error:
            best, best_error = coefficients, error
    return _through(design, y, np.abs(y - design @ best), h)


def _through(design: np.ndarray, y: np.ndarray, distances: np.ndarray, h: int) -> Line:
    """Return the line of least squares through the points that a first line meets."""
    first = np.sort(distances)[h - 1] / _NORMAL
    met = distances <= 4 * first + 1e-12 * np.abs(y).max()
    coefficients = np.linalg.lstsq(design[met], y[met], rcond=None)[0]
    residuals = y - design @ coefficients
    constants = design[met, 1:]
    rest_x, rest_y = (_rest(v[met], constants) for v in (design[:, 0], y))
    scale = float(np.sqrt(np.mean(residuals[met] ** 2)))
    spread = float(np.sqrt(np.sum(rest_x**2)))
    tiny = np.finfo(float).tiny
    explained = 1 - float(np.sum(residuals[met] ** 2)) / max(float(np.sum(rest_y**2)), tiny)
    return Line(float(coefficients[0]), scale / max(spread, tiny), residuals, scale, explained)


def _rest(values: np.ndarray, constants: np.ndarray) -> np.ndarray:
    """Return what constants leave of values."""
    return values - constants @ np.linalg.lstsq(constants, values, rcond=None)[0]


def _independent(compositions: np.ndarray) -> np.ndarray:
    """Return a column for each element, and their product as of a regular solution; one where all are alike."""
    if np.ptp(compositions, axis=0).max() < 1e-9:
        return np.ones((len(compositions), 1))
    if len(compositions) < _FEWEST_MIXED:
        return compositions
    return np.column_stack([compositions, compositions.prod(axis=1)])
