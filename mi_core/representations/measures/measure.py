"""What a measure of separation is, and the form in which all of them read points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike


class Labelled(NamedTuple):
    """Labelled points: values (n, d) float64 as `scaled` makes them; labels and groups (n,), numbered from 0."""

    values: np.ndarray
    labels: np.ndarray
    groups: np.ndarray


@dataclass(frozen=True, slots=True)
class Measure:
    """How far points of different labels are apart, as one number: the larger, the farther.

    Attributes
    ----------
    name, title, meaning : str
        Key, axis title, and a sentence for people.
    compute : callable
        Labelled points → the number.
    by_chance : callable
        The same points → what the number is expected to be where values say nothing of labels.
    """

    name: str
    title: str
    meaning: str
    compute: Callable[[Labelled], float]
    by_chance: Callable[[Labelled], float]

    def value(self, values: ArrayLike, labels: ArrayLike, groups: ArrayLike) -> float:
        """Return the measure of values (n, d), labels (n,) and groups (n,); InputError as `labelled_points`."""
        return self.compute(labelled_points(values, labels, groups))

    def chance(self, values: ArrayLike, labels: ArrayLike, groups: ArrayLike) -> float:
        """Return what the measure is expected to be where values say nothing of labels."""
        return self.by_chance(labelled_points(values, labels, groups))


def labelled_points(values: ArrayLike, labels: ArrayLike, groups: ArrayLike) -> Labelled:
    """Return points in the form that measures read; InputError for numbers that are not finite, or fewer than two labels."""
    values = np.asarray(values, dtype=np.float64)
    (known, codes), (_, group_codes) = (
        np.unique(np.asarray(names).astype(str), return_inverse=True) for names in (labels, groups)
    )
    if values.ndim != 2 or not len(values) == len(codes) == len(group_codes):
        raise InputError(
            f"Values must be (n, d), with n labels and n groups; got {values.shape}, {codes.shape} and {group_codes.shape}."
        )
    if not np.isfinite(values).all():
        raise InputError("States of a network must be finite numbers; leave out the points that have others.")
    if len(known) < 2:
        raise InputError(
            f"Separation is that of at least two labels; got {len(known)}; choose labels that differ among these points."
        )
    return Labelled(scaled(values), codes, group_codes)


def scaled(values: np.ndarray) -> np.ndarray:
    """Return values (n, d) centred, and divided by one number so that the mean variance of their columns is 1.

    One number for all columns: layers of any scale are read alike, and rotations of their axes change nothing, which
    scaling each column by itself would. Points that all coincide stay at the centre.
    """
    centred = values - values.mean(axis=0)
    spread = np.sqrt(np.mean(centred**2))
    # what rounding leaves of points that coincide is no spread
    return centred / spread if spread > 1e-12 * np.abs(values).max(initial=0.0) else np.zeros_like(values)
