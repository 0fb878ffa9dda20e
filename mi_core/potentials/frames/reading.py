"""Files of frames: extended XYZ, vasprun.xml and OUTCAR, also packed with gzip; one bad frame does not stop the others."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.potentials.frames.blocks import cut
from mi_core.potentials.frames.extended import Values, read_block, values_of
from mi_core.potentials.frames.frame import Frame, Refused
from mi_core.potentials.frames.keys import Labels, find_group, find_labels
from mi_core.potentials.frames.labels import energy_of, forces_of
from mi_core.potentials.frames.soundness import check_atoms
from mi_core.potentials.frames.vasp import is_vasp, read_vasp
from mi_core.structures.formats.gzipped import without_gzip
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.source import Source
from mi_core.words import counted, detail, listed, shown

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ATOMS_LEARNED = 2_000
MOST_ATOMS_ASKED = 20_000
MOST_FRAMES = 20_000
_MOST_ELEMENTS = 2
_CURE = "give extended XYZ, vasprun.xml or OUTCAR"


class FramesRead(NamedTuple):
    """What a file holds: frames in their order, and sentences about how it was read."""

    frames: list[Frame | Refused]
    remarks: list[str]


def read_frames(source: Path | Source, *, labelled: bool) -> list[Frame | Refused]:
    """Return the frames of a file, in order; one that cannot be used is a Refused with its sentence.

    labelled : whether each needs an energy and forces, to learn from; if not, those that are there are kept.
    InputError when the file as a whole cannot be read.
    """
    return read_file(source, labelled=labelled).frames


def read_file(source: Path | Source, *, labelled: bool) -> FramesRead:
    """Return the frames of a file as `read_frames` does, with remarks."""
    source = without_gzip(source if isinstance(source, Source) else _load(source), DEFAULT_LIMITS)
    _check_size(len(source.data))
    loads = _loads(decode(source.data, _CURE))
    if len(loads) > MOST_FRAMES:
        raise InputError(
            f"The file holds {len(loads):,} frames and at most {MOST_FRAMES:,} are read; split it."
        )
    name = shown(Path(source.name).name, 60)
    frames: list[Frame | Refused] = []
    found: list[Labels] = []
    for number, load in enumerate(loads, start=1):
        try:
            frame, labels = _frame(load(), f"{name} {number}", labelled=labelled)
        except InputError as error:
            frames.append(Refused(f"{name} {number}", str(error)))
        else:
            frames.append(frame)
            found.append(labels)
    return FramesRead(frames, _remarks(found))


def _load(path: Path) -> Source:
    try:
        with path.open("rb") as file:
            return Source(path.name, file.read(DEFAULT_LIMITS.max_file_bytes + 1))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{shown(str(path))!r} cannot be opened ({detail(error)}); give a file of frames."
        ) from error


def _check_size(n_bytes: int) -> None:
    if n_bytes > DEFAULT_LIMITS.max_file_bytes:
        raise InputError(
            f"The file is larger than {DEFAULT_LIMITS.max_file_bytes:,} bytes, the limit for one file; split it."
        )


def _loads(text: str) -> list[Callable[[], Values]]:
    """Return a function per frame that reads it."""
    if is_vasp(text):
        return [partial(values_of, atoms) for atoms in read_vasp(text)]
    return [partial(read_block, block) for block in cut(text)]


def _frame(values: Values, name: str, *, labelled: bool) -> tuple[Frame, Labels]:
    from ase import Atoms

    given = values.atoms
    atoms = Atoms(given.numbers, given.positions, cell=given.cell, pbc=given.pbc)
    labels = find_labels(values.info, values.arrays)
    check_atoms(atoms, MOST_ATOMS_LEARNED if labelled else MOST_ATOMS_ASKED)
    elements = sorted(set(atoms.get_chemical_symbols()))
    if labelled and len(elements) > _MOST_ELEMENTS:
        raise InputError(
            f"The frame holds {len(elements)} elements ({listed(elements)}), and potentials are learned for one or two; "
            "delete it."
        )
    energy = energy_of(labels, values.info) if labelled or labels.energy_key else None
    forces = forces_of(labels, values.arrays, len(atoms)) if labelled or labels.forces_key else None
    return Frame(name, atoms, energy, forces, find_group(values.info)), labels


def _remarks(found: list[Labels]) -> list[str]:
    """Return sentences about energies and forces that were chosen among several."""
    remarks = []
    for what, keys in (
        ("Energies", [one.energy_key for one in found]),
        ("Forces", [one.forces_key for one in found]),
    ):
        kinds = Counter(key for key in keys if key)
        if len(kinds) > 1:
            counts = ", ".join(f"{shown(key, 30)} in {counted(n, 'frame')}" for key, n in kinds.most_common())
            remarks.append(f"{what} are read from {counts}; check that they mean the same.")
    passed = Counter(one.passed_over for one in found if one.passed_over)
    if passed:
        used = listed(sorted({one.energy_key for one in found if one.passed_over}))
        others = listed(sorted({key for keys in passed for key in keys}))
        remarks.append(
            f"Beside {used}, which is used: {others} holds another energy in {counted(passed.total(), 'frame')}."
        )
    return remarks
