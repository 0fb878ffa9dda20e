"""One data block, whatever dictionary its names come from, and how its values are written."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import gemmi

if TYPE_CHECKING:
    from collections.abc import Sequence

ABSENT = frozenset({None, "", "?", "."})
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?:\(\s*\d*\s*\))?")


@dataclass(slots=True)
class Block:
    """The items of a CIF block, looked up without case and with `_cell.length_a` meaning `_cell_length_a`.

    `repeated` names items that the block gives twice, `broken` those of tables whose last row is not full; `fault` is
    the first place where the text breaks the grammar, in words.
    """

    name: str
    pairs: dict[str, str] = field(default_factory=dict)
    loops: dict[str, tuple[list[str] | gemmi.cif.Loop, int, int]] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    fault: str = ""
    _all_names: str = ""

    def add_pair(self, tag: str, value: str) -> None:
        """Add an item with one value; the first of several stays."""
        tag = folded(tag)
        if self.pairs.setdefault(tag, value) != value:
            self.repeated.add(tag)

    def add_loop(self, tags: Sequence[str], values: list[str] | gemmi.cif.Loop) -> None:
        """Add a table by its names and its values row by row; the first column of a name stays."""
        width, loops = len(tags), self.loops
        for place, tag in enumerate(map(folded, tags)):
            if tag in loops:
                self.repeated.add(tag)
            else:
                loops[tag] = (values, place, width)

    def mentions(self, *parts: str) -> bool:
        """Whether any of these parts is in the name of any item; asked first, because most files have none of them."""
        if not self._all_names:
            self._all_names = "\n".join((*self.pairs, *self.loops))
        return any(part in self._all_names for part in parts)

    def column(self, *tags: str) -> list[str]:
        """Return the values, as written, of the first of these items that is there; else an empty list."""
        for tag in tags:
            if tag in self.loops:
                values, place, width = self.loops[tag]
                if isinstance(values, gemmi.cif.Loop):
                    values = self._unpack(values)
                return values[place::width]
            if tag in self.pairs:
                return [self.pairs[tag]]
        return []

    def _unpack(self, loop: gemmi.cif.Loop) -> list[str]:
        """Return the values of a table, which stay unpacked for its other columns."""
        values = loop.values
        for tag, (held, place, width) in self.loops.items():
            if held is loop:
                self.loops[tag] = (values, place, width)
        return values

    def table(self, tag: str) -> list[str]:
        """Return all values, row by row, of the table that has this column."""
        if tag not in self.loops:
            return []
        values = self.loops[tag][0]
        return list(self._unpack(values) if isinstance(values, gemmi.cif.Loop) else values)

    def value(self, *tags: str) -> str | None:
        """Return the first value among these items that is neither "?" nor "."; a table of one row counts, too."""
        for tag in tags:
            found = self.pairs.get(tag)
            if found is None and tag in self.loops:
                found = next(iter(self.column(tag)), None)
            if found is not None and found not in ABSENT and (text := unquoted(found)) not in ABSENT:
                return text
        return None

    def number(self, *tags: str) -> float | None:
        """Return the first of these items as a number; None if it is absent or no number."""
        text = self.value(*tags)
        return None if text is None else number(text)


def from_gemmi(block: gemmi.cif.Block) -> Block:
    """Return what gemmi has read as a block of ours."""
    ours = Block(block.name)
    pairs = ours.pairs
    for item in block:
        pair: Sequence[str] | None = item.pair  # type: ignore[assignment]  # gemmi's stubs say object
        if pair is None:
            if item.loop is not None:
                ours.add_loop(item.loop.tags, item.loop)
        elif pairs.setdefault(folded(pair[0]), pair[1]) is not pair[1]:
            ours.add_pair(pair[0], pair[1])
    return ours


@lru_cache(maxsize=4096)
def folded(tag: str) -> str:
    """Return a name in the one spelling that all dictionaries share: lower case, underscores for dots."""
    return tag.lower().replace(".", "_")


def unquoted(value: str) -> str:
    """Return a CIF value without its quotes, on one line."""
    if value and value[0] in "'\";":
        value = " ".join(gemmi.cif.as_string(value).split())
    return value


@lru_cache(maxsize=8192)
def number(text: str) -> float | None:
    """Return a CIF value as a finite number without its standard uncertainty, or None."""
    match = _NUMBER.fullmatch(unquoted(text))
    value = float(match[1]) if match else math.nan
    return value if math.isfinite(value) else None
