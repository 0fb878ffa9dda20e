"""Lists of SMILES: one molecule a line, and behind a blank its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.formats.format import Format
from mi_core.structures.molecules.columns import names_smiles
from mi_core.structures.molecules.rows import molecule_row
from mi_core.structures.molecules.smiles import read_smiles
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source

_COMMENTS = ("#", "//")
_BREAK = re.compile(r"[\s,;]+")  # SMILES hold neither blanks nor commas
_EXTENSION = re.compile(r"\|[^|]*\|\s*")  # of ChemAxon, between SMILES and name


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per line; empty lines, comments and a line of headings are passed over."""
    lines = content_lines(decode(source.data, "give SMILES, one a line"))
    if lines and names_smiles(_BREAK.split(lines[0][1])[0]):
        del lines[0]
    if len(lines) > limits.max_rows:
        raise InputError(
            f"The list has {len(lines):,} molecules and at most {limits.max_rows:,} are read; split it."
        )
    place = shown(source.name)
    progress.expect(len(lines) - 1)
    for count, (number, line) in enumerate(lines, start=1):
        smiles, name = parted(line)
        row_id = name or (source.id if len(lines) == 1 else f"{source.id}-{count}")
        yield molecule_row(row_id, f"{place}, line {number}", lambda smiles=smiles: read_smiles(smiles))  # type: ignore[misc]
        if count < len(lines):
            progress.advance(place)


def content_lines(text: str) -> list[tuple[int, str]]:
    """Return number, from 1, and words of the lines that are neither empty nor comments."""
    lines = enumerate(map(str.strip, text.splitlines()), start=1)
    return [(number, line) for number, line in lines if line and not line.startswith(_COMMENTS)]


def parted(line: str) -> tuple[str, str]:
    """Return the SMILES of a line, and the name behind it or ""."""
    smiles, *rest = _BREAK.split(line, maxsplit=1)
    return smiles.strip("\"'"), _EXTENSION.sub("", rest[0], count=1).strip("\"' ") if rest else ""


FORMAT = Format("SMILES", (".smi", ".smiles", ".ism", ".can"), lambda head: False, read)  # noqa: ARG005 - asked last
