"""What a field of a file amounts to, computed once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mi_core.densities.total import total_of
from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.densities.total import Total
    from mi_core.voxels.web.field.shown import Shown


def total_and_ends(shown: Shown) -> tuple[Total, tuple[float, float]]:
    """Return what a field adds up to, and its lowest and highest value."""
    field = shown.field
    total = shown.once("total", partial(total_of, field))
    return total, shown.once("ends", lambda: (float(field.values.min()), float(field.values.max())))


def hartree(shown: Shown) -> float | None:
    """Return the Hartree energy of a density, eV of the cell; None where its grid is too coarse, or for what is none."""
    from mi_core.descriptors.reciprocal.hartree import hartree_energy
    from mi_core.voxels.of_fields import sphere_of

    if not shown.field.what.atoms:
        return None
    try:
        return shown.once("hartree", lambda: hartree_energy(sphere_of(shown.field)))
    except InputError:  # the parts that need the coefficients say why there are none
        return None
