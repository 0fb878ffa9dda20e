"""The one shape in which every input travels through the product."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pymatgen.core import Structure


class SiteElements(NamedTuple):
    """Element symbols on the sites of an ABX3 perovskite; `x` holds the three anions, sorted."""

    a: str
    b: str
    x: tuple[str, str, str]


class NumberColumn(NamedTuple):
    """The column of a table that one of the product's own numbers is read from.

    heading : "" where there is none; fault : why it, or its cell in this row, cannot be read; remark : how it was, or what
    was passed over; alone : whether the fault is that of the cell, and other rows are read.
    """

    heading: str
    fault: str = ""
    remark: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """One row of input: a crystal, or only a formula or site elements, or the reason why it cannot be used.

    Attributes
    ----------
    id : str
        Unique within one reading; made from the file name and block or row unless a table names it.
    source : str
        File (and member, block or row) it came from, as shown to the user.
    structure : pymatgen Structure or None
        The checked crystal.
    formula : str
        Reduced formula; empty when nothing could be read.
    sites : SiteElements or None
        Site elements that the user named herself (columns `a_site`, `b_site`, `x_site`).
    warnings : tuple of str
        Sentences about a crystal that is usable but odd.
    error : str or None
        One sentence when the row cannot be used.
    numbers : mapping
        Heading → number of the other columns of its table, such as a temperature, for models that read them. NaN where
        there is none; of the product's own (`mi_core.conditions`) only where the cell holds something else, and nothing
        where it is empty.
    columns : mapping
        Key of a condition or an optional number → the column that it was looked for in.
    inputs : mapping
        What the row has of further kinds of input (`mi_core.inputs`), by their keys.
    """

    id: str
    source: str = ""
    structure: Structure | None = None
    formula: str = ""
    sites: SiteElements | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None
    numbers: Mapping[str, float] = field(default_factory=dict, hash=False)
    columns: Mapping[str, NumberColumn] = field(default_factory=dict, hash=False)
    inputs: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def usable(self) -> bool:
        """Whether anything can be computed for this row."""
        return self.error is None

    def failed(self, error: str) -> Material:
        """Return the same row marked unusable, keeping its identity."""
        return replace(self, structure=None, error=error)
