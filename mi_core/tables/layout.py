"""Records to a table: titles above, headings, a row of units, and rows of the wrong length."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mi_core.errors import InputError
from mi_core.formulas import is_missing, read_formula
from mi_core.tables.names import SUMMARIES
from mi_core.tables.numbers import TEXT, read_cell
from mi_core.tables.table import Table, unique_headings, units_of
from mi_core.tables.units import is_unit, plain_unit
from mi_core.words import counted, shown

Row = list[Any]
_MOST_TITLES = 30
_LOOKED_AT = 200
_SHORT_SUMMARIES = frozenset({"n", "se", "cv", "s"})  # formulas, too, unless beside Mean and its like


@dataclass(slots=True)
class Layout:
    """A table in the making; each step says what it did."""

    rows: list[Row]
    headings: list[str] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def make_table(
    name: str, rows: list[Row], *, remarks: list[str], comments: list[str], decimal: str = ""
) -> Table:
    """Return the table of records (cells: text, or numbers of a spreadsheet); InputError when there is none in them."""
    trimmed = [(row, len(whole)) for whole in rows if (row := _trimmed(whole))]
    layout = Layout([row for row, _ in trimmed], remarks=list(remarks))
    if not layout.rows:
        raise InputError("The table is empty; give a row of headings and rows below it.")
    _take_headings(layout, comments)
    _take_units(layout)
    widths = [width for _, width in trimmed]
    _fit_rows(layout, widths[len(widths) - len(layout.rows) :])
    _drop_summary(layout)
    _drop_empty_columns(layout)
    frame = pd.DataFrame(layout.rows, columns=range(len(layout.headings)), dtype=object)
    headings, repeated = unique_headings(layout.headings)
    frame.columns = headings
    units = units_of(headings) | {headings[i]: unit for i, unit in layout.units.items() if unit}
    return Table(name, frame, units, (*layout.remarks, *repeated), layout.faults, decimal)


def _trimmed(row: Row) -> Row:
    """Return the row with stripped texts and without the empty cells at its end."""
    cells = [_stripped(cell) if isinstance(cell, str) else cell for cell in row]
    while cells and _is_empty(cells[-1]):
        cells.pop()
    return cells


def _stripped(cell: str) -> str:
    """Return the text without blanks around it, and without the ="…" by which spreadsheets keep text as text."""
    cell = cell.strip()
    return cell[2:-1] if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell))


def _take_headings(layout: Layout, comments: list[str]) -> None:
    """Find the row of headings: the first as wide as the table, titles above it passed over, or a comment that names all."""
    rows = layout.rows
    counts = Counter(map(len, rows[:_LOOKED_AT]))
    usual = max(counts, key=lambda width: (counts[width], width))
    needed = usual if usual <= 2 else math.ceil(0.6 * usual)
    first = next((i for i, row in enumerate(rows[:_MOST_TITLES]) if len(row) >= needed), 0)
    first += _narrow_titles(rows[first:_MOST_TITLES], usual)
    first += _wide_titles(rows[first:], usual)
    if first:
        titles = "; ".join(repr(shown(" ".join(map(str, row)), 60)) for row in rows[:first])
        layout.remarks.append(f"Lines above the headings were passed over: {titles}.")
    del rows[:first]
    _say_comments(layout, comments)
    if _looks_like_data(rows):
        named = _headings_in(comments, len(rows[0]))
        layout.headings = named or [f"column {i + 1}" for i in range(len(rows[0]))]
        layout.remarks.append(
            "The headings were found in a comment line."
            if named
            else "There are no headings; columns got numbers."
        )
        return
    layout.headings = [
        " ".join(str("" if _is_empty(cell) else cell).split()) or f"column {i}"
        for i, cell in enumerate(rows.pop(0), start=1)
    ]
    if not rows:
        raise InputError("The table has headings and no rows.")


def _narrow_titles(rows: list[Row], width: int) -> int:
    """Return how many rows stand above the first that is as wide as the table, if that one holds words alone."""
    wide = next((i for i, row in enumerate(rows) if len(row) >= width), 0)
    return wide if wide and set(map(_kind, rows[wide])) <= {"text", "formula", "empty"} else 0


def _wide_titles(rows: list[Row], width: int) -> int:
    """Return how many rows above the headings are titles as wide as the table: words over words over numbers."""
    for titles in range(3):
        below = rows[titles + 2 : titles + 22]
        columns = [i for i in range(width) if _mostly_numbers([row[i] for row in below if i < len(row)])]
        following = rows[titles + 1] if len(rows) > titles + 1 else []
        words = [following[i] if i < len(following) else "" for i in columns]
        units = sum(is_unit(str(word)) for word in words)  # H may be hardness or henry
        is_heading = words and 2 * units < len(words) and all(_kind(w) in {"text", "formula"} for w in words)
        if not is_heading or {"compound", "number"} & set(map(_kind, following)):
            return titles
    return 0


def _say_comments(layout: Layout, comments: list[str]) -> None:
    if comments:
        lines = f"{len(comments)} comment lines were" if len(comments) > 1 else "A comment line was"
        layout.remarks.append(f"{lines} passed over, such as {shown(comments[0], 60)!r}.")


def _looks_like_data(rows: list[Row]) -> bool:
    """Whether the first row has formulas and numbers where the others have them, or nothing but numbers."""
    kinds = [list(map(_kind, row)) for row in rows[:20]]
    if len(kinds) < 2 or not ("compound" in kinds[0] or set(kinds[0]) == {"number"}):
        return False
    return all(len(row) == len(kinds[0]) and _agree(row, kinds[0]) for row in kinds[1:])


def _agree(one: list[str], other: list[str]) -> bool:
    return all(
        a == b or "empty" in {a, b} or {a, b} == {"compound", "formula"}
        for a, b in zip(one, other, strict=True)
    )


def _kind(cell: Any) -> str:
    """Return "empty", "number", "compound", "formula" (of one element) or "text"."""
    if _is_empty(cell) or (isinstance(cell, str) and is_missing(cell)):
        return "empty"
    if not isinstance(cell, str) or read_cell(cell).kind != TEXT:
        return "number"
    try:
        return "compound" if len(read_formula(cell).amounts) > 1 else "formula"
    except InputError:
        return "text"


def _headings_in(comments: list[str], width: int) -> list[str]:
    """Return the headings of the last comment that has as many words as the table has columns."""
    for comment in reversed(comments):
        for mark in (",", ";", "\t", "|", None):
            words = [word.strip() for word in comment.lstrip("#%/ ").split(mark)]
            if len(words) == width and all(words):
                return words
    return []


def _take_units(layout: Layout) -> None:
    """Take a first row that holds units where the rows below it hold numbers."""
    first, below = layout.rows[0], layout.rows[1:21]
    if not below or not any(isinstance(cell, str) and cell for cell in first):
        return
    numeric = [
        i for i in range(len(layout.headings)) if _mostly_numbers([row[i] for row in below if i < len(row)])
    ]
    cells = {i: str(first[i]) if i < len(first) and not _is_empty(first[i]) else "" for i in numeric}
    if not any(cells.values()) or not all(
        not cell or (is_unit(cell) and _kind(cell) != "number") for cell in cells.values()
    ):
        return
    if any(
        _kind(first[i]) in {"compound", "formula"} and not is_unit(first[i])
        for i in range(len(first))
        if i not in numeric
    ):
        return
    layout.rows.pop(0)
    layout.units = {i: plain_unit(cell) for i, cell in cells.items()}
    layout.remarks.append(
        f"A row of units was found below the headings: {', '.join(filter(None, layout.units.values()))}."
    )


def _mostly_numbers(cells: Row) -> bool:
    kinds = [_kind(cell) for cell in cells]
    filled = [kind for kind in kinds if kind != "empty"]
    return bool(filled) and filled.count("number") >= 0.8 * len(filled)


def _fit_rows(layout: Layout, widths: list[int]) -> None:
    """Give every row as many cells as there are headings; a row with more keeps its place and says why it is useless.

    widths : cells of each row, with the empty ones at its end.
    """
    n = len(layout.headings)
    _say_lengths(layout, widths)
    _drop_repeated_headings(layout)
    if layout.rows and _are_row_numbers(layout.rows, n):
        layout.rows = [row[1:] for row in layout.rows]
        layout.remarks.append(
            "The first cell of every row is a row number without a heading; it was left out."
        )
    layout.rows = [_joined_brackets(row, n) if len(row) > n else row for row in layout.rows]
    longer = [i for i, row in enumerate(layout.rows) if len(row) > n]
    if len(longer) > len(layout.rows) / 2:
        raise InputError(
            f"{len(longer):,} of {len(layout.rows):,} rows have more cells than there are headings ({n}): columns cannot be "
            "told. Put texts with commas into quotes, and part cells by semicolons where commas are decimal marks."
        )
    for i in longer:
        layout.faults[i] = (
            f"The row has {len(layout.rows[i])} cells under {n} headings, so that its columns cannot be told; "
            "put texts with commas into quotes."
        )
    if longer:
        layout.remarks.append(
            f"{counted(len(longer), 'row')} with more cells than there are headings cannot be used."
        )
    layout.rows = [row[:n] + [""] * (n - len(row)) for row in layout.rows]


def _say_lengths(layout: Layout, widths: list[int]) -> None:
    n = len(layout.headings)
    extra = sum(len(row) <= n < width for row, width in zip(layout.rows, widths, strict=True))
    short = sum(width < n for width in widths)
    if extra:
        layout.remarks.append(
            f"Empty cells beyond the headings (trailing delimiters) were passed over in {counted(extra, 'row')}."
        )
    if short:
        layout.remarks.append(
            f"{counted(short, 'row')} with fewer cells than there are headings; what is missing at the end is empty."
        )


def _drop_repeated_headings(layout: Layout) -> None:
    repeated = [i for i, row in enumerate(layout.rows) if row == layout.headings]
    if repeated:
        layout.rows = [row for row in layout.rows if row != layout.headings]
        layout.remarks.append(f"{counted(len(repeated), 'row')} with the headings again left out.")
    second = next((i for i, row in enumerate(layout.rows) if _begins_another(row, layout.headings)), None)
    if second is not None:
        headings = ", ".join(
            repr(shown(str(cell), 40)) for cell in layout.rows[second] if not _is_empty(cell)
        )
        left_out = counted(len(layout.rows) - second - 1, "row")
        layout.remarks.append(
            f"A second table begins below ({headings}); its {left_out} were left out: save it in a file of its own."
        )
        del layout.rows[second:]


def _begins_another(row: Row, headings: list[str]) -> bool:
    """Whether a row holds other headings: the first heading again, and no number behind it."""
    if row[0] != headings[0] or len(row) < 2:
        return False
    kinds = list(map(_kind, row))
    return "number" not in kinds and kinds.count("empty") < len(row) - 1


def _drop_summary(layout: Layout) -> None:
    """Leave the rows at the end out that sum the others up: Mean, SD, Total."""
    end = len(layout.rows)
    while end > 1 and _first_word(layout.rows[end - 1]) in SUMMARIES | _SHORT_SUMMARIES:
        end -= 1
    words = [_first_word(row) for row in layout.rows[end:]]
    if not SUMMARIES.intersection(words):
        return
    del layout.rows[end:]
    layout.faults = {i: words for i, words in layout.faults.items() if i < end}
    layout.remarks.append(
        f"{counted(len(words), 'row')} at the end left out that sum up the others: {', '.join(words)}."
    )


def _first_word(row: Row) -> str:
    """Return the first cell that is text and no number, in lower case and without marks around it."""
    texts = (cell for cell in row if isinstance(cell, str) and _kind(cell) not in {"empty", "number"})
    return next(texts, "").strip(" :.=*").casefold()


def _are_row_numbers(rows: list[Row], n: int) -> bool:
    first = [str(row[0]) for row in rows]
    counted = any(first == [str(i + start) for i in range(len(rows))] for start in (0, 1))
    return counted and all(len(row) == n + 1 for row in rows)


def _joined_brackets(row: Row, n: int) -> Row:
    """Return the row with cells joined that a comma inside brackets had cut: (Ba0.5,Sr0.5)TiO3."""
    joined: Row = []
    for cell in row:
        if joined and _is_open(joined[-1]):
            joined[-1] = f"{joined[-1]},{cell}"
        else:
            joined.append(cell)
    return joined if len(joined) <= n else row


def _is_open(cell: Any) -> bool:
    """Whether a text has brackets that are not closed."""
    return isinstance(cell, str) and len(re.findall(r"[(\[]", cell)) > len(re.findall(r"[)\]]", cell))


def _drop_empty_columns(layout: Layout) -> None:
    """Leave columns out that have neither a heading nor a cell."""
    nameless = {i for i, heading in enumerate(layout.headings) if heading == f"column {i + 1}"}
    empty = {i for i in nameless if all(_is_empty(row[i]) for row in layout.rows)}
    if empty:
        kept = [i for i in range(len(layout.headings)) if i not in empty]
        layout.headings = [layout.headings[i] for i in kept]
        layout.rows = [[row[i] for i in kept] for row in layout.rows]
        layout.units = {new: layout.units[old] for new, old in enumerate(kept) if old in layout.units}
