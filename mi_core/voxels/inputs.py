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
from mi_core.structures.material import Material
from mi_core.structures.reading import files_in, read_materials
from mi_core.structures.rows import unique_ids
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def read_inputs(inputs: Iterable[str]) -> list[Given]:
    """Return what files and folders hold: crystals as rows, and density files, of which AECCAR0 and AECCAR2 are one."""
    paths = [path for one in inputs for path in _opened(Path(one))]
    densities = {files[0]: files for files in _in_pairs([path for path in paths if _is_density(path)])}
    seconds = {path for files in densities.values() for path in files[1:]}
    found: list[Given] = []
    for is_density, run in groupby((p for p in paths if p not in seconds), key=densities.__contains__):
        if is_density:
            found += [_density(densities[path]) for path in run]
        else:
            found += [Given(row) for row in read_materials(list(run))]
    rows = unique_ids(given.row for given in found)
    return [Given(row, given.files) for row, given in zip(rows, found, strict=True)]


def _opened(path: Path) -> list[Path]:
    """Return the files of a folder with densities in it, else the path."""
    files = files_in(path) if path.is_dir() else []
    return files if any(map(_is_density, files)) else [path]


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


def _density(files: tuple[Path, ...]) -> Given:
    name = "+".join(stem(unpacked_name(file.name)) for file in files)
    source = " + ".join(shown(str(file)) for file in files)
    return Given(Material(name, source), files)
