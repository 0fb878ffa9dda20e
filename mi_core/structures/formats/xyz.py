"""XYZ and extended XYZ, one row per frame."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pymatgen.core import Structure

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.checks import check_cell, check_count, species_of
from mi_core.structures.formats.format import Format, text_lines
from mi_core.structures.formats.words import case_remarks, element, position
from mi_core.structures.formats.xyz_comment import Columns, lattice, periodic, read_columns
from mi_core.structures.rows import crystal_rows
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per frame; a frame that fails keeps its row, and reading goes on where its atom count says."""
    frames = _frames(decode(source.data).splitlines(), limits)
    parts = [("", i, partial(_crystal, *frame, limits)) for i, frame in enumerate(frames, start=1)]
    yield from crystal_rows(source, "frame", parts, limits, progress)


def _frames(lines: list[str], limits: Limits) -> list[tuple[int, list[str]]]:
    """Cut the text into frames by their atom counts: (number of first line, lines)."""
    frames = []
    i = 0
    while i < len(lines):
        if not lines[i].strip():
            i += 1
            continue
        count = lines[i].strip()
        n_atoms = int(count) if count.isdecimal() and len(count) < 10 else None
        end = len(lines) if n_atoms is None else min(i + 2 + n_atoms, len(lines))
        frames.append((i + 1, lines[i:end]))
        i = end
        if len(frames) > limits.max_rows:
            raise InputError(f"The file holds more than {limits.max_rows:,} frames; split it.")
    return frames


def _crystal(start: int, lines: list[str], limits: Limits) -> tuple[Structure, tuple[str, ...]]:
    count = lines[0].strip()
    if not count.isdecimal():
        raise InputError(
            f"Line {start} should hold the number of atoms of a frame but holds {shown(count, 40)!r}; "
            "check that the frame before it has as many lines as it says."
        )
    n_atoms = int(count[:12])
    check_count(n_atoms, limits)
    if len(lines) < n_atoms + 2:
        raise InputError(
            f"The frame announces {n_atoms:,} atoms and {max(len(lines) - 2, 0):,} follow; complete it."
        )
    matrix = lattice(lines[1])
    check_cell(matrix)
    columns = read_columns(lines[1])
    atoms = [line.split() for line in lines[2:]]
    words = [_word(atom, columns, n) for n, atom in enumerate(atoms, start=1)]
    species = [species_of(element(word)) for word in words]
    coords = [position(atom[columns.position], n) for n, atom in enumerate(atoms, start=1)]
    structure = Structure(matrix, species, coords, coords_are_cartesian=True)
    return structure, (*periodic(lines[1]), *case_remarks(words))


def _word(atom: list[str], columns: Columns, n: int) -> str:
    """Return the word that names the element; InputError when the line is too short for its columns."""
    if len(atom) < columns.width:
        raise InputError(
            f"Atom {n} has {len(atom)} columns where the frame needs {columns.width}; extended XYZ holds a symbol "
            "and x y z (Å) per line, or what Properties= says."
        )
    return atom[columns.species]


FORMAT = Format(
    "XYZ", (".xyz", ".extxyz"), lambda head: text_lines(head)[0].strip().isdecimal(), read, certainty=0
)
