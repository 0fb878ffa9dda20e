"""POSCAR of VASP 4 to 6, and the files that begin as one: CONTCAR, CHGCAR, LOCPOT, XDATCAR."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core import Structure

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.checks import check_cell, check_count, species_of
from mi_core.structures.formats.format import Format, text_lines
from mi_core.structures.formats.poscar_names import names_of_atoms, read_counts
from mi_core.structures.formats.words import leading_numbers, position
from mi_core.structures.rows import crystal_row
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source

_HEADER_LINES = 1000  # and blank ones among the positions: what lies far beyond is a density's grid


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:  # noqa: ARG001 - one signature for all readers
    """Yield the one row of a POSCAR; velocities are left out, a density and further configurations with a remark."""
    text = io.StringIO(decode(source.data), newline=None)
    lines = [line.rstrip("\n") for line in islice(text, 2 * limits.max_atoms + _HEADER_LINES)]
    structure, remarks = crystal_of(with_comment(lines), limits)
    yield crystal_row(source.id, shown(source.name), structure, limits, remarks)


def _is_poscar(head: bytes) -> bool:
    """Whether lines begin as a POSCAR: a comment, which may be blank or lost, the scale, three vectors, and more."""
    try:
        return len(with_comment(text_lines(head))) > 6
    except InputError:
        return False


def with_comment(lines: list[str]) -> list[str]:
    """Return the lines from the comment on, an empty one where it was lost; InputError without scale and vectors."""
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    for candidate in (lines[start:], ["", *lines[start:]]):
        if len(candidate) > 5 and _factors(candidate[1]) and all(map(_is_vector, candidate[2:5])):
            return candidate
    raise InputError(
        "The cell is missing: lines 2 to 5 of a POSCAR hold the scale and the three lattice vectors."
    )


def _is_vector(line: str) -> bool:
    return len(leading_numbers(line)) == 3


def _factors(line: str) -> list[float]:
    """Return the scale's one number or, since VASP 6, three; nothing for a lattice vector, which has zeros."""
    found = leading_numbers(line)
    if len(found) < 3:
        return found[:1]
    return found if all(found) else []


def crystal_of(lines: list[str], limits: Limits) -> tuple[Structure, tuple[str, ...]]:
    """Return the crystal of the lines of a POSCAR from its comment on, and what must be said about it."""
    matrix, scale = _lattice(_factors(lines[1]), np.array([leading_numbers(line) for line in lines[2:5]]))
    counts, words, i = read_counts(lines, 5)
    n_atoms = sum(counts)
    check_count(n_atoms, limits)
    cartesian, i = _mode(lines, i)
    atoms, i = _atoms(lines, i, n_atoms)
    names, remarks = names_of_atoms(counts, words, lines[0], [atom[3:] for atom in atoms])
    species = [species_of(name) for name in names]
    coords = np.array([position(atom[:3], n) for n, atom in enumerate(atoms, start=1)])
    if cartesian:
        coords *= scale
    structure = Structure(matrix, species, coords, coords_are_cartesian=cartesian)
    return structure, (*remarks, *_left_out(lines[i:], n_atoms))


def _lattice(factors: list[float], matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the row vectors (3, 3) in Å and the factors (1,) or (3,) of Cartesian components."""
    scale = np.array(factors)
    if len(scale) == 1 and scale[0] < 0:  # the volume of the cell
        volume = abs(np.linalg.det(matrix))
        if not volume > 0:
            check_cell(matrix)
        scale = np.cbrt(-scale / volume)
    elif not (scale > 0).all():
        raise InputError(
            f"The scale, line 2 of the POSCAR, is {' '.join(f'{x:g}' for x in factors)}; write one positive factor, "
            "the volume of the cell (Å³) with a minus, or three positive factors."
        )
    matrix = matrix * scale
    check_cell(matrix)
    return matrix, scale


def _mode(lines: list[str], i: int) -> tuple[bool, int]:
    """Return whether coordinates are Cartesian, and where positions begin; selective dynamics are passed over."""
    i = _past_blank(lines, i)
    if i < len(lines) and lines[i].lstrip()[:1] in {"s", "S"}:
        i = _past_blank(lines, i + 1)
    if i < len(lines) and _is_vector(lines[i]):
        if lines[i - 1].strip():  # VASP takes a blank line here for Direct
            raise InputError(
                "The POSCAR does not say how its positions are written; put Direct or Cartesian on the line above them."
            )
        return False, i
    return i < len(lines) and lines[i].lstrip()[:1] in set("cCkK"), i + 1


def _past_blank(lines: list[str], i: int) -> int:
    while i < len(lines) and not lines[i].strip():
        i += 1
    return i


def _atoms(lines: list[str], i: int, n_atoms: int) -> tuple[list[list[str]], int]:
    """Return the words of each atom's line, and where the lines after them begin."""
    atoms: list[list[str]] = []
    while i < len(lines) and len(atoms) < n_atoms:
        if words := lines[i].split():
            atoms.append(words)
        i += 1
    if len(atoms) < n_atoms:
        raise InputError(f"The POSCAR announces {n_atoms:,} atoms and fewer positions follow; complete it.")
    return atoms, i


def _left_out(lines: list[str], n_atoms: int) -> tuple[str, ...]:
    """Return a sentence about what follows the positions, if it is more than velocities."""
    if lines and _is_vector(lines[0]):  # velocities stand behind a blank line
        return (
            f"More positions follow than the {n_atoms:,} that the counts announce, and are left out; check the counts.",
        )
    words = next((line.split() for line in lines if line.strip()), [])
    if "configuration=" in "".join(words).lower():
        return ("Only the first configuration of the trajectory is read.",)
    if len(words) == 3 and all(word.isdecimal() and int(word[:9]) > 1 for word in words):
        grid = " × ".join(words)
        return (f"The density that follows the crystal, on a grid of {grid} points, is left out.",)
    return ()


FORMAT = Format("POSCAR", (".poscar", ".contcar", ".vasp"), _is_poscar, read, certainty=2)
