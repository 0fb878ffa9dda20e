"""A table that was read: its columns, their units, and what had to be decided on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mi_core.tables.units import split_unit

if TYPE_CHECKING:
    import pandas as pd


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
