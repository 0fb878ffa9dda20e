"""Standard input: a spreadsheet; standard output: the rows of its first sheet with a table, else with anything, as JSON.

This file is run by itself (`spreadsheet.py`), not imported: the library lays a sheet out as a full rectangle, so that a few
bytes that name a cell far away ask for more memory than there is, and then it ends its process, which must not be the app's.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, time, timedelta
from typing import Any


def main() -> None:
    """Write sheets (names), read (the one that was, or null) and rows (its rows that are not empty), or error (words)."""
    _limit_memory(int(sys.argv[1]))
    try:
        found = _first_table(sys.stdin.buffer.read())
    except Exception as error:  # noqa: BLE001 - whatever the library has to say goes into one sentence
        found = {"error": str(error) or type(error).__name__}
    json.dump(found, sys.stdout)


def _limit_memory(most_bytes: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    except (OSError, ValueError):
        return  # macOS has no such limit


def _first_table(data: bytes) -> dict:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: dict[str, Any] = {"sheets": book.sheet_names, "read": None, "rows": []}
    for number, name in enumerate(book.sheet_names):
        rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
        filled = [[_cell(cell) for cell in row] for row in rows if any(cell != "" for cell in row)]
        is_table = len(filled) > 1 and len(filled[0]) > 1  # unlike a sheet of notes
        if is_table or (filled and found["read"] is None):
            found |= {"read": name, "rows": filled}
        if is_table:
            break
    return found


def _cell(cell):
    """Return a cell as text, number or truth value; dates become text that says so."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    return str(cell) if isinstance(cell, date | time | timedelta) else cell


if __name__ == "__main__":
    main()
