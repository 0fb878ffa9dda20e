"""Whether a file holds a density, told by its first bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.densities.reading.packing import chunks_of
from mi_core.densities.reading.text import Text
from mi_core.densities.reading.vasp_kinds import kind_of_name
from mi_core.errors import InputError
from mi_core.structures.formats import poscar, sniff
from mi_core.structures.formats.other_formats import other_format

if TYPE_CHECKING:
    from mi_core.densities.reading.limits import DensityLimits
    from mi_core.densities.reading.packing import Content

HEAD = 1 << 20  # thousands of atoms stand before the grid
FIRST_LINES = 1 << 14
VASP, CUBE = "VASP", "cube"
CURE = (
    "give CHGCAR, CHG, AECCAR0, AECCAR2, LOCPOT, ELFCAR or a cube file, as it is or packed (.gz, .xz, .bz2)"
)
CUBE_SUFFIXES = (".cube", ".cub")
_ZIP = b"PK\x03\x04"
_PACKED = re.compile(r"\.(gz|bz2|xz)$", re.IGNORECASE)
_GRID = re.compile(rb"\n[ \t]*\r?\n[ \t]*\d+[ \t]+\d+[ \t]+\d+[ \t]*\r?\n\s*[-+]?[\d.*]")
_MOST_CONTROL = 0.01  # of a text's bytes
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26})


def density_format(head: bytes) -> str | None:
    """Return VASP or CUBE for the first bytes, up to a MiB, of a file that holds a field on a grid, or None."""
    if other_format(head) == "a Gaussian cube file":
        return CUBE
    if _GRID.search(head) and poscar.FORMAT.looks(head[:FIRST_LINES]):
        return VASP
    return None


def unpacked_name(name: str) -> str:
    """Return the name that a file has unpacked."""
    return _PACKED.sub("", name)


def is_meant(name: str, head: bytes) -> bool:
    """Whether a file is to be read as a field: it holds one, or its name says so and it is no crystal of another format.

    head : its first bytes, none where they cannot be unpacked.
    """
    if head.startswith(
        _ZIP
    ):  # which is opened first, whatever it is called, and whatever stands in it as it is
        return False
    if density_format(head) is not None:
        return True
    if kind_of_name(name) is None and not unpacked_name(name).lower().endswith(CUBE_SUFFIXES):
        return False
    crystal = sniff(head)
    return crystal is None or crystal.name == poscar.FORMAT.name


def head_of(data: Content, limits: DensityLimits) -> bytes:
    """Return the first bytes of a file, unpacked; none where it cannot be opened or unpacked."""
    try:
        with chunks_of(data, limits) as chunks:
            return Text(chunks).head(HEAD)
    except InputError:
        return b""


def chosen_format(name: str, head: bytes) -> str:
    """Return the format of a file; InputError says what it is instead."""
    if not head.strip():
        raise InputError(f"The file is empty; {CURE}.")
    if found := density_format(head):
        return found
    if known := other_format(head):
        raise InputError(f"The file is {known} and holds no density; {CURE}.")
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROL)) > _MOST_CONTROL * len(head):
        raise InputError(f"The file is binary, not text; {CURE}.")
    if poscar.FORMAT.looks(head[:FIRST_LINES]) or kind_of_name(name) is not None:
        return VASP  # whose reader says what is missing
    if name.lower().endswith(CUBE_SUFFIXES):
        return CUBE
    crystal = sniff(head)
    if crystal is not None:
        raise InputError(f"The file is {crystal.name}, which holds no density on a grid; {CURE}.")
    raise InputError(f"The file is in no known format; {CURE}.")
