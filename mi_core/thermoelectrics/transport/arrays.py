"""Arrays of numbers, checked: what cannot be becomes NaN in its own place."""

from __future__ import annotations

import numpy as np

from mi_core.errors import InputError
from mi_core.words import shown


def numbers(**arguments) -> list[np.ndarray]:
    """Return the named arguments as float arrays of one shape, infinite numbers as NaN.

    Raises InputError for what is no number, and for shapes that do not broadcast.
    """
    arrays = [_floats(name, values) for name, values in arguments.items()]
    try:
        arrays = [np.array(array) for array in np.broadcast_arrays(*arrays)]
    except ValueError:
        shapes = ", ".join(f"{name} {np.shape(array)}" for name, array in zip(arguments, arrays, strict=True))
        raise InputError(
            f"The shapes {shapes} do not fit together; give one number, or as many as the others."
        ) from None
    return arrays


def positive(array: np.ndarray) -> np.ndarray:
    """Return the array with NaN in place of all that is not above zero."""
    return np.where(array > 0, array, np.nan)


def _floats(name: str, values) -> np.ndarray:
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise InputError(
            f"{name} must be a number or an array of numbers, not {shown(repr(values))}; leave out text and units."
        ) from None
    return np.where(np.isfinite(array), array, np.nan)
