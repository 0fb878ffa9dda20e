"""The density of a file as voxels, and its coefficients; numbers are those of the whole grid, however it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.densities.fourier import check_reach
from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.densities.valence import valence_atoms
from mi_core.descriptors.reciprocal.cube import G_MAX
from mi_core.descriptors.reciprocal.hartree import hartree_energy
from mi_core.descriptors.reciprocal.sphere import Sphere
from mi_core.errors import InputError
from mi_core.voxels.described import GRIDS, Voxels, voxels_of
from mi_core.voxels.reflections import envelopes, families, shell_means, table_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mi_core.densities.field import ScalarField
    from mi_core.descriptors.reciprocal.coefficients import Coefficients

SAME_ON_A_GRID = 1e-3  # of a modulus: calculations keep the symmetry of a crystal so well
#: Of the largest modulus. Files have five digits or more (CHG, cube), of the largest value at worst, and a coefficient is a
#: mean over thousands of points: 1e-5 of noise in each leave 1e-7 in it. Silicon's 333 and 511 differ by 4e-6.
EXTINCT_ON_A_GRID = 1e-6


def check_density(field: ScalarField) -> None:
    """Raise InputError for a field that is no density of electrons."""
    if field.unit != DENSITY_UNIT:
        raise InputError(
            f"The file holds the {field.title}, and voxels are of electron densities; give a CHGCAR, AECCAR0 with AECCAR2, "
            "or a cube file of a density."
        )


def sphere_of(field: ScalarField) -> Coefficients:
    """Return the coefficients of a density up to |G| = 6.4 Å⁻¹; InputError for what is none, or on too coarse a grid."""
    check_density(field)
    return field.coefficients(G_MAX, sphere=True)


def values_of(field: ScalarField, grid: str, *, middle: bool = True) -> np.ndarray:
    """Return the voxels of a density on one of GRIDS, (32, 32, 32) float32 in e/Å³; InputError as `sphere_of`."""
    check_density(field)
    bins = GRIDS[grid]
    return voxels_of(field.coefficients(bins.reach, sphere=isinstance(bins, Sphere)), grid, middle=middle)


def check_voxels(field: ScalarField, grid: str) -> None:
    """Raise InputError, as `values_of` does and before anything is computed, for what has no voxels on a grid."""
    check_density(field)
    bins = GRIDS[grid]
    check_reach(field.shape, field.cell, bins.reach, sphere=isinstance(bins, Sphere))


def check_coefficients(field: ScalarField) -> None:
    """Raise InputError, as `coefficients_of` does and before anything is computed, for what has no table of them."""
    check_density(field)
    check_reach(field.shape, field.cell, G_MAX, sphere=True)


def field_voxels(field: ScalarField, grid: str = "cartesian") -> Voxels:
    """Return the voxels of a density, with its electrons and its Hartree energy up to |G| = 6.4 Å⁻¹."""
    within = sphere_of(field)
    return Voxels(values_of(field, grid), field.integral, hartree_energy(within) / len(field.structure))


def coefficients_of(field: ScalarField) -> pd.DataFrame:
    """Return the table of coefficients of a density; as `reflections.coefficient_table`."""
    return table_of(sphere_of(field), field.cell)


def spectrum_of(
    field: ScalarField, coefficients: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame | None]:
    """Return families and shells of a density's coefficients, and what form factors of its free atoms allow.

    The last is None for a density that is not compared with free atoms.
    """
    volume = field.structure.volume
    found = families(coefficients, volume, same=SAME_ON_A_GRID, extinct=EXTINCT_ON_A_GRID)
    return found, shell_means(coefficients, volume, extinct=EXTINCT_ON_A_GRID), _allowed(field)


def _allowed(field: ScalarField) -> pd.DataFrame | None:
    if field.what.atoms == "all":
        return envelopes(field.structure)
    if field.what.atoms == "valence":
        return envelopes(field.structure, factor=valence_atoms(field.structure, field.integral).factor)
    return None
