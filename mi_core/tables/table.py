"""A table that was read: its columns, their units, and what had to be decided on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mi_core.tables.decimals import LIKELY_POINT, mark_votes
from mi_core.tables.numbers import EMPTY, TEXT, read_cell
from mi_core.tables.units import split_unit

if TYPE_CHECKING:
    import pandas as pd

_SAMPLE = 500


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """n rows under unique headings.

    Attributes
    ----------
    name : str
        The file.
    frame : DataFrame (n, columns), index 0 … n-1
        Cells as text, or as the numbers that a spreadsheet or Parquet file holds; headings as in the file, with (2), (3) …
        behind repeated ones.
    units : dict
        Heading → unit, from the heading itself, "gap (eV)", or from a row of units below it.
    remarks : tuple of str
        What was passed over, or decided: comments, titles, units, encoding, delimiter.
    faults : dict
        Row → why its cells cannot be told apart.
    decimal : str
        The decimal mark of the file, where it is known: "," or "."; empty otherwise.
    """

    name: str
    frame: pd.DataFrame
    units: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    faults: dict[int, str] = field(default_factory=dict)
    decimal: str = ""

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def columns(self) -> list[str]:
        """Headings in order."""
        return list(self.frame)


def table_of(frame: pd.DataFrame, name: str = "your table") -> Table:
    """Return the table of a frame that is in memory already; units are looked for in its headings."""
    frame = frame.reset_index(drop=True).rename(columns=str)
    headings, repeated = unique_headings([heading.strip() for heading in frame])
    frame.columns = headings
    return Table(name, frame, units_of(headings), tuple(repeated))


def units_of(headings: list[str]) -> dict[str, str]:
    """Return the units that headings name: {"gap (eV)": "eV"}."""
    found = {heading: split_unit(heading)[1] for heading in headings}
    return {heading: unit for heading, unit in found.items() if unit}


def unique_headings(headings: list[str]) -> tuple[list[str], list[str]]:
    """Return headings made unique by (2), (3) …, and a sentence if some were repeated."""
    seen: set[str] = set()
    unique, repeated = [], []
    for heading in headings:
        name, number = heading, 2
        while name in seen:
            name, number = f"{heading} ({number})", number + 1
        if name != heading:
            repeated.append(heading)
        seen.add(name)
        unique.append(name)
    if not repeated:
        return unique, []
    names = ", ".join(repr(name) for name in dict.fromkeys(repeated))
    return unique, [f"Several columns are named {names}; the later ones got a number in brackets."]


def table_decimal(table: Table) -> str:
    """Return the decimal mark of the whole table, where its numbers or its delimiter tell; empty otherwise."""
    votes = sum(
        (
            mark_votes([c for c in table.frame[h].head(_SAMPLE) if isinstance(c, str) and _is_number(c)])
            for h in table.columns
        ),
        start=mark_votes([]),
    )
    doubtful, grouped = votes.pop("?", 0), votes.pop(LIKELY_POINT, 0)
    if votes:
        return max(votes, key=votes.__getitem__)
    return LIKELY_POINT if table.decimal == "," and grouped and not doubtful else table.decimal


def _is_number(cell: str) -> bool:
    """Whether a cell is a number with either decimal mark: La0.7Sr0.3MnO3 tells nothing of the numbers beside it."""
    return len(cell) < 40 and any(read_cell(cell, mark).kind not in (TEXT, EMPTY) for mark in ".,")
