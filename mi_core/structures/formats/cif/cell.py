"""The unit cell: six numbers, of which a crystal system may leave some to be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymatgen.core import Lattice

from mi_core.errors import InputError
from mi_core.structures.formats.cif.block import number
from mi_core.structures.source import shown

if TYPE_CHECKING:
    from mi_core.structures.formats.cif.block import Block

LENGTHS = tuple(f"_cell_length_{axis}" for axis in "abc")
ANGLES = tuple(f"_cell_angle_{angle}" for angle in ("alpha", "beta", "gamma"))
SYSTEM_TAGS = ("_symmetry_cell_setting", "_space_group_crystal_system")
_EQUAL_EDGES = {"tetragonal": (0, 0, 2), "hexagonal": (0, 0, 2), "trigonal": (0, 0, 2), "cubic": (0, 0, 0)}
_ANGLES = {
    "monoclinic": (90.0, None, 90.0),
    "orthorhombic": (90.0, 90.0, 90.0),
    "tetragonal": (90.0, 90.0, 90.0),
    "cubic": (90.0, 90.0, 90.0),
    "hexagonal": (90.0, 90.0, 120.0),
    "trigonal": (90.0, 90.0, 120.0),
}


def lattice(block: Block) -> Lattice:
    """Return the lattice; a value that is absent is taken from the crystal system if the file names one.

    InputError names values that are missing, and those that are no positive numbers.
    """
    lengths, angles = [_positive(block, tag) for tag in LENGTHS], [_positive(block, tag) for tag in ANGLES]
    if None in lengths or None in angles:
        lengths, angles = _completed(block, lengths, angles)
    return Lattice.from_parameters(*lengths, *angles)


def _positive(block: Block, tag: str) -> float | None:
    text = block.value(tag)
    if text is None:
        return None
    value = number(text)
    if value is None or value <= 0.0:
        raise InputError(f"{tag} is {shown(text, 30)!r}; write a positive decimal number.")
    return value


def _completed(block: Block, lengths: list, angles: list) -> tuple[list, list]:
    system = (block.value(*SYSTEM_TAGS) or "").lower()
    edges = _EQUAL_EDGES.get(system, (0, 1, 2))
    implied = _ANGLES.get(system, (None, None, None))
    full_lengths = [lengths[i] or lengths[edges[i]] for i in range(3)]
    full_angles = [angles[i] or implied[i] for i in range(3)]
    missing = [
        tag
        for tag, value in zip((*LENGTHS, *ANGLES), (*full_lengths, *full_angles), strict=True)
        if value is None
    ]
    if missing:
        raise InputError(
            f"The cell is missing ({', '.join(missing)}); a crystal needs three lengths and three angles."
        )
    return full_lengths, full_angles
