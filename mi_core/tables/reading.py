"""A table from any usual file: delimited text in any encoding, spreadsheets, Parquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mi_core.encodings import decode_named
from mi_core.errors import InputError
from mi_core.tables.delimited import read_records
from mi_core.tables.layout import make_table
from mi_core.tables.spreadsheet import SUFFIXES as SHEETS
from mi_core.tables.spreadsheet import is_spreadsheet, read_sheet
from mi_core.tables.table import table_of
from mi_core.words import detail

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.tables.table import Table

SUFFIXES = (".csv", ".tsv", ".txt", ".dat", ".parquet", *SHEETS)
MOST_BYTES = 500 * 2**20
_CURE = "give a CSV, spreadsheet or Parquet file"
_SILENT = frozenset({"utf-8", "utf-8-sig", "ascii"})


def read_table(name: str, data: bytes, *, most_rows: int = 5_000_000, most_bytes: int = MOST_BYTES) -> Table:
    """Return the table in a file's bytes; what it is shows in its content, and its name only decides in doubt.

    most_rows, most_bytes : limits of rows and of unpacked bytes.
    InputError in one sentence when there is no table, or more of it than allowed.
    """
    if data.startswith(b"PAR1") or name.lower().endswith(".parquet"):
        table = table_of(_read_parquet(data, most_rows, most_bytes), name)
    elif is_spreadsheet(name, data):
        rows, remarks = read_sheet(data, most_bytes=most_bytes)
        _check_rows(len(rows), most_rows)
        table = make_table(name, rows, remarks=remarks, comments=[], decimal="")
    else:
        table = _read_text(name, data, most_rows)
    if not len(table):
        raise InputError("The table has headings and no rows.")
    return table


def _read_text(name: str, data: bytes, most_rows: int) -> Table:
    text, encoding = decode_named(data, _CURE)
    records = read_records(text, max(len(data), 1), most_rows)
    _check_rows(len(records.rows), most_rows)
    remarks = list(records.remarks)
    if encoding.lower().replace("_", "-") not in _SILENT:
        remarks.insert(0, f"The text is in {encoding.upper().replace('_', '-')}.")
    decimal = "," if records.delimiter == ";" else ""
    return make_table(name, records.rows, remarks=remarks, comments=records.comments, decimal=decimal)


def _read_parquet(data: bytes, most_rows: int, most_bytes: int) -> pd.DataFrame:
    """Return the frame of a Parquet file, read in batches, so that a small file cannot fill the memory."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        _check_rows(file.metadata.num_rows, most_rows)
        batches, unpacked = [], 0
        for batch in file.iter_batches(batch_size=4096, use_threads=False):
            unpacked += batch.nbytes
            if unpacked > most_bytes:
                raise InputError(f"The table unpacks to more than {most_bytes:,} bytes; split it.")
            batches.append(batch)
        frame = pa.Table.from_batches(batches, schema=file.schema_arrow).to_pandas()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"The Parquet table cannot be read ({detail(error)}); write it anew.") from error
    return frame.reset_index() if frame.index.name is not None else frame


def _check_rows(count: int, most: int) -> None:
    if count > most + 1:
        raise InputError(f"The table has {count:,} rows and at most {most:,} are read; split it.")
