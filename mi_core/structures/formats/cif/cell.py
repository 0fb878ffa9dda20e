"""The unit cell: six numbers, of which a crystal system may leave some to be understood."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pymatgen.core import Lattice

from mi_core.errors import InputError
from mi_core.structures.formats.cif.block import number
from mi_core.words import shown

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
    given = [_positive(block, tag) for tag in (*LENGTHS, *ANGLES)]
    values = [value for value in given if value is not None]
    if len(values) < len(given):
        values = _completed(block, given[:3], given[3:])
    return Lattice(_vectors(*values[:3], *map(math.radians, values[3:])))


def _vectors(
    a: float, b: float, c: float, alpha: float, beta: float, gamma: float
) -> list[tuple[float, ...]]:
    """Return the rows of the lattice (Å) in pymatgen's orientation, c along z, at a third of its library's cost."""
    sines, cosines = [math.sin(x) for x in (alpha, beta, gamma)], [math.cos(x) for x in (alpha, beta, gamma)]
    turn = (cosines[0] * cosines[1] - cosines[2]) / max(sines[0] * sines[1], 1e-12)
    turn = min(max(turn, -1.0), 1.0)  # the cosine of gamma*
    return [
        (a * sines[1], 0.0, a * cosines[1]),
        (-b * sines[0] * turn, b * sines[0] * math.sqrt(1.0 - turn * turn), b * cosines[0]),
        (0.0, 0.0, c),
    ]


def volume_a3(cell: Lattice) -> float:
    """Return the volume in Å³; numpy's ways cost more than all other arithmetic of a small crystal."""
    (a, b, c), (d, e, f), (g, h, i) = cell.matrix.tolist()
    return abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))


def _positive(block: Block, tag: str) -> float | None:
    text = block.value(tag)
    if text is None:
        return None
    value = number(text)
    if value is None or value <= 0.0:
        raise InputError(f"{tag} is {shown(text, 30)!r}; write a positive decimal number.")
    return value


def _completed(block: Block, lengths: list[float | None], angles: list[float | None]) -> list[float]:
    system = (block.value(*SYSTEM_TAGS) or "").lower()
    edges = _EQUAL_EDGES.get(system, (0, 1, 2))
    implied = _ANGLES.get(system, (None, None, None))
    full = [
        *(lengths[i] or lengths[edges[i]] for i in range(3)),
        *(angles[i] or implied[i] for i in range(3)),
    ]
    missing = [tag for tag, value in zip((*LENGTHS, *ANGLES), full, strict=True) if value is None]
    if missing:
        raise InputError(
            f"The cell is missing ({', '.join(missing)}); a crystal needs three lengths and three angles."
        )
    return [value for value in full if value is not None]
