"""Delimited text to records: which delimiter, which lines are comments."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import NamedTuple

from mi_core.errors import InputError
from mi_core.formulas import is_missing
from mi_core.tables.numbers import TEXT, read_cell
from mi_core.words import detail

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SINGLE = "\x1f"  # for files of one column: a delimiter that no text holds
_COMMENT = re.compile(r"#(?![\d,;\t|]*$)|%|//")
_FEWEST = 0.6  # share of the lines that must have as many cells as most
_SAMPLE = 200
_MOST_OTHERS = 1000  # titles, comments and rules beside the rows
_SEP = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)


class Records(NamedTuple):
    """Rows of cells, the delimiter ("" for blanks or one column), comments passed over, and remarks."""

    rows: list[list[str]]
    delimiter: str
    comments: list[str]
    remarks: list[str]


def read_records(text: str, longest_cell: int, most_rows: int) -> Records:
    """Return the records of a text whose cells are parted by commas, semicolons, tabs, bars, or clearly by blanks.

    InputError when quotes or line ends are broken, and for more than `most_rows` rows.
    """
    csv.field_size_limit(max(csv.field_size_limit(), longest_cell))
    text = text.lstrip("\ufeff\r\n")
    remarks = []
    if announced := _SEP.match(text):
        delimiter, text = announced[1], text[announced.end() :]
    else:
        delimiter = find_delimiter(text)
        if delimiter in ";|" and delimiter:
            remarks.append(f"Cells are parted by {DELIMITERS[delimiter]}.")
    if blanks := "" if delimiter else _parted_by_blanks(text):
        rows = [
            _cut_at(blanks, line.strip())
            for line in text.splitlines()[: most_rows + _MOST_OTHERS]
            if line.strip()
        ]
        remarks.append("Cells are parted by blanks.")
    else:
        rows = _all_rows(text, delimiter or _SINGLE, most_rows)
    if delimiter == "|":
        rows = [row for row in map(_without_frame, rows) if not _is_rule(row)]
    rows, comments = _without_comments([row for row in rows if any(cell.strip() for cell in row)])
    return Records(rows, delimiter, comments, remarks)


def find_delimiter(text: str) -> str:
    """Return the delimiter for which most lines have equally many cells, two or more; empty if there is none."""
    scores = {mark: score for mark in DELIMITERS if (score := _score(text, mark)) is not None}
    return max(scores, key=scores.__getitem__, default="")


def _score(text: str, mark: str) -> tuple[float, int] | None:
    """Return how well a delimiter fits: agreement of the lines, weighed with the sense of the cells; None if not at all."""
    rows = _first_rows(text, mark)
    # Empty cells at the end may belong to a row or not.
    lengths = [(len(_without_end(row)), len(row)) for row in rows]
    fits = {
        w: sum(least <= w <= most for least, most in lengths) for w in {w for pair in lengths for w in pair}
    }
    width = max((w for w in fits if w > 1), key=lambda w: (fits[w], w), default=1)
    if width < 2 or fits[width] < _FEWEST * len(rows):
        return None
    return round(fits[width] / len(rows) + 0.25 * _sense(rows), 2), width


def _first_rows(text: str, mark: str) -> list[list[str]]:
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), _SAMPLE))
    except csv.Error:
        return []
    return [row for row in rows if _without_end(row) and not _COMMENT.match(row[0].lstrip())]


def _without_end(row: list[str]) -> list[str]:
    """Return the row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _sense(rows: list[list[str]]) -> float:
    """Return the share of cells that are numbers or empty: cells that are cut at a wrong place are neither."""
    cells = [cell for row in rows[1:50] for cell in row[:50]]
    good = (
        len(cell) < 200 and (is_missing(cell) or any(read_cell(cell, mark).kind != TEXT for mark in ".,"))
        for cell in cells
    )
    return sum(good) / max(len(cells), 1)


def _parted_by_blanks(text: str) -> str:
    """Return the pattern of blanks that parts all lines into equally many cells, two or more; empty if none does."""
    lines = [line.strip() for line in text.splitlines()[: 2 * _SAMPLE] if line.strip()]
    lines = [line for line in lines if not _COMMENT.match(line)]
    for pattern in (r"\s{2,}", r"\s+"):
        first, *others = [len(_cut_at(pattern, line)) for line in lines] or [0]
        if len(set(others)) == 1 and others[0] > 1 and others[0] - first in {0, 1} and first:
            return pattern  # R writes no heading above the names of rows
    return ""


def _cut_at(pattern: str, line: str) -> list[str]:
    """Return the cells of a line between blanks that stand outside quotes."""
    if '"' not in line:
        return re.split(pattern, line)
    return [cell.strip('"') for cell in re.split(rf'{pattern}(?=(?:[^"]*"[^"]*")*[^"]*$)', line)]


def _all_rows(text: str, delimiter: str, most_rows: int) -> list[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(islice((row for row in lines if row), most_rows + _MOST_OTHERS))
    except csv.Error as error:
        raise InputError(
            f"The table cannot be cut into cells ({detail(error)}); write it anew as CSV."
        ) from error
    if len(rows) >= most_rows + _MOST_OTHERS:
        raise InputError(
            f"The table has more than {most_rows:,} rows, and at most as many are read; split it."
        )
    return rows


def _without_frame(row: list[str]) -> list[str]:
    """Return the cells of a Markdown line without the empty ones outside its first and last bar."""
    start = 1 if row and not row[0].strip() else 0
    end = len(row) - 1 if len(row) > 1 and not row[-1].strip() else len(row)
    return row[start:end]


def _is_rule(row: list[str]) -> bool:
    return bool(row) and all(re.fullmatch(r"\s*:?-{2,}:?\s*", cell) for cell in row)


def _without_comments(rows: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Part comment lines (#, %, //) from the others, unless most rows begin so and the mark belongs to their ids."""
    marked = [_COMMENT.match(row[0].lstrip()) is not None for row in rows]
    if not any(marked) or sum(marked) > len(rows) / 2:
        return rows, []
    comments = [",".join(row).strip() for row, is_comment in zip(rows, marked, strict=True) if is_comment]
    return [row for row, is_comment in zip(rows, marked, strict=True) if not is_comment], comments
