"""XSF of XCrySDen, one row per step of an animation.

The format: http://www.xcrysden.org/doc/XSF.html. PRIMVEC holds row vectors, PRIMCOORD Cartesian positions, both in Å.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core import Structure

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.checks import check_cell, check_count, species_of
from mi_core.structures.formats.format import Format, text_lines
from mi_core.structures.formats.words import element, leading_numbers, position
from mi_core.structures.rows import crystal_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source

_KINDS = ("CRYSTAL", "SLAB", "POLYMER", "MOLECULE", "ATOMS")
_KIND_OF_DIMENSION = {"0": "MOLECULE", "1": "POLYMER", "2": "SLAB", "3": "CRYSTAL"}  # of DIM-GROUP
_KEYWORDS = {*_KINDS, "ANIMSTEPS", "PRIMVEC", "CONVVEC", "PRIMCOORD", "CONVCOORD", "DIM-GROUP", "BEGIN_INFO"}
_BROKEN = "The XSF breaks off or has a section of another length; export it anew."


@dataclass
class _Sections:
    """What a file holds: its kind, cells by step (0: all steps), atoms by step, whether a grid of values follows."""

    kind: str = "CRYSTAL"
    cells: dict[int, np.ndarray] = field(default_factory=dict)
    atoms: dict[int, list[list[str]]] = field(default_factory=dict)
    has_grid: bool = False


def _is_xsf(head: bytes) -> bool:
    """Whether lines begin as an XSF: a keyword of the format alone, or with a number, is the first thing they say."""
    words = next((line.split() for line in text_lines(head) if _says(line)), [])
    known = bool(words) and words[0].upper() in _KEYWORDS
    return known and all(word.isdecimal() for word in words[1:]) and len(words) < 3


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per step; grids of values are left out, with a remark."""
    found = _sections(decode(source.data).splitlines(), limits)
    if not found.atoms:
        raise InputError("The XSF has no section PRIMCOORD with the positions of its atoms.")
    parts = [("", step, partial(_crystal, found, step, limits)) for step in sorted(found.atoms)]
    yield from crystal_rows(source, "step", parts, limits, progress)


def _sections(lines: list[str], limits: Limits) -> _Sections:
    found = _Sections()
    lines = [line for line in lines if _says(line)]
    i = 0
    while i < len(lines):
        key, *rest = lines[i].upper().split()
        step = int(rest[0][:9]) if rest and rest[0].isdecimal() else 0
        i += 1
        if key in _KINDS:
            found.kind = key
        if key == "DIM-GROUP" and i < len(lines):
            found.kind = _KIND_OF_DIMENSION.get(lines[i].split()[0], found.kind)
        if key.startswith("BEGIN_BLOCK"):
            found.has_grid = True
            break
        if key == "PRIMVEC":
            found.cells[step] = _matrix(lines[i : i + 3])
            i += 3
        elif key in {"PRIMCOORD", "ATOMS"}:
            start, end = _span(lines, i, counted=key == "PRIMCOORD")
            check_count(end - start, limits)
            found.atoms[step] = [line.split() for line in lines[start:end]]
            i = end
            if len(found.atoms) > limits.max_rows:
                raise InputError(f"The XSF holds more than {limits.max_rows:,} steps; split it.")
    return found


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _matrix(lines: list[str]) -> np.ndarray:
    rows = [leading_numbers(line) for line in lines]
    if [len(row) for row in rows] != [3, 3, 3]:
        raise InputError(
            "PRIMVEC of the XSF is not followed by three lattice vectors; write three lines of x y z (Å)."
        )
    return np.array(rows)


def _span(lines: list[str], i: int, *, counted: bool) -> tuple[int, int]:
    """Return first and last line of a section of atoms: as long as it says, or as its lines look like atoms."""
    if not counted:
        end = i
        while end < len(lines) and lines[end].split()[0].upper() not in _KEYWORDS | {
            "BEGIN_BLOCK_DATAGRID_3D"
        }:
            end += 1
        return i, end
    count = lines[i].split()[0] if i < len(lines) else ""
    if not count.isdecimal() or i + 1 + int(count[:9]) > len(lines):
        raise InputError(_BROKEN)
    return i + 1, i + 1 + int(count[:9])


def _crystal(found: _Sections, step: int, limits: Limits) -> tuple[Structure, tuple[str, ...]]:
    matrix = found.cells.get(step, found.cells.get(0, next(iter(found.cells.values()), None)))
    if matrix is None or found.kind in {"MOLECULE", "ATOMS"}:
        raise InputError(
            "The cell is missing: the XSF describes a molecule; a crystal has the section PRIMVEC."
        )
    check_cell(matrix)
    atoms = found.atoms[step]
    check_count(len(atoms), limits)
    if any(len(atom) < 4 for atom in atoms):
        raise InputError(_BROKEN)
    species = [species_of(element(atom[0])) for atom in atoms]
    coords = [position(atom[1:4], n) for n, atom in enumerate(atoms, start=1)]
    return Structure(matrix, species, coords, coords_are_cartesian=True), _remarks(found)


def _remarks(found: _Sections) -> tuple[str, ...]:
    remarks = []
    if found.kind in {"SLAB", "POLYMER"}:
        remarks.append("The file says that it is not periodic in all directions; treated as a crystal.")
    if found.has_grid:
        remarks.append("The grid of values that follows the crystal is left out.")
    return tuple(remarks)


FORMAT = Format("XSF", (".xsf", ".axsf"), _is_xsf, read, certainty=3)
