"""A table with one measured column, as a task that can be learned: what counts, what was refused, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.inputs.molecules import KEY
from mi_core.molecules.transfer.reading.duplicates import Duplicate, join_duplicates
from mi_core.molecules.transfer.reading.labels import Labels, find_heading, read_labels
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mi_core.structures.material import Material
    from mi_core.structures.molecules.molecule import Molecule
    from mi_core.structures.source import Source

FEWEST, MOST = 20, 5000  # molecules with a label
FEWEST_OF_A_CLASS = 5
_CURE = f"A task of one's own is a table of {FEWEST} to {MOST:,} molecules; draw a sample of that size from a larger one"
_DIGITS = ("no label", "one label", *(f"{word} labels" for word in
           ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")))  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class OwnTask:
    """A task of n different molecules.

    Attributes
    ----------
    name : str
        Heading of the measured column.
    ids : tuple of str
        Of each molecule, that of its first row.
    molecules : tuple of Molecule
    labels : (n,) float64
        Numbers in the unit of the table, or 0 and 1.
    classes : tuple of str
        How the table writes 0 and 1; () for numbers.
    rows : tuple of (id, molecule or -1)
        The rows of the table in order, and the place of each one's molecule.
    refused : tuple of (id, sentence)
        Rows that do not count.
    duplicates : tuple of Duplicate
    remarks : tuple of str
        How the column was read.
    """

    name: str
    ids: tuple[str, ...]
    molecules: tuple[Molecule, ...]
    labels: np.ndarray
    classes: tuple[str, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    remarks: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.molecules)

    @property
    def classification(self) -> bool:
        """Whether labels are classes."""
        return bool(self.classes)

    @property
    def groups(self) -> np.ndarray:
        """A number for each molecule, (n,), the same for those that differ in stereochemistry and isotopes alone."""
        return np.unique([molecule.flat for molecule in self.molecules], return_inverse=True)[1]


def read_own_task(
    sources: Sequence[Source | Path | str],
    target: str,
    progress: Callable[[int, int, str], None] | None = None,
) -> OwnTask:
    """Return the task in files of molecules; InputError as `own_task`, and where nothing can be read."""
    from mi_core.structures.molecules.reading import Limits, read_molecules

    return own_task(read_molecules(sources, limits=Limits(max_rows=MOST), progress=progress), target)


def own_task(rows: Sequence[Material], target: str) -> OwnTask:
    """Return the task that a column of read molecules is.

    InputError, one sentence, for more rows than `MOST`, no usable molecule, no such column, text, one class or one value
    alone, and fewer labels than `FEWEST`, or than `FEWEST_OF_A_CLASS` of a class.
    """
    if len(rows) > MOST:
        raise InputError(f"The table has {len(rows):,} rows, too many. {_CURE}.")
    if not any(row.usable for row in rows):
        raise InputError(f"Nothing can be learned, since no row can be used: {_reason(rows)} {_CURE}.")
    heading = find_heading(rows, target)
    labels = read_labels(rows, heading)
    errors = [
        row.error or labels.faults.get(place) or _unlabelled(heading, labels.values[place])
        for place, row in enumerate(rows)
    ]
    return _joined(heading, rows, labels, errors)


def _joined(heading: str, rows: Sequence[Material], labels: Labels, errors: list[str]) -> OwnTask:
    """Return the task, each molecule once; `errors` has a sentence or "" for each row."""
    kept = [place for place, error in enumerate(errors) if not error]
    read: list[Molecule] = [rows[place].inputs[KEY] for place in kept]
    ids = [rows[place].id for place in kept]
    values = labels.values[kept]
    groups, duplicates = join_duplicates(
        [one.smiles for one in read], ids, values, classification=bool(labels.classes)
    )
    several = {one.rows: one for one in duplicates}
    places = np.full(len(rows), -1)
    first: list[int] = []
    counting: list[float] = []
    for group in groups:
        label = several[group].label if group in several else values[group[0]]
        if np.isnan(label):
            for row in group:
                errors[kept[row]] = several[group].sentence
            continue
        places[[kept[row] for row in group]] = len(first)
        first.append(group[0])
        counting.append(label)
    _check_enough(heading, np.array(counting), labels.classes)
    return OwnTask(
        name=heading,
        ids=tuple(ids[row] for row in first),
        molecules=tuple(read[row] for row in first),
        labels=np.array(counting),
        classes=labels.classes,
        rows=tuple((row.id, int(place)) for row, place in zip(rows, places, strict=True)),
        refused=tuple((row.id, error) for row, error in zip(rows, errors, strict=True) if error),
        duplicates=tuple(duplicates),
        remarks=labels.remarks,
    )


def _reason(rows: Sequence[Material]) -> str:
    return next((row.error for row in rows if row.error), "The table has no rows.")


def _unlabelled(heading: str, value: float) -> str:
    return f"Nothing stands under {heading!r}; measure it, or leave the row out." if np.isnan(value) else ""


def _check_enough(heading: str, labels: np.ndarray, classes: tuple[str, ...]) -> None:
    """InputError for labels too few to learn from, or all alike once those that count twice are joined."""
    if len(labels) < FEWEST:
        words = _DIGITS[len(labels)] if len(labels) < len(_DIGITS) else counted(len(labels), "label")
        raise InputError(
            f"{heading!r} has {words} of different molecules, and {FEWEST} or more are needed: with fewer neither a choice "
            "nor a verdict means anything; measure more."
        )
    for number, name in enumerate(classes):
        if (count := int((labels == number).sum())) < FEWEST_OF_A_CLASS:
            raise InputError(
                f"Only {counted(count, 'molecule')} of {heading!r} {'is' if count == 1 else 'are'} {name!r}, and "
                f"{FEWEST_OF_A_CLASS} or more of each class are needed; measure more of that class."
            )
    if np.ptp(labels) == 0:
        raise InputError(f"All labels under {heading!r} are {labels[0]:g}; measure molecules that differ.")
