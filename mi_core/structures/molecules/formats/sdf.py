"""SDF and MOL files: records of a MOL block, and behind it data fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.formats.format import Format
from mi_core.structures.formats.table import with_numbers
from mi_core.structures.molecules.columns import id_column
from mi_core.structures.molecules.mol_block import read_mol_block, with_header
from mi_core.structures.molecules.rows import molecule_row
from mi_core.structures.molecules.words_beside import with_words
from mi_core.tables.mapping import Mapping
from mi_core.tables.table import table_of
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source

_END = re.compile(r"^\$\$\$\$.*(?:\n|\Z)", re.MULTILINE)
_LOOKS = re.compile(rb"^.{33,}V[23]000[ \t]*\r?$|^M  END|^\$\$\$\$", re.MULTILINE)
_FIELD = re.compile(r">.*?<([^>]*)>")


class Record(NamedTuple):
    """A MOL block, its title, and the data fields behind it."""

    block: str
    title: str
    fields: dict[str, str]


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per record with the numbers among its fields; its id is the title, else a field of names."""
    text = decode(source.data, "give an SDF or MOL file").replace("\r\n", "\n").replace("\r", "\n")
    texts = [piece for piece in _END.split(text) if piece.strip()]
    if len(texts) > limits.max_rows:
        raise InputError(
            f"The file holds {len(texts):,} records and at most {limits.max_rows:,} are read; split it."
        )
    records = [record(piece) for piece in texts]
    fields = pd.DataFrame([one.fields for one in records], index=range(len(records)), dtype=object)
    table = table_of(fields.fillna(""), source.name)
    mapping = Mapping(id=id_column(table.columns))
    place = shown(source.name)
    names = table.frame[mapping.id].tolist() if mapping.id else [""] * len(records)
    lines = _rows(records, names, source.id, place)
    rows = with_numbers(lines, table, mapping, table.remarks, progress, place)
    yield from with_words(rows, table, mapping)


def _rows(records: list[Record], names: list[str], stem: str, place: str) -> Iterator[list[Material]]:
    alone = len(records) == 1
    for number, (one, name) in enumerate(zip(records, names, strict=True), start=1):
        row_id = one.title or name or (stem if alone else f"{stem}-{number}")
        where = place if alone else f"{place}, record {number}"
        called = one.title or name or ("The molecule" if alone else f"Record {number}")
        yield [molecule_row(row_id, where, lambda one=one, called=called: read_mol_block(one.block, called))]  # type: ignore[misc]


def record(text: str) -> Record:
    """Return the parts of a record; a block that does not end is all that there is before the first field."""
    lines = text.split("\n")
    ends = (i for i, line in enumerate(lines) if line.startswith(("M  END", "> ", "><", ">  <")))
    end = next(ends, len(lines))
    if end < len(lines) and lines[end].startswith("M  END"):
        end += 1
    block = "\n".join(lines[:end])
    fields: dict[str, list[str]] = {}
    heading = ""
    for line in lines[end:]:
        if found := _FIELD.match(line):
            heading = found[1].strip()
            fields[heading] = []
        elif not line.strip():
            heading = ""
        elif heading:
            fields[heading].append(line.strip())
    title = with_header(block).partition("\n")[0].strip()
    return Record(block, title, {name: " ".join(words) for name, words in fields.items() if name})


FORMAT = Format("SDF", (".sdf", ".sd", ".mol", ".mdl"), _LOOKS.search, read, certainty=2)
