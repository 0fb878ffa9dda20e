"""The lines of a Gaussian cube file before its values. Neither pymatgen nor ASE knows Å, or several data sets, in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core import Element, Structure
from pymatgen.core.units import bohr_to_angstrom

from mi_core.errors import InputError
from mi_core.structures.checks import check_cell, check_count, species_of
from mi_core.structures.limits import DEFAULT_LIMITS as CRYSTAL_LIMITS
from mi_core.words import shown

if TYPE_CHECKING:
    from mi_core.densities.reading.text import Text

MOST_SETS = 100


@dataclass(frozen=True, slots=True)
class CubeHeader:
    """Title, crystal with the origin of the grid at 0, points along the axes, and the names of the data sets."""

    title: str
    structure: Structure
    shape: tuple[int, int, int]
    sets: tuple[str, ...]
    remarks: tuple[str, ...]


def read_header(text: Text) -> CubeHeader:
    """Return the header of a cube file; InputError names the line that is wrong."""
    title = " ".join((text.line() or b"").decode("utf-8", "replace").strip() for _ in range(2))
    counted, *origin = _words(text, 3, (4, 5), "the number of atoms and the origin")
    n_atoms = _whole(counted, 3)
    check_count(abs(n_atoms), CRYSTAL_LIMITS)
    axes = [
        _words(text, 4 + axis, (4, 4), f"the number of points along axis {axis + 1} and a step")
        for axis in range(3)
    ]
    counts = [_whole(words[0], 4 + axis) for axis, words in enumerate(axes)]
    unit = _unit(counts)
    nx, ny, nz = map(abs, counts)
    steps = np.array([words[1:] for words in axes]) * unit
    cell = steps * np.array([[nx], [ny], [nz]])
    check_cell(cell)
    atoms = [
        _words(text, 7 + atom, (5, 5), "atomic number, charge and position of an atom")
        for atom in range(abs(n_atoms))
    ]
    structure, remarks = _crystal(cell, np.array(atoms), np.array(origin[:3]), unit)
    sets = _numbered(text, 7 + abs(n_atoms)) if n_atoms < 0 else _counted(origin[3:])
    return CubeHeader(shown(title), structure, (nx, ny, nz), sets, remarks)


def _words(text: Text, number: int, allowed: tuple[int, int], what: str) -> list[float]:
    """Return the numbers of a line; InputError names the line, counted from 1."""
    line = text.line()
    words = (line or b"").decode("utf-8", "replace").split()
    try:
        found = [float(word) for word in words]
    except ValueError:
        found = []
    if not allowed[0] <= len(found) <= allowed[1] or not np.isfinite(found).all():
        got = "the file ends" if line is None else f"got {shown(' '.join(words), 50)!r}"
        raise InputError(f"Line {number} of a cube file holds {what}; {got}. Give a whole cube file.")
    return found


def _whole(number: float, line: int) -> int:
    if number != int(number) or abs(number) > 1e9:
        raise InputError(
            f"Line {line} of a cube file begins with a whole number; got {number:g}. Give a whole cube file."
        )
    return int(number)


def _unit(counts: list[int]) -> float:
    """Return the unit of lengths in Å: bohr where counts are positive, Å where they are negative."""
    if 0 in counts:
        raise InputError("The grid of a cube file has at least two points along each axis; got 0.")
    if len({count > 0 for count in counts}) > 1:
        raise InputError(
            f"The axes have {', '.join(map(str, counts))} points: a minus says that lengths are in Å, none that they are in "
            "bohr, and the axes differ; write all three with the same sign."
        )
    return bohr_to_angstrom if counts[0] > 0 else 1.0


def _crystal(
    cell: np.ndarray, atoms: np.ndarray, origin: np.ndarray, unit: float
) -> tuple[Structure, tuple[str, ...]]:
    """Return the crystal, and a sentence about ghost atoms (atomic number 0), which are left out."""
    numbers = atoms[:, 0]
    is_ghost = numbers == 0
    if not ((numbers >= 0) & (numbers <= 118) & (numbers == numbers.astype(int))).all():
        wrong = numbers[(numbers < 0) | (numbers > 118) | (numbers != numbers.astype(int))][0]
        raise InputError(f"An atom has the atomic number {wrong:g}; 1 to 118 are elements.")
    check_count(int((~is_ghost).sum()), CRYSTAL_LIMITS)
    species = [species_of(Element.from_Z(int(z)).symbol) for z in numbers[~is_ghost]]
    places = (atoms[~is_ghost, 2:] - origin) * unit
    remark = f"{is_ghost.sum()} ghost atoms, which have basis functions and no nucleus, are left out."
    structure = Structure(cell, species, places, coords_are_cartesian=True)
    return structure, (remark,) if is_ghost.any() else ()


def _counted(rest: list[float]) -> tuple[str, ...]:
    count = _whole(rest[0], 3) if rest else 1
    return _checked([""] if count == 1 else [f"data set {number}" for number in range(1, count + 1)])


def _numbered(text: Text, line: int) -> tuple[str, ...]:
    """Return the names of data sets that have numbers: their count and the numbers, in as many lines as they take."""
    words: list[bytes] = []
    while not words or len(words) <= int(words[0]):
        more = (text.line() or b"").split()
        if not more or not all(word.isdigit() and len(word) < 8 for word in more):
            raise InputError(
                f"Line {line} of a cube file with a negative number of atoms holds how many data sets there are and their "
                "numbers; give a whole cube file."
            )
        words += more
    return _checked([f"data set {int(word)}" for word in words[1 : int(words[0]) + 1]])


def _checked(sets: list[str]) -> tuple[str, ...]:
    if not 1 <= len(sets) <= MOST_SETS:
        raise InputError(f"The cube file announces {len(sets)} data sets; 1 to {MOST_SETS} are read.")
    return tuple(sets)
