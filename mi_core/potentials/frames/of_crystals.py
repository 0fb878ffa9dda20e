"""The product's crystals as frames to ask a potential about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.potentials.frames.frame import Frame, Refused
from mi_core.potentials.frames.reading import MOST_ATOMS_ASKED
from mi_core.potentials.frames.soundness import check_atoms
from mi_core.structures.ordered import ordered_crystal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.structures.material import Material


def frame_of_crystal(material: Material) -> Frame:
    """Return the crystal of a material as a frame without energy and forces.

    InputError for one that cannot be used, has no crystal structure, or has partly occupied sites.
    """
    from ase import Atoms

    if material.error is not None:
        raise InputError(material.error)
    structure = ordered_crystal(material, "a potential")
    numbers = [site.specie.Z for site in structure]
    atoms = Atoms(numbers, structure.cart_coords, cell=structure.lattice.matrix, pbc=True)
    check_atoms(atoms, MOST_ATOMS_ASKED)
    return Frame(material.id, atoms)


def frames_of_crystals(materials: Iterable[Material]) -> list[Frame | Refused]:
    """Return a frame for each material, or the sentence that says why it is none."""
    frames: list[Frame | Refused] = []
    for material in materials:
        try:
            frames.append(frame_of_crystal(material))
        except InputError as error:
            frames.append(Refused(material.id, str(error)))
    return frames
