"""Crystals and density files among the inputs of a command, in order, each with an id of its own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.densities.reading import is_meant_as_density, read_all_fields
from mi_core.densities.reading.sniff import unpacked_name
from mi_core.structures.formats import stem
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.material import Material
from mi_core.structures.reading import NamedFile, files_in, read_materials, too_many
from mi_core.structures.rows import failed_row, unique_ids
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mi_core.densities.field import ScalarField

PAIR = re.compile(r"AECCAR[02]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """One input: the row of a crystal, or of a density whose files are named and not read yet."""

    row: Material
    files: tuple[Path, ...] = ()

    def fields(self) -> list[ScalarField]:
        """Read its files and return their fields; InputError says what is wrong with them."""
        return read_all_fields((file.name, file) for file in self.files)


def read_inputs(inputs: Sequence[str]) -> list[Given]:
    """Return what files and folders hold: crystals as rows, and density files, of which AECCAR0 and AECCAR2 are one."""
    named = [one for path in inputs for one in _opened(Path(path))]
    names = {one.path: one.name for one in named if isinstance(one, NamedFile) and _is_density(one.path)}
    densities = {files[0]: files for files in _in_pairs(list(names))}
    seconds = {path for files in densities.values() for path in files[1:]}
    firsts = [one for one in named if _path(one) not in seconds]
    found: list[Given] = []
    for is_density, run in groupby(firsts, key=lambda one: _path(one) in densities):
        if is_density:
            found += [_density(densities[_path(one)], names) for one in run]
        else:
            found += [Given(row) for row in read_materials(list(run))]
    found += [Given(failed_row(str(path), str(path), sentence)) for path, sentence in _cut_off(named, inputs)]
    rows = unique_ids(given.row for given in found)
    return [Given(row, given.files) for row, given in zip(rows, found, strict=True)]


def _opened(path: Path) -> list[NamedFile | Path]:
    """Return the files of a folder with densities in it, by their paths in it and no more than are read; else the path."""
    if not path.is_dir():
        return [NamedFile(path.name, path)]
    files = files_in(path)
    if not any(map(_is_density, files)):
        return [path]
    read = files[: DEFAULT_LIMITS.max_members]
    return [NamedFile(file.relative_to(path).as_posix(), file) for file in read]


def _cut_off(named: list[NamedFile | Path], inputs: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield each folder that was opened here and holds more files than are read, with a sentence on it."""
    opened = {one.path for one in named if isinstance(one, NamedFile)}
    for path in map(Path, inputs):
        files = files_in(path) if path.is_dir() else []
        if len(files) > DEFAULT_LIMITS.max_members and files[0] in opened:
            yield path, too_many(len(files))


def _path(one: NamedFile | Path) -> Path:
    return one.path if isinstance(one, NamedFile) else one


def _is_density(path: Path) -> bool:
    return path.is_file() and is_meant_as_density(path.name, path)


def _in_pairs(files: list[Path]) -> Iterator[tuple[Path, ...]]:
    """Yield each file alone, but an AECCAR0 and an AECCAR2 of one folder, if it gives one of each, together."""
    parts = {file: (file.parent, found[0].upper()) for file in files if (found := PAIR.search(file.name))}
    counts = Counter(parts.values())
    pairs: dict[Path, list[Path]] = {}
    for file, (folder, _) in parts.items():
        if counts[folder, "AECCAR0"] == counts[folder, "AECCAR2"] == 1:
            pairs.setdefault(folder, []).append(file)
    for file in files:
        pair = pairs.get(file.parent, []) if file in parts else []
        if file not in pair:
            yield (file,)
        elif file is pair[0]:
            yield tuple(pair)


def _density(files: tuple[Path, ...], names: Mapping[Path, str]) -> Given:
    name = "+".join(stem(unpacked_name(file.name)) for file in files)
    folder = Path(names[files[0]]).parent.name
    name = f"{folder}/{name}" if folder else name
    source = " + ".join(shown(str(file)) for file in files)
    return Given(Material(name, source), files)
