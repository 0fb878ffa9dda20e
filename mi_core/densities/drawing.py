"""Fields for the eye: on fewer points, and over several cells. No number is computed from these."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.densities.field import ScalarField

DRAWN_POINTS = 64  # along the longest axis
FEWEST_POINTS = 2
MOST_DRAWN = 8_000_000  # points of a supercell


def for_drawing(field: ScalarField, most: int = DRAWN_POINTS) -> ScalarField:
    """Return the field on at most `most` points along an axis, without the waves that these cannot show.

    Near that limit waves fade (Lanczos' σ factors), so that steep peaks cast no rings. The mean is kept. A field of no more
    points is returned as it is.
    """
    if most < FEWEST_POINTS:
        raise InputError(f"A field is drawn on at least {FEWEST_POINTS} points along an axis; got {most}.")
    stride = max(field.shape) / most
    if stride <= 1:
        return field
    shape = tuple(max(FEWEST_POINTS, round(n / stride)) for n in field.shape)
    waves = fft.rfftn(field.values, norm="forward")
    for axis, points in enumerate(shape):
        waves = _shortened(waves, axis, points, one_sided=axis == 2)
    return field.with_values(fft.irfftn(waves, s=shape, norm="forward"))


def repeated(field: ScalarField, times: tuple[int, int, int]) -> ScalarField:
    """Return the field and its crystal repeated along a, b and c; InputError below once, or for too many points."""
    if min(times) < 1:
        raise InputError(f"A cell is repeated at least once along each axis; got {times}.")
    points = int(np.prod(times)) * field.values.size
    if points > MOST_DRAWN:
        raise InputError(
            f"The supercell would hold {points:,} points and at most {MOST_DRAWN:,} are drawn; repeat it less often."
        )
    structure = field.structure.copy()
    structure.make_supercell(times, to_unit_cell=False)
    return field.with_values(np.tile(field.values, times), structure=structure)


def _shortened(waves: np.ndarray, axis: int, points: int, *, one_sided: bool) -> np.ndarray:
    """Return the waves that `points` along an axis can tell apart, the shorter of them faded."""
    most = (points - 1) // 2
    order = np.arange(most + 1)
    fade = np.sinc(order / (most + 1))
    shape = list(waves.shape)
    shape[axis] = points // 2 + 1 if one_sided else points
    short = np.zeros(shape, dtype=complex)
    into, source = np.moveaxis(short, axis, 0), np.moveaxis(waves, axis, 0)
    into[: most + 1] = source[: most + 1] * fade[:, None, None]
    if not one_sided and most:
        into[-most:] = source[-most:] * fade[:0:-1, None, None]
    return short
