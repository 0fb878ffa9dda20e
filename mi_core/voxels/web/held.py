"""What the page computes of a crystal, kept so that a rerun repeats nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.ordered import ordered_crystal
from mi_core.voxels.described import FREE_ATOMS, SMEARING_A
from mi_core.web.crystals.cached import kept

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients
    from mi_core.structures.material import Material
    from mi_core.voxels.described import Amounts
    from mi_core.voxels.unseen import Change

MOST_ATOMS = 1000
MOST_POINTS = 150_000  # of the grid that a surface is drawn from, unless the coefficients need more
FINEST_A, COARSEST_A = 0.15, 0.45  # Å
PLANE_POINTS = 300  # along the longest axis


def shown_crystal(material: Material) -> Structure:
    """Return the ordered crystal of a row; InputError for one that has no voxels on this page."""
    structure = ordered_crystal(material, FREE_ATOMS)
    if len(structure) > MOST_ATOMS:
        raise InputError(
            f"{material.formula} has {len(structure):,} atoms in its cell, and this page takes at most {MOST_ATOMS:,}; show "
            "its primitive cell, or use the command `voxels`."
        )
    return structure


@kept(256)
def amounts(structure: Structure) -> Amounts:
    """Return electrons, energies and vectors."""
    from mi_core.voxels.described import amounts as amounts_of

    return amounts_of(structure)


@kept(32)
def voxels(structure: Structure, grid: str, *, middle: bool) -> np.ndarray:
    """Return the voxels, with or without G = 0."""
    from mi_core.voxels.described import voxel_values

    return voxel_values(structure, grid, middle=middle)


@kept(16)
def coefficients(structure: Structure) -> pd.DataFrame:
    """Return the table of coefficients."""
    from mi_core.voxels.reflections import coefficient_table

    return coefficient_table(structure)


@kept(16)
def families(structure: Structure) -> pd.DataFrame:
    """Return the families of reflections."""
    from mi_core.voxels.reflections import families as families_of

    return families_of(coefficients(structure), structure.volume)


@kept(16)
def density(structure: Structure, *, ripples: bool) -> np.ndarray:
    """Return the density on a grid of the cell that suits a drawing."""
    from mi_core.descriptors.reciprocal.real_space import on_grid

    return on_grid(_within(structure, ripples=ripples), structure.lattice.matrix, drawn_spacing(structure))


def drawn_spacing(structure: Structure) -> float:
    """Return how far apart the points of a grid are that a surface is drawn from, Å."""
    return min(max((structure.volume / MOST_POINTS) ** (1 / 3), FINEST_A), COARSEST_A)


@kept(64)
def plane(structure: Structure, axis: int, height: float, *, ripples: bool) -> np.ndarray:
    """Return the density in a plane across an axis of the cell."""
    from mi_core.descriptors.reciprocal.real_space import on_plane

    within = _within(structure, ripples=ripples)
    return on_plane(within, structure.lattice.matrix, axis, height, plane_spacing(structure))


def plane_spacing(structure: Structure) -> float:
    """Return how far apart the points of a plane are that is drawn, Å."""
    return max(max(structure.lattice.abc) / PLANE_POINTS, 0.05)


@kept(32)
def changes(structure: Structure, grid: str, draw: int) -> list[Change]:
    """Return what comes of shifts, other cells and rotations."""
    from mi_core.voxels.unseen import changes as changes_of

    return changes_of(structure, grid, draw)


@kept(32)
def _within(structure: Structure, *, ripples: bool) -> Coefficients:
    from mi_core.descriptors.reciprocal.real_space import smeared
    from mi_core.voxels.described import within_sphere

    found = within_sphere(structure)
    return found if ripples else smeared(found, SMEARING_A)
