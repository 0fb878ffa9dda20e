"""XYZ and extended XYZ, one row per frame, through ASE's reader."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from pymatgen.core import Structure

from mi_core.errors import InputError
from mi_core.structures.checks import check_cell, check_count, species_of
from mi_core.structures.formats.text import decode
from mi_core.structures.rows import crystal_row, failed_row
from mi_core.structures.source import Source, detail, shown, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per frame; a frame that fails keeps its row, and reading goes on where its atom count says."""
    frames = _frames(decode(source.data).splitlines(), limits)
    name, place = stem(source.name), shown(source.name)
    progress.expect(len(frames) - 1)
    for i, (start, lines) in enumerate(frames, start=1):
        alone = len(frames) == 1
        row_id, where = (name, place) if alone else (f"{name}-{i}", f"{place}, frame {i}")
        try:
            structure, warnings = _crystal(lines, start, limits)
            yield crystal_row(row_id, where, structure, limits, warnings)
        except InputError as error:
            yield failed_row(row_id, where, error)
        if i < len(frames):
            progress.advance(where)


def _frames(lines: list[str], limits: Limits) -> list[tuple[int, list[str]]]:
    """Cut the text into frames by their atom counts: (number of first line, lines)."""
    frames = []
    i = 0
    while i < len(lines):
        if not lines[i].strip():
            i += 1
            continue
        count = lines[i].strip()
        n_atoms = int(count) if count.isdigit() and len(count) < 10 else None
        end = len(lines) if n_atoms is None else min(i + 2 + n_atoms, len(lines))
        frames.append((i + 1, lines[i:end]))
        i = end
        if len(frames) > limits.max_rows:
            raise InputError(f"The file holds more than {limits.max_rows:,} frames; split it.")
    return frames


def _crystal(lines: list[str], start: int, limits: Limits) -> tuple[Structure, tuple[str, ...]]:
    count = lines[0].strip()
    if not count.isdigit():
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
    if "lattice" not in lines[1].lower():
        raise InputError(
            'The cell is missing: write Lattice="ax ay az bx by bz cx cy cz" (Å) in the comment line.'
        )
    atoms = _atoms("\n".join(lines))
    warnings = (
        ()
        if atoms.pbc.all()
        else ("The file says that it is not periodic in all directions; treated as a crystal.",)
    )
    return Structure(atoms.cell.array, _species(atoms), atoms.positions, coords_are_cartesian=True), warnings


def _atoms(text: str):
    from ase.io.extxyz import read_extxyz

    try:
        atoms = next(iter(read_extxyz(StringIO(text), slice(0, 1))))
    except Exception as error:
        raise InputError(
            f"The frame is no extended XYZ ({detail(error)}); write a symbol and x y z (Å) per line."
        ) from error
    check_cell(atoms.cell.array)
    return atoms


def _species(atoms) -> list:
    try:
        return [species_of(symbol) for symbol in atoms.get_chemical_symbols()]
    except ValueError:
        raise InputError(
            "An atom is a dummy (X), which is no chemical element; delete it or name its element."
        ) from None
