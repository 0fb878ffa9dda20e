"""One crystal as voxels, with what its density amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import G_MAX, Cube
from mi_core.descriptors.reciprocal.hartree import hartree_energy
from mi_core.descriptors.reciprocal.sphere import Sphere
from mi_core.structures.ordered import ordered_crystal

if TYPE_CHECKING:
    import numpy as np

    from mi_core.structures.material import Material

#: Name → grid of the voxels.
GRIDS = {"cartesian": Cube(), "spherical": Sphere()}


@dataclass(frozen=True, slots=True)
class Voxels:
    """The voxels of a crystal.

    Attributes
    ----------
    values : (32, 32, 32) float32, e/Å³
        On the cube the axes are x, y and z; on the sphere |G|, cos θ and φ.
    electrons : float
        Of the cell.
    hartree_ev_per_atom : float
        Hartree energy of the density, of its coefficients up to |G| = 6.4 Å⁻¹.
    """

    values: np.ndarray
    electrons: float
    hartree_ev_per_atom: float


def promolecule_voxels(material: Material, grid: str = "cartesian") -> Voxels:
    """Return the voxels of the density that a crystal's free atoms make.

    InputError for a material without an ordered crystal, or with an element that has no form factor.
    """
    structure = ordered_crystal(material)
    bins = GRIDS[grid]
    within = promolecule(structure, G_MAX, sphere=True)
    points = promolecule(structure, bins.reach, sphere=isinstance(bins, Sphere)).points()
    return Voxels(bins.splat(*points), within.total, hartree_energy(within) / len(structure))
