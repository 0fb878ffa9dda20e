"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods) to records: the first sheet that holds anything."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date, time, timedelta
from typing import Any

from mi_core.errors import InputError
from mi_core.words import detail, listed

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_FIRST_MEMBERS = (
    b"[Content_Types].xml",
    b"_rels/.rels",
    b"xl/",
    b"docProps/",
    b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
)
_CHUNK = 1 << 20


def is_spreadsheet(name: str, data: bytes) -> bool:
    """Whether a file is a spreadsheet, by its name or by how its bytes begin."""
    first_member = data[30:90]
    return (
        name.lower().endswith(SUFFIXES)
        or data.startswith(_OLE)
        or (data.startswith(_ZIP) and first_member.startswith(_FIRST_MEMBERS))
    )


def read_sheet(data: bytes, *, most_bytes: int) -> tuple[list[list[Any]], list[str]]:
    """Return the rows of the first sheet with anything in it, and remarks; InputError when it cannot be opened.

    Cells are text, numbers (whole ones as int), truth values, or dates as ISO text.
    """
    import pandas as pd

    _check_size(data, most_bytes)
    try:
        book = pd.ExcelFile(io.BytesIO(data), engine="calamine")
        sheets = {
            sheet: book.parse(sheet, header=None, dtype=object, na_filter=False)
            for sheet in book.sheet_names[:1]
        }
        first = next(iter(sheets), "")
        while not _filled(sheets.get(first)) and len(sheets) < len(book.sheet_names):
            first = book.sheet_names[len(sheets)]
            sheets[first] = book.parse(first, header=None, dtype=object, na_filter=False)
    except Exception as error:
        raise InputError(
            f"The file is no spreadsheet that can be opened{_why(error)}; save it anew, or as CSV."
        ) from error
    if not _filled(sheets.get(first)):
        raise InputError("The spreadsheet has no sheet with anything in it.")
    others = [sheet for sheet in book.sheet_names if sheet != first]
    remarks = []
    if others:
        remarks.append(f"Sheet {first!r} was read; the other sheets were not: {listed(others)}.")
    return [
        [_cell(cell) for cell in row] for row in sheets[first].itertuples(index=False, name=None)
    ], remarks


def _filled(frame) -> bool:
    return frame is not None and any(
        cell not in ("", None) for row in frame.itertuples(index=False) for cell in row
    )


def _cell(cell: Any) -> Any:
    """Return a cell as text or number; dates become text that says so."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return cell


def _why(error: Exception) -> str:
    words = detail(error)
    if "assword" in words or "ncrypt" in words:
        return " because it is protected by a password"
    return f" ({words})"


def _check_size(data: bytes, most: int) -> None:
    """InputError when a zipped spreadsheet unpacks to more than `most` bytes, counted and not as its header claims."""
    if not data.startswith(_ZIP):
        return
    left = most
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                with archive.open(info) as stream:
                    while left >= 0 and (chunk := stream.read(_CHUNK)):
                        left -= len(chunk)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise InputError(f"The spreadsheet is damaged ({detail(error)}); save it anew.") from error
    if left < 0:
        raise InputError(f"The spreadsheet unpacks to more than {most:,} bytes; split it, or save it as CSV.")
