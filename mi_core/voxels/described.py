"""One crystal as voxels, with what its density amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.descriptors.reciprocal.coefficients import Coefficients, promolecule
from mi_core.descriptors.reciprocal.cube import G_MAX, Cube
from mi_core.descriptors.reciprocal.hartree import hartree_energy, self_energies
from mi_core.descriptors.reciprocal.sphere import Sphere
from mi_core.structures.ordered import ordered_crystal

if TYPE_CHECKING:
    import numpy as np
    from pymatgen.core import Structure

    from mi_core.structures.material import Material

#: Name → grid of the voxels.
GRIDS: dict[str, Cube | Sphere] = {"cartesian": Cube(), "spherical": Sphere()}
FREE_ATOMS = "a density of free atoms"
SMEARING_A = 0.4  # Å, of fields that are drawn; at 6.4 Å⁻¹ coefficients are then 4 % of what they were


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a density amounts to, of its coefficients up to |G| = 6.4 Å⁻¹.

    Attributes
    ----------
    electrons : float
        Of the cell.
    hartree_ev_per_atom : float
        Hartree energy of the density.
    between_ev_per_atom : float
        Of it what is left without the self-energies of the single atoms.
    vectors : int
        Reciprocal lattice vectors, both of each pair G, -G, and 0.
    """

    electrons: float
    hartree_ev_per_atom: float
    between_ev_per_atom: float
    vectors: int


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
    structure = ordered_crystal(material, FREE_ATOMS)
    within = within_sphere(structure)
    return Voxels(voxel_values(structure, grid), within.total, hartree_energy(within) / len(structure))


def voxel_values(structure: Structure, grid: str = "cartesian", *, middle: bool = True) -> np.ndarray:
    """Return the voxels of an ordered crystal on one of GRIDS, (32, 32, 32) float32 in e/Å³; if wished without G = 0."""
    bins = GRIDS[grid]
    return voxels_of(promolecule(structure, bins.reach, sphere=isinstance(bins, Sphere)), grid, middle=middle)


def voxels_of(coefficients: Coefficients, grid: str, *, middle: bool = True) -> np.ndarray:
    """Return the voxels of coefficients that reach as far as one of GRIDS does, (32, 32, 32) float32; as `voxel_values`."""
    g, moduli = coefficients.points()
    return GRIDS[grid].splat(g, moduli) if middle else GRIDS[grid].splat(g[1:], moduli[1:])


def within_sphere(structure: Structure) -> Coefficients:
    """Return the coefficients of an ordered crystal's promolecule up to |G| = 6.4 Å⁻¹."""
    return promolecule(structure, G_MAX, sphere=True)


def amounts(structure: Structure) -> Amounts:
    """Return what the density of an ordered crystal's free atoms amounts to."""
    within, atoms = within_sphere(structure), len(structure)
    energy = hartree_energy(within)
    between = energy - self_energies(structure, G_MAX)
    return Amounts(within.total, energy / atoms, between / atoms, 2 * len(within.g) + 1)
