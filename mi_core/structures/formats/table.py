"""CSV and Parquet tables with a `cif` column, or `a_site` and `b_site`, or `formula`."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.formats import cif
from mi_core.structures.formats.text import decode
from mi_core.structures.rows import failed_row, formula_row, sites_row
from mi_core.structures.source import Source, detail, shown, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress

COLUMNS = ("id", "cif", "formula", "a_site", "b_site", "x_site")
_DELIMITERS = ",;\t"
_MISSING = "The table needs a column cif, or formula, or the columns a_site and b_site (x_site, if not O)"


def read_csv(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per line of a CSV table (comma, semicolon or tab)."""
    text = decode(source.data)
    header = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda mark: len(_known(next(csv.reader([header], delimiter=mark), []))))
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_file_bytes))
    lines = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)
    names = next(lines)
    places = _places(names)
    # quoted CIFs span lines, so that the number of lines only bounds the number of rows
    records = [line for line in lines if any(cell.strip() for cell in line)]
    cells = ({name: line[i] if i < len(line) else "" for name, i in places.items()} for line in records)
    yield from _rows(cells, len(records), source, limits, progress)


def read_parquet(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield a row per record of a Parquet table, in batches, so that a small file cannot fill the memory."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(source.data))
        names = file.schema_arrow.names
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"The Parquet table cannot be read ({detail(error)}); write it anew.") from error
    places = _places(names)
    columns = [names[i] for i in places.values()]
    yield from _rows(
        _records(file, columns, places, limits), file.metadata.num_rows, source, limits, progress
    )


def _records(file, columns: list[str], places: dict[str, int], limits: Limits) -> Iterator[dict[str, str]]:
    import pyarrow as pa

    unpacked = 0
    try:
        for batch in file.iter_batches(batch_size=256, columns=columns, use_threads=False):
            unpacked += batch.nbytes
            if unpacked > limits.max_unpacked_bytes:
                raise InputError(
                    f"The table unpacks to more than {limits.max_unpacked_bytes:,} bytes; split it."
                )
            arrays = {name: batch.column(column) for name, column in zip(places, columns, strict=True)}
            for i in range(batch.num_rows):
                yield {name: _cell(array[i].as_py()) for name, array in arrays.items()}
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"The Parquet table breaks off ({detail(error)}); write it anew.") from error


def _rows(records, count: int, source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    name, place = stem(source.name), shown(source.name)
    if count > limits.max_rows:
        raise InputError(f"The table has {count:,} rows and at most {limits.max_rows:,} are read; split it.")
    if count == 0:
        raise InputError("The table has a header and no rows.")
    progress.expect(count - 1)
    for i, record in enumerate(records, start=1):
        row_id = record.get("id", "").strip() or f"{name}-{i}"
        yield from record_rows(row_id, f"{place}, row {i}", record, limits)
        if i < count:
            progress.advance(place)


def record_rows(row_id: str, place: str, record: dict[str, str], limits: Limits) -> Iterator[Material]:
    """Yield what one record (column → text) describes: its CIF, else its site elements, else its formula."""
    if record.get("cif", "").strip():
        if len(record["cif"]) > limits.max_file_bytes:
            yield failed_row(row_id, place, f"The CIF is longer than {limits.max_file_bytes:,} characters.")
            return
        yield from cif.rows(record["cif"], row_id, place, limits)
    elif record.get("a_site", "").strip() or record.get("b_site", "").strip():
        x = record.get("x_site", "").strip() or "O"
        yield sites_row(row_id, place, record.get("a_site", ""), record.get("b_site", ""), x)
    elif record.get("formula", "").strip():
        yield formula_row(row_id, place, record["formula"])
    else:
        yield failed_row(
            row_id, place, "The row is empty where its crystal should be; fill cif, formula or the sites."
        )


def _known(names: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for i, name in enumerate(names):
        key = str(name).strip().lower()
        if key in COLUMNS:
            places.setdefault(key, i)
    return places


def _places(names: list[str]) -> dict[str, int]:
    """Return the position of each column that matters; InputError when none describes a crystal."""
    places = _known(names)
    if not ("cif" in places or "formula" in places or {"a_site", "b_site"} <= places.keys()):
        got = shown(", ".join(map(str, names[:12])), 120)
        raise InputError(f"{_MISSING}; it has: {got}.")
    return places


def _cell(value) -> str:
    """Return a Parquet value as text; nulls and NaN are empty."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value that differs from itself
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
