"""Tables whose columns describe materials: CIF text, formulas, elements on sites, or contents of elements."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.formulas import is_missing
from mi_core.structures.formats import cif
from mi_core.structures.formats.format import Format
from mi_core.structures.formats.numbers_beside import numbers_beside
from mi_core.structures.rows import failed_row, formula_row, sites_row
from mi_core.tables.elements import formulas_of
from mi_core.tables.mapping import MATERIAL_ROLES, Mapping, need_mapping, propose_mapping
from mi_core.tables.reading import read_table
from mi_core.tables.spreadsheet import SUFFIXES as SPREADSHEETS
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source
    from mi_core.tables.table import Table


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per line of a table; what was decided about the table as a whole is said at its first row."""
    table = read_table(
        source.name, source.data, most_rows=limits.max_rows, most_bytes=limits.max_unpacked_bytes
    )
    mapping = need_mapping(table, propose_mapping(table))
    place = shown(source.name)
    lines = materials_of(table, mapping, limits, name=source.id, place=place)
    yield from with_numbers(lines, table, mapping, (*table.remarks, *_unusual(mapping)), progress, place)


def with_numbers(
    lines: Iterable[list[Material]],
    table: Table,
    mapping: Mapping,
    said: tuple[str, ...],
    progress: Progress,
    place: str,
) -> Iterator[Material]:
    """Yield the materials of a table's lines, each with the numbers beside it, and the first with what is said of all."""
    count = len(table)
    progress.expect(count - 1)
    beside = numbers_beside(table, mapping)
    said = (*said, *beside.remarks)
    for i, rows in enumerate(lines, start=1):
        for row in rows:
            yield replace(
                row,
                warnings=(*row.warnings, *said),
                numbers=beside.rows[i - 1],
                columns=beside.columns[i - 1],
            )
            said = ()
        if i < count:
            progress.advance(place)


def materials_of(
    table: Table, mapping: Mapping, limits: Limits, *, name: str = "row", place: str = "table"
) -> Iterator[list[Material]]:
    """Yield for each row of a table the materials it describes: one, or as many as its CIF has blocks."""
    contents, faults = formulas_of(table, mapping.elements) if mapping.elements else ([], {})
    roles = {role: heading for role in ("id", *MATERIAL_ROLES) if (heading := getattr(mapping, role))}
    columns = [table.frame[heading].tolist() for heading in roles.values()]
    for i in range(len(table)):
        record = {role: cell_text(cells[i]) for role, cells in zip(roles, columns, strict=True)}
        if contents:
            record["formula"] = contents[i]
        row_id, where = record.get("id") or f"{name}-{i + 1}", f"{place}, row {i + 1}"
        fault = table.faults.get(i) or faults.get(i)
        yield (
            [failed_row(row_id, where, fault)] if fault else list(record_rows(row_id, where, record, limits))
        )


def record_rows(row_id: str, place: str, record: dict[str, str], limits: Limits) -> Iterator[Material]:
    """Yield what one record (role → text) describes: its CIF, else its site elements, else its formula."""
    if record.get("cif"):
        if len(record["cif"]) > limits.max_file_bytes:
            yield failed_row(row_id, place, f"The CIF is longer than {limits.max_file_bytes:,} characters.")
            return
        yield from cif.rows(record["cif"], row_id, place, limits)
    elif record.get("a_site") or record.get("b_site"):
        yield sites_row(
            row_id, place, record.get("a_site", ""), record.get("b_site", ""), record.get("x_site") or "O"
        )
    elif record.get("formula"):
        yield formula_row(row_id, place, record["formula"])
    else:
        yield failed_row(
            row_id, place, "The row is empty where its material should be; fill in its formula, CIF or sites."
        )


def _unusual(mapping: Mapping) -> list[str]:
    """Return what was decided about columns that do not bear the plain names of their roles."""
    as_roles = all(getattr(mapping, role).strip().casefold() in {"", role} for role in MATERIAL_ROLES)
    if as_roles and not mapping.elements:
        return []
    return [f"Columns were understood as {'; '.join(mapping.words())}."]


def cell_text(cell) -> str:
    """Return a cell as text; what says that it is missing is empty."""
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN is the only value that differs from itself
        return ""
    text = cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell).strip()
    return "" if len(text) < 30 and is_missing(text) else text


def _names_materials(head: bytes) -> bool:
    """Whether the first line names columns of materials."""
    line = head.partition(b"\n")[0].decode("latin-1")
    names = {name.strip().strip('"').lower() for name in re.split(r"[,;\t]", line)}
    return bool(names & {"cif", "formula"}) or {"a_site", "b_site"} <= names


def describes_materials(lines: bytes) -> bool:
    """Whether lines are a table whose columns describe materials, whatever they are called."""
    try:
        return bool(propose_mapping(read_table("", lines)))
    except InputError:
        return False


FORMAT = Format("table", (".csv", ".tsv", ".parquet", *SPREADSHEETS), _names_materials, read)
