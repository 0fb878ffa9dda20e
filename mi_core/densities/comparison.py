"""What bonds did to the atoms: the density of a crystal minus that of its free atoms, of the same electrons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from mi_core.densities.field import CLOSE_A
from mi_core.densities.fourier import grid_norms, largest_reach
from mi_core.densities.kinds import KINDS
from mi_core.densities.promolecule import promolecule_waves
from mi_core.densities.valence import valence_atoms
from mi_core.descriptors.reciprocal.form_factors import LARGEST_G, form_factor
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.densities.field import ScalarField

#: Kinds of which two can be compared, and what their difference is.
DIFFERENCES = {
    "valence": "difference",
    "all-electron": "difference",
    "core": "difference",
    "states": "difference",
    "difference": "difference",
    "spin": "spin",
    "potential": "potential",
}
LOST_ELECTRONS = 0.01  # of all, from which on it is said that file and atoms differ


def promolecule_of(field: ScalarField) -> ScalarField:
    """Return the density of free atoms with the electrons of a density, on its grid; InputError where it has no such atoms.

    For all electrons the form factors of X-ray diffraction, for a valence density Gaussian shells (Slater's rules) that hold
    as many electrons as the file.
    """
    reach, factor, remarks = _atoms_of(field)
    waves = promolecule_waves(field.structure, field.shape, reach, factor)
    values = fft.irfftn(waves, s=field.shape, norm="forward")
    return field.with_values(
        values, title=f"{field.what.title}, free atoms", remarks=(*remarks, _left_out(reach))
    )


def difference(field: ScalarField) -> ScalarField:
    """Return a density minus that of free atoms with the same electrons; InputError where it has no such atoms.

    Waves that the grid does not carry in all directions, or that the form factors do not know, are left out of both.
    """
    reach, factor, remarks = _atoms_of(field)
    waves = fft.rfftn(field.values, norm="forward")
    waves[grid_norms(field.shape, field.cell) > reach] = 0
    waves -= promolecule_waves(field.structure, field.shape, reach, factor)
    values = fft.irfftn(waves, s=field.shape, norm="forward")
    return field.with_values(
        values,
        kind="difference",
        title=f"{field.what.title}, minus free atoms",
        remarks=(*remarks, _left_out(reach)),
    )


def is_comparable(field: ScalarField, other: ScalarField) -> bool:
    """Whether a field minus another means something: both are of one kind, and spins along one direction."""
    same = field.kind == other.kind and field.kind in DIFFERENCES
    return same and (field.kind != "spin" or field.title == other.title)


def minus(field: ScalarField, other: ScalarField) -> ScalarField:
    """Return a field minus another of the same kind on the same grid; the crystal, which may be another, is the first's.

    Valence is taken from valence and all electrons from all electrons. InputError for different kinds, directions of spin,
    grids or cells.
    """
    if not is_comparable(field, other):
        comparable = ", ".join(KINDS[kind].title for kind in DIFFERENCES)
        raise InputError(
            f"The {field.title} minus the {other.title} means nothing; give two fields of one kind, spins along one "
            f"direction, among: {comparable}."
        )
    if field.shape != other.shape:
        grids = " and ".join(" × ".join(map(str, one.shape)) for one in (field, other))
        raise InputError(
            f"The grids differ, {grids} points; repeat one calculation on the grid of the other (in VASP: NGXF, NGYF, NGZF)."
        )
    if not np.allclose(field.cell, other.cell, atol=CLOSE_A):
        raise InputError(
            "The cells differ, and with them where the points of the grids lie; give two files of one cell."
        )
    return field.with_values(
        field.values - other.values,
        kind=DIFFERENCES[field.kind],
        title=f"{field.title}, minus that of another file",
        remarks=(),
    )


def _left_out(reach: float) -> str:
    return f"Waves shorter than {2 * np.pi / reach:.2g} Å are left out."


def _atoms_of(field: ScalarField) -> tuple[float, Callable[[str, np.ndarray], np.ndarray], tuple[str, ...]]:
    """Return the largest |G| (Å⁻¹) and the form factor of the free atoms of a density, and what must be said about them."""
    reach = largest_reach(field.shape, field.cell, sphere=True)
    if field.what.atoms == "valence":
        atoms = valence_atoms(field.structure, field.integral)
        return reach, atoms.factor, (atoms.sentence(),)
    if field.what.atoms == "all":
        return min(reach, LARGEST_G), form_factor, _lost(field)
    comparable = " or ".join(kind.title for kind in KINDS.values() if kind.atoms)
    raise InputError(
        f"The {field.title} cannot be compared with free atoms; give {comparable} (CHGCAR, or AECCAR0 and AECCAR2 together)."
    )


def _lost(field: ScalarField) -> tuple[str, ...]:
    expected = sum(site.specie.Z for site in field.structure) if field.structure.is_ordered else 0
    if not expected or abs(field.integral - expected) <= LOST_ELECTRONS * expected:
        return ()
    lost = (
        f"The file holds {field.integral:.6g} electrons and the atoms {expected:g}: its grid is too coarse near the nuclei, "
        "or the crystal is charged."
    )
    return (lost,)
