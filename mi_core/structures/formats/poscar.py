"""POSCAR and CONTCAR, through pymatgen's reader."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.checks import check_count
from mi_core.structures.formats.text import decode
from mi_core.structures.rows import crystal_row, failed_row
from mi_core.structures.source import Source, shown, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress

_HEADER = 9  # comment, scale, three vectors, symbols, counts, "Selective dynamics", "Direct" or "Cartesian"


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:  # noqa: ARG001 - one signature for all readers
    """Yield the one row of a POSCAR; velocities and anything else after the positions are left out."""
    place = shown(source.name)
    lines = decode(source.data).splitlines()
    n_atoms = _count(lines)
    check_count(n_atoms, limits)
    if len([line for line in lines[7 : _HEADER + n_atoms] if line.strip()]) < n_atoms:
        raise InputError(f"The POSCAR announces {n_atoms:,} atoms and fewer positions follow; complete it.")

    from pymatgen.io.vasp import Poscar

    # a filter for good, because catch_warnings is not safe with threads
    warnings.filterwarnings("ignore", category=UserWarning, module=r"pymatgen\.io\.vasp")
    try:
        poscar = Poscar.from_str("\n".join(lines[: _HEADER + n_atoms]), read_velocities=False)
    except Exception as error:  # noqa: BLE001 - pymatgen's parser raises whatever its lists raise
        yield failed_row(stem(source.name), place, error, "The POSCAR cannot be read")
        return
    if not poscar.true_names:
        raise InputError(
            "The POSCAR names no elements (VASP 4 format); put their symbols on a line above the counts."
        )
    yield crystal_row(stem(source.name), place, poscar.structure, limits)


def _count(lines: list[str]) -> int:
    """Return the number of atoms that the counts line declares; InputError when cell or counts are missing."""
    try:
        for i in range(1, 5):
            float(lines[i].split()[0])
    except (ValueError, IndexError):
        raise InputError(
            "The cell is missing: lines 2 to 5 of a POSCAR hold the scale and the three lattice vectors."
        ) from None
    for line in lines[5:7]:
        words = line.split()
        if words and all(word.isdigit() for word in words):
            return sum(int(word[:12]) for word in words)
    raise InputError(
        "The POSCAR has no line of atom counts; line 6 names the elements and line 7 counts their atoms."
    )
