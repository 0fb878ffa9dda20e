"""The headings of a table in the making, and the units in a row below them: found, and taken out of its rows."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from mi_core.errors import InputError
from mi_core.formulas import is_missing, read_formula
from mi_core.tables.numbers import TEXT, read_cell
from mi_core.tables.units import is_unit, plain_unit
from mi_core.words import shown

Row = list[Any]
_MOST_TITLES = 30
_LOOKED_AT = 200


@dataclass(slots=True)
class Layout:
    """A table in the making; each step says what it did."""

    rows: list[Row]
    headings: list[str] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def take_headings(layout: Layout, comments: list[str]) -> None:
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
        " ".join(str("" if is_empty(cell) else cell).split()) or f"column {i}"
        for i, cell in enumerate(rows.pop(0), start=1)
    ]
    if not rows:
        raise InputError("The table has headings and no rows.")


def _narrow_titles(rows: list[Row], width: int) -> int:
    """Return how many rows stand above the first that is as wide as the table, if that one holds words alone."""
    wide = next((i for i, row in enumerate(rows) if len(row) >= width), 0)
    return wide if wide and set(map(kind_of_cell, rows[wide])) <= {"text", "formula", "empty"} else 0


def _wide_titles(rows: list[Row], width: int) -> int:
    """Return how many rows above the headings are titles as wide as the table: words over words over numbers."""
    for titles in range(3):
        below = rows[titles + 2 : titles + 22]
        columns = [i for i in range(width) if _mostly_numbers([row[i] for row in below if i < len(row)])]
        following = rows[titles + 1] if len(rows) > titles + 1 else []
        words = [following[i] if i < len(following) else "" for i in columns]
        units = sum(is_unit(str(word)) for word in words)  # H may be hardness or henry
        is_heading = (
            words and 2 * units < len(words) and all(kind_of_cell(w) in {"text", "formula"} for w in words)
        )
        if not is_heading or {"compound", "number"} & set(map(kind_of_cell, following)):
            return titles
    return 0


def _say_comments(layout: Layout, comments: list[str]) -> None:
    if comments:
        lines = f"{len(comments)} comment lines were" if len(comments) > 1 else "A comment line was"
        layout.remarks.append(f"{lines} passed over, such as {shown(comments[0], 60)!r}.")


def _looks_like_data(rows: list[Row]) -> bool:
    """Whether the first row has formulas and numbers where the others have them, or nothing but numbers."""
    kinds = [list(map(kind_of_cell, row)) for row in rows[:20]]
    if len(kinds) < 2 or not ("compound" in kinds[0] or set(kinds[0]) == {"number"}):
        return False
    return all(len(row) == len(kinds[0]) and _agree(row, kinds[0]) for row in kinds[1:])


def _agree(one: list[str], other: list[str]) -> bool:
    return all(
        a == b or "empty" in {a, b} or {a, b} == {"compound", "formula"}
        for a, b in zip(one, other, strict=True)
    )


def kind_of_cell(cell: Any) -> str:
    """Return "empty", "number", "compound", "formula" (of one element) or "text"."""
    if is_empty(cell) or (isinstance(cell, str) and is_missing(cell)):
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


def take_units(layout: Layout) -> None:
    """Take a first row that holds units where the rows below it hold numbers."""
    first, below = layout.rows[0], layout.rows[1:21]
    if not below or not any(isinstance(cell, str) and cell for cell in first):
        return
    numeric = [
        i for i in range(len(layout.headings)) if _mostly_numbers([row[i] for row in below if i < len(row)])
    ]
    cells = {i: str(first[i]) if i < len(first) and not is_empty(first[i]) else "" for i in numeric}
    if not any(cells.values()) or not all(
        not cell or (is_unit(cell) and kind_of_cell(cell) != "number") for cell in cells.values()
    ):
        return
    if any(
        kind_of_cell(first[i]) in {"compound", "formula"} and not is_unit(first[i])
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
    kinds = [kind_of_cell(cell) for cell in cells]
    filled = [kind for kind in kinds if kind != "empty"]
    return bool(filled) and filled.count("number") >= 0.8 * len(filled)


def is_empty(cell: Any) -> bool:
    """Whether a cell holds nothing: None, no text, or NaN."""
    return cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell))
