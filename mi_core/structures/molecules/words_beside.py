"""What stands beside molecules and is no number, such as "active": words that tasks of two classes are read from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.structures.formats.table import cell_text
from mi_core.tables.one_unit import read_column
from mi_core.tables.table import table_decimal
from mi_core.tables.target import numeric_columns, other_columns
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_core.structures.material import Material
    from mi_core.tables.mapping import Mapping
    from mi_core.tables.table import Table

WORDS = "words"
"""The key among `Material.inputs` of heading → what the cell holds, where that is no number."""
_MOST_COLUMNS, _LONGEST = 50, 40


def with_words(rows: Iterable[Material], table: Table, mapping: Mapping) -> Iterator[Material]:
    """Yield the rows of a table, one for each of its lines, with the words beside them."""
    for row, words in zip(rows, words_beside(table, mapping), strict=True):
        yield replace(row, inputs={**row.inputs, WORDS: words}) if words else row


def words_beside(table: Table, mapping: Mapping) -> list[dict[str, str]]:
    """Return for each line heading → text of the cells that are neither empty nor a plain number."""
    found: list[dict[str, str]] = [{} for _ in range(len(table))]
    numeric, decimal = set(numeric_columns(table, mapping)), table_decimal(table)
    for heading in other_columns(table, mapping)[:_MOST_COLUMNS]:
        cells = table.frame[heading].tolist()
        lines: Iterable[int] = range(len(cells))
        if heading in numeric:
            lines = np.flatnonzero(~read_column(table, heading, decimal)[0].usable).tolist()
        for line in lines:
            if text := cell_text(cells[line]):
                found[line][heading] = shown(text, _LONGEST)
    return found
