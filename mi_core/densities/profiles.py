"""Fields along a line, on a plane, and averaged over planes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft
from scipy.interpolate import CubicSpline

from mi_core.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from mi_core.densities.field import ScalarField

AXES = "abc"
MOST_POINTS = 10_000
NEAR = 10  # points of the grid to each side of a place: what lies beyond has weights of 1e-6
PLACES_AT_ONCE = 200  # 8000 values of 8 bytes are gathered for each


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A field against a distance: both (n,), Å and the unit of the field."""

    distance: np.ndarray
    values: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A field on a plane between two vectors of the cell.

    Attributes
    ----------
    axes : str
        The two vectors, such as "ab".
    vectors : (2, 3) float64
        Their lengths and directions, Å.
    values : (n, m) float64
        At the points i/n of the first and j/m of the second.
    """

    axes: str
    vectors: np.ndarray
    values: np.ndarray


def planar_average(field: ScalarField, axis: str) -> Profile:
    """Return the mean over the planes of the other two vectors, against the height of the planes (Å).

    Along "a", "b" or "c"; heights are at a right angle to the planes, so that the sum of the means, times the step and the
    area of a plane, is the integral.
    """
    along = _axis(axis)
    mean = field.values.mean(axis=tuple(other for other in range(3) if other != along))
    p, q = (field.cell[other] for other in range(3) if other != along)
    height = field.structure.volume / np.linalg.norm(np.cross(p, q))
    return Profile(np.arange(len(mean)) * height / len(mean), mean)


def macroscopic_average(field: ScalarField, axis: str, window: float) -> Profile:
    """Return the planar average along an axis, averaged once more over a window about each height (Å).

    With the distance between layers as window it is flat in the bulk of a slab or a superlattice (A. Baldereschi, S. Baroni,
    R. Resta, Phys. Rev. Lett. 61, 734 (1988)). The average is exact for the waves that the grid carries. InputError for a
    window that is not between 0 and the height of the cell.
    """
    planar = planar_average(field, axis)
    height = planar.distance[1] * len(planar.values)
    if not 0 < window <= height * (1 + 1e-9):
        raise InputError(
            f"An average along {axis} goes over more than 0 Å and at most the height of the cell, {height:.4g} Å; got "
            f"{window:g} Å."
        )
    waves = fft.rfft(planar.values)
    kept = np.sinc(
        np.arange(len(waves)) * window / height
    )  # sin(πx) / (πx) of the n-th wave, whose length is height / n
    return Profile(planar.distance, fft.irfft(waves * kept, n=len(planar.values)))


def line_profile(field: ScalarField, start: ArrayLike, end: ArrayLike, *, points: int = 200) -> Profile:
    """Return the field between two points in fractional coordinates, by cubic splines between the points of the grid.

    InputError for points that are the same or no finite numbers, and for fewer than 2 or more than 10,000 points.
    """
    ends = np.array([start, end], dtype=float)
    if ends.shape != (2, 3) or not np.isfinite(ends).all() or np.allclose(ends[0], ends[1]):
        raise InputError(
            "A line goes from one point to another, each of three finite fractional coordinates; give two different points."
        )
    if not 2 <= points <= MOST_POINTS:
        raise InputError(f"A line is drawn with 2 to {MOST_POINTS:,} points; got {points:,}.")
    share = np.linspace(0, 1, points)[:, None]
    places = ends[0] * (1 - share) + ends[1] * share
    length = float(np.linalg.norm((ends[1] - ends[0]) @ field.cell))
    return Profile(share[:, 0] * length, interpolated(field, places))


def plane(field: ScalarField, axis: str, position: float) -> Plane:
    """Return the field where the fractional coordinate along "a", "b" or "c" is `position`, linear between grid planes."""
    along = _axis(axis)
    if not np.isfinite(position):
        raise InputError(f"The position of a plane is a fraction of the cell; got {position}.")
    count = field.shape[along]
    place = (position % 1.0) * count
    below = int(place) % count
    share = place - int(place)
    low, high = (field.values.take(number % count, axis=along) for number in (below, below + 1))
    others = [other for other in range(3) if other != along]
    return Plane("".join(AXES[o] for o in others), field.cell[others], low * (1 - share) + high * share)


def interpolated(field: ScalarField, places: np.ndarray) -> np.ndarray:
    """Return the field at fractional coordinates (n, 3), (n,), by the periodic cubic spline through the points of the grid.

    The weight of a point falls by 0.27 from one to the next, so that those near a place are enough: the cost goes with the
    number of places and not with the grid.
    """
    places = np.asarray(places, dtype=float)
    found = np.empty(len(places))
    for first in range(0, len(places), PLACES_AT_ONCE):
        some = slice(first, first + PLACES_AT_ONCE)
        (i, a), (j, b), (k, c) = (
            _spline_weights(places[some, axis], points) for axis, points in enumerate(field.shape)
        )
        near = field.values[i[:, :, None, None], j[:, None, :, None], k[:, None, None, :]]
        found[some] = np.einsum("nijk,ni,nj,nk->n", near, a, b, c, optimize=True)
    return found


def _spline_weights(places: np.ndarray, points: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of an axis that are near each place (n,), a fraction of the cell, and their weights, both (n, m)."""
    place = (places % 1.0) * points
    wide = min(2 * NEAR, points)
    first = np.floor(place).astype(int) - (wide - 1) // 2
    near = (first[:, None] + np.arange(wide)) % points
    waves = np.eye(points)
    spline = CubicSpline(np.arange(points + 1), np.vstack([waves, waves[:1]]), bc_type="periodic")
    return near, np.take_along_axis(spline(place), near, axis=1)


def _axis(name: str) -> int:
    if name not in tuple(AXES):
        raise InputError(f"Axis {name!r} is not known; choose among a, b and c.")
    return AXES.index(name)
