"""What a person chose to compare on, and the splits that it allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class SplitChoice:
    """A way to hold rows out: how it is called, what its error means, its kind, and what it adds to a reference."""

    title: str
    meaning: str
    kind: str
    reference: dict[str, Any] = field(default_factory=dict)


RANDOM = SplitChoice(
    "Rows at random",
    "Near relatives of a test row may be among the training rows: the error of filling gaps.",
    "random",
)
COMPOSITIONS = SplitChoice(
    "Whole compositions",
    "All rows of one composition stay together: the error on new compositions.",
    "grouped",
)
OWN_GROUPS = SplitChoice(
    "Groups of a column",
    "Rows that agree in the column you chose stay together: the error on new samples, papers or batches.",
    "column",
)
ELEMENTS = SplitChoice(
    "One element at a time",
    "Every row with an element is tested by models that never saw it: the error on new chemistry.",
    "leave_element_out",
)


@dataclass(frozen=True)
class Chosen:
    """The problem as a job carries it.

    Attributes
    ----------
    reference : dict
        As `sources.reference` returns it.
    title : str
        Of the job.
    kinds : frozenset of str
        Keys of the kinds of input that its rows have.
    own_columns : tuple of str
        Columns of numbers that are read beside the material.
    groups : tuple of SplitChoice
        Splits by columns that it allows.
    """

    reference: dict[str, Any]
    title: str
    kinds: frozenset[str]
    own_columns: tuple[str, ...] = ()
    groups: tuple[SplitChoice, ...] = ()


def split_choices(chosen: Chosen | None) -> dict[str, SplitChoice]:
    """Return the splits that are offered, by a key: the kind, or the column that a split goes by."""
    groups = chosen.groups if chosen is not None else ()
    found = (RANDOM, COMPOSITIONS, *groups, ELEMENTS)
    return {split.reference.get("kept_together", split.kind): split for split in found}
