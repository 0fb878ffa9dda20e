"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods) to records: the first sheet that holds a table."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

from mi_core.errors import InputError
from mi_core.words import detail, listed, shown

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
_OPENER = Path(__file__).with_name("open_sheet.py")
_PATIENCE_S = 300
MOST_MEMORY = 4 << 30  # of the process that opens a sheet; a million rows of twenty cells take 3 GB


def is_spreadsheet(name: str, data: bytes) -> bool:
    """Whether a file is a spreadsheet, by how its bytes begin, or by its name unless it is delimited text."""
    first_member = data[30:90]
    return (
        (name.lower().endswith(SUFFIXES) and not _is_delimited(data[:_CHUNK]))
        or data.startswith(_OLE)
        or (data.startswith(_ZIP) and first_member.startswith(_FIRST_MEMBERS))
    )


def _is_delimited(head: bytes) -> bool:
    """Whether bytes are lines of cells, which instruments write into files that they call .xls."""
    lines = [line for line in head.replace(b"\r", b"\n").split(b"\n") if line.strip()]
    text = head.replace(b"\0", b"").startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head
    is_markup = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return text and not is_markup and len(lines) > 1 and any(mark in lines[0] for mark in b",;\t|")


def read_sheet(data: bytes, *, most_bytes: int) -> tuple[list[list[Any]], list[str]]:
    """Return the rows of the first sheet with a table in it, else with anything, and remarks; InputError if there is none.

    Cells are text, numbers (whole ones as int), truth values, or dates as ISO text; empty rows are passed over.
    """
    _check_size(data, most_bytes)
    found = _opened(data)
    if "error" in found:
        raise InputError(
            f"The file is no spreadsheet that can be opened{_why(found['error'])}; save it anew, or as CSV."
        )
    if found["read"] is None:
        raise InputError("The spreadsheet has no sheet with anything in it; give one with a table.")
    others = [sheet for sheet in found["sheets"] if sheet != found["read"]]
    if not others:
        return found["rows"], []
    return found["rows"], [f"Sheet {found['read']!r} was read; the other sheets were not: {listed(others)}."]


def _opened(data: bytes) -> dict[str, Any]:
    """Return what `open_sheet.py` says, in a process that may end for want of memory."""
    command = [sys.executable, "-I", str(_OPENER), str(MOST_MEMORY)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise InputError(
            f"The spreadsheet could not be opened within {_PATIENCE_S} s; split it, or save it as CSV."
        ) from None
    if done.returncode:
        raise InputError(
            f"The spreadsheet needs more than {MOST_MEMORY >> 30} GB of memory to be opened, or is damaged; a cell far away "
            "from the others makes it so large: delete what is beside the table, or save it as CSV."
        )
    return json.loads(done.stdout)


def _why(words: str) -> str:
    words = shown(" ".join(words.split()))
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
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise InputError(f"The spreadsheet is damaged ({detail(error)}); save it anew.") from error
    if left < 0:
        raise InputError(f"The spreadsheet unpacks to more than {most:,} bytes; split it, or save it as CSV.")
