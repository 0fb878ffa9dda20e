"""Records to a table: titles above, headings, a row of units, and rows of the wrong length."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from mi_core.errors import InputError
from mi_core.tables.headings import Layout, Row, is_empty, kind_of_cell, take_headings, take_units
from mi_core.tables.names import SUMMARIES
from mi_core.tables.table import Table, unique_headings, units_of
from mi_core.words import counted, shown

_SHORT_SUMMARIES = frozenset({"n", "se", "cv", "s"})  # formulas, too, unless beside Mean and its like


def make_table(
    name: str, rows: list[Row], *, remarks: list[str], comments: list[str], decimal: str = ""
) -> Table:
    """Return the table of records (cells: text, or numbers of a spreadsheet); InputError when there is none in them."""
    trimmed = [(row, len(whole)) for whole in rows if (row := _trimmed(whole))]
    layout = Layout([row for row, _ in trimmed], remarks=list(remarks))
    if not layout.rows:
        raise InputError("The table is empty; give a row of headings and rows below it.")
    take_headings(layout, comments)
    take_units(layout)
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
    while cells and is_empty(cells[-1]):
        cells.pop()
    return cells


def _stripped(cell: str) -> str:
    """Return the text without blanks around it, and without the ="…" by which spreadsheets keep text as text."""
    cell = cell.strip()
    return cell[2:-1] if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell


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
        headings = ", ".join(repr(shown(str(cell), 40)) for cell in layout.rows[second] if not is_empty(cell))
        left_out = counted(len(layout.rows) - second - 1, "row")
        layout.remarks.append(
            f"A second table begins below ({headings}); its {left_out} were left out: save it in a file of its own."
        )
        del layout.rows[second:]


def _begins_another(row: Row, headings: list[str]) -> bool:
    """Whether a row holds other headings: the first heading again, and no number behind it."""
    if row[0] != headings[0] or len(row) < 2:
        return False
    kinds = list(map(kind_of_cell, row))
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
    texts = (cell for cell in row if isinstance(cell, str) and kind_of_cell(cell) not in {"empty", "number"})
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
    empty = {i for i in nameless if all(is_empty(row[i]) for row in layout.rows)}
    if empty:
        kept = [i for i in range(len(layout.headings)) if i not in empty]
        layout.headings = [layout.headings[i] for i in kept]
        layout.rows = [[row[i] for i in kept] for row in layout.rows]
        layout.units = {new: layout.units[old] for new, old in enumerate(kept) if old in layout.units}
