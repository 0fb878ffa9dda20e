"""Crystals and density files among the inputs of a command, in order, each with an id of its own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mi_core.densities.reading import is_meant_as_density, read_all_fields
from mi_core.densities.reading.archive import open_density_archive
from mi_core.densities.reading.sniff import unpacked_name
from mi_core.structures.formats import stem
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.material import Material
from mi_core.structures.reading import NamedFile, Source, files_in, read_materials, too_many
from mi_core.structures.rows import failed_row, unique_ids
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mi_core.densities.field import ScalarField
    from mi_core.densities.reading.packing import Content

PAIR = re.compile(r"AECCAR[02]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class DensityFile:
    """A density file that is not read yet.

    name : its path within the folder or archive that was given; source : where it lies, in words; data : what is read.
    """

    name: PurePosixPath
    source: PurePosixPath
    data: Content


@dataclass(frozen=True, slots=True)
class Given:
    """One input: the row of a crystal, or of a density whose files are named and not read yet."""

    row: Material
    files: tuple[DensityFile, ...] = ()

    def fields(self) -> list[ScalarField]:
        """Read its files and return their fields; InputError says what is wrong with them."""
        return read_all_fields((file.name.name, file.data) for file in self.files)


Piece = DensityFile | Source | NamedFile | Path | Material


def read_inputs(inputs: Sequence[str]) -> list[Given]:
    """Return what is in files, folders and archives: crystals as rows, and densities, AECCAR0 and AECCAR2 as one."""
    pieces = [piece for path in inputs for piece in _opened(Path(path))]
    densities = {
        files[0]: files for files in _in_pairs([one for one in pieces if isinstance(one, DensityFile)])
    }
    found: list[Given] = []
    for kind, run in groupby(pieces, key=_kind):
        if kind is DensityFile:
            found += [
                _density(densities[one]) for one in run if isinstance(one, DensityFile) and one in densities
            ]
        elif kind is Material:
            found += [Given(row) for row in run if isinstance(row, Material)]
        else:
            others = [one for one in run if not isinstance(one, DensityFile | Material)]
            found += [Given(row) for row in read_materials(others)]
    found += [Given(row) for row in _cut_off(pieces, inputs)]
    rows = unique_ids(given.row for given in found)
    return [Given(row, given.files) for row, given in zip(rows, found, strict=True)]


def _kind(piece: Piece) -> type:
    return type(piece) if isinstance(piece, DensityFile | Material) else Path


def _opened(path: Path) -> list[Piece]:
    """Return the files of a folder with densities in it, by their paths in it and no more than are read; else the path."""
    if not path.is_dir():
        return _opened_file(NamedFile(path.name, path))
    files = [NamedFile(file.relative_to(path).as_posix(), file) for file in files_in(path)]
    pieces = [piece for file in files[: DEFAULT_LIMITS.max_members] for piece in _opened_file(file)]
    return pieces if any(isinstance(piece, DensityFile) for piece in pieces) else [path]


def _opened_file(file: NamedFile) -> list[Piece]:
    """Return a file, or what an archive with densities holds: these, the rest as one, and a row for each refused member."""
    if file.path.is_file() and is_meant_as_density(file.path.name, file.path):
        return [DensityFile(PurePosixPath(file.name), PurePosixPath(file.path), file.path)]
    opened = open_density_archive(file.name, file.path)
    if opened is None:
        return [file]
    # two archives in one folder are as two folders
    folder = PurePosixPath(file.name).parent
    pieces: list[Piece] = [
        DensityFile(folder / one.name, PurePosixPath(file.path) / one.name, one) for one in opened.densities
    ]
    if opened.others is not None:
        pieces.append(opened.others)
    refused = ((name, shown(f"{file.name}/{name}"), problem) for name, problem in opened.refused)
    return pieces + [failed_row(stem(name), place, problem) for name, place, problem in refused]


def _cut_off(pieces: list[Piece], inputs: Iterable[str]) -> Iterator[Material]:
    """Yield a row for each folder that was opened here and holds more files than are read, with a sentence on it."""
    whole = {piece for piece in pieces if isinstance(piece, Path)}
    for path in map(Path, inputs):
        files = files_in(path) if path.is_dir() and path not in whole else []
        if len(files) > DEFAULT_LIMITS.max_members:
            yield failed_row(str(path), str(path), too_many(len(files)))


def _in_pairs(files: list[DensityFile]) -> Iterator[tuple[DensityFile, ...]]:
    """Yield each file alone, but an AECCAR0 and an AECCAR2 of one folder, if it gives one of each, together."""
    parts = {
        file: (file.source.parent, found[0].upper())
        for file in files
        if (found := PAIR.search(file.name.name))
    }
    counts = Counter(parts.values())
    pairs: dict[PurePosixPath, list[DensityFile]] = {}
    for file, (folder, _) in parts.items():
        if counts[folder, "AECCAR0"] == counts[folder, "AECCAR2"] == 1:
            pairs.setdefault(folder, []).append(file)
    for file in files:
        pair = pairs.get(file.source.parent, []) if file in parts else []
        if file not in pair:
            yield (file,)
        elif file is pair[0]:
            yield tuple(pair)


def _density(files: tuple[DensityFile, ...]) -> Given:
    name = "+".join(stem(unpacked_name(file.name.name)) for file in files)
    folder = files[0].name.parent.name
    name = f"{folder}/{name}" if folder else name
    return Given(Material(name, " + ".join(shown(str(file.source)) for file in files)), files)
