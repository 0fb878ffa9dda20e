"""Tables with a column of SMILES."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.formats.format import Format
from mi_core.structures.formats.table import cell_text, with_numbers
from mi_core.structures.molecules.columns import propose_columns, with_first_row
from mi_core.structures.molecules.rows import molecule_row
from mi_core.structures.molecules.smiles import read_smiles
from mi_core.structures.molecules.words_beside import with_words
from mi_core.structures.rows import failed_row
from mi_core.tables.reading import read_table
from mi_core.tables.spreadsheet import SUFFIXES as SPREADSHEETS
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source
    from mi_core.tables.mapping import Mapping
    from mi_core.tables.table import Table


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per line of a table; what was decided about the table as a whole is said at its first row."""
    table = read_table(
        source.name, source.data, most_rows=limits.max_rows, most_bytes=limits.max_unpacked_bytes
    )
    table, mapping = with_first_row(table, propose_columns(table))
    place = shown(source.name)
    lines = molecules_of(table, mapping, name=source.id, place=place)
    rows = with_numbers(lines, table, mapping, (*table.remarks, *_unusual(mapping)), progress, place)
    yield from with_words(rows, table, mapping)


def molecules_of(
    table: Table, mapping: Mapping, *, name: str = "row", place: str = "table"
) -> Iterator[list[Material]]:
    """Yield for each row of a table its molecule, in a list of one."""
    cells = table.frame[mapping.smiles].tolist()
    names = table.frame[mapping.id].tolist() if mapping.id else [""] * len(table)
    for i, (cell, own_name) in enumerate(zip(cells, names, strict=True)):
        row_id, where = cell_text(own_name) or f"{name}-{i + 1}", f"{place}, row {i + 1}"
        smiles = cell_text(cell)
        if fault := table.faults.get(i):
            yield [failed_row(row_id, where, fault)]
        elif not smiles:
            yield [failed_row(row_id, where, "The row is empty where its SMILES should be; fill it in.")]
        else:
            yield [molecule_row(row_id, where, lambda smiles=smiles: read_smiles(smiles))]  # type: ignore[misc]


def _unusual(mapping: Mapping) -> list[str]:
    """Return which column was understood as SMILES, where its heading is not that word."""
    if mapping.smiles.casefold() == "smiles":
        return []
    return [f"Columns were understood as {'; '.join(mapping.words())}."]


def holds_molecules(lines: bytes) -> bool:
    """Whether lines are a table with a column of SMILES, whatever it is called."""
    try:
        return bool(propose_columns(read_table("", lines)).smiles)
    except InputError:
        return False


FORMAT = Format(
    "table", (".csv", ".tsv", ".parquet", *SPREADSHEETS), lambda head: head.startswith(b"PAR1"), read
)
