"""What the voxels of a crystal cannot see, the same crystal written otherwise or moved; and what they see of a rotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.voxels.described import voxel_values

if TYPE_CHECKING:
    from pymatgen.core import Structure

SHEAR = ((1, 1, 0), (0, 1, 0), (0, 0, 1))  # a + b, b, c: the same lattice in other vectors


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a crystal, and what came of it.

    Attributes
    ----------
    done : str
        In words.
    largest : float
        Largest change of a voxel, e/Å³.
    share : float
        That, as a share of the largest voxel.
    """

    done: str
    largest: float
    share: float


def changes(structure: Structure, grid: str = "cartesian", draw: int = 0) -> list[Change]:
    """Return how voxels change where the crystal is shifted, written in other cells, inverted and rotated.

    draw : seed of the shift and of the rotation.
    """
    before = voxel_values(structure, grid)
    rng = np.random.default_rng(draw)
    shift = rng.random(3)
    rotation, words = _rotation(rng)
    x, y, z = shift
    written = [
        (f"Shifted by ({x:.2f}, {y:.2f}, {z:.2f}) of the cell", _shifted(structure, shift)),
        ("Cell doubled along a", structure * (2, 1, 1)),
        ("Cell vectors a + b, b, c", _with_cell(structure, SHEAR)),
        ("Inverted, r → −r", _inverted(structure)),
        (words, _rotated(structure, rotation)),
    ]
    return [_change(done, before, voxel_values(other, grid)) for done, other in written]


def _change(done: str, before: np.ndarray, after: np.ndarray) -> Change:
    difference = after.astype(float) - before
    largest = float(np.abs(difference).max())
    return Change(done, largest, largest / float(before.max()))


def _rotation(rng: np.random.Generator) -> tuple[np.ndarray, str]:
    from scipy.spatial.transform import Rotation

    rotation = Rotation.random(rng=rng)
    vector = rotation.as_rotvec(degrees=True)
    angle = float(np.linalg.norm(vector))
    x, y, z = vector / angle
    return rotation.as_matrix(), f"Rotated by {angle:.0f}° about ({x:.2f}, {y:.2f}, {z:.2f})".replace(
        "-", "−"
    )


def _shifted(structure: Structure, shift: np.ndarray) -> Structure:
    moved = structure.copy()
    moved.translate_sites(range(len(moved)), shift)
    return moved


def _inverted(structure: Structure) -> Structure:
    return _made(structure, structure.lattice.matrix, -structure.cart_coords)


def _with_cell(structure: Structure, rows) -> Structure:
    return _made(structure, np.array(rows) @ structure.lattice.matrix, structure.cart_coords)


def _rotated(structure: Structure, rotation: np.ndarray) -> Structure:
    return _made(structure, structure.lattice.matrix @ rotation.T, structure.cart_coords @ rotation.T)


def _made(structure: Structure, cell: np.ndarray, places: np.ndarray) -> Structure:
    from pymatgen.core import Lattice, Structure

    return Structure(Lattice(cell), structure.species, places, coords_are_cartesian=True)
