"""The rows of a user's table that can be compared on; every other one is counted under its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.comparison.problem import check_problem
from mi_core.datasets.cleaning import CleaningStep
from mi_core.descriptors.own_columns import with_numbers
from mi_core.errors import InputError
from mi_core.structures.formats.table import materials_of
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.rows import unique_ids
from mi_core.tables.mapping import Mapping, find_column, need_mapping, propose_mapping
from mi_core.tables.target import read_features, read_target
from mi_core.words import counted

if TYPE_CHECKING:
    from mi_core.structures.material import Material
    from mi_core.tables.table import Table
    from mi_core.tables.target import TargetColumn

#: Rows of a table beyond these are set aside at random: more cost hours and change no ranking.
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """The usable rows of a table.

    Attributes
    ----------
    materials : list of Material
    target : TargetColumn
        Of all rows; `rows` of it are usable.
    rows : (n,) int64, positions in the table
    steps : list of CleaningStep
    """

    materials: list[Material]
    target: TargetColumn
    rows: np.ndarray
    steps: list[CleaningStep]

    @property
    def y(self) -> np.ndarray:
        """The labels, (n,)."""
        return self.target.labels[self.rows]


def clean_rows(
    table: Table,
    target_column: str,
    mapping: Mapping,
    features: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    *,
    seed: int = 0,
    check: bool = True,
) -> Cleaned:
    """Return the rows whose target and own features are numbers and whose material can be read, and what was dropped.

    The materials have the numbers of the features, and those of the `optional` ones that are there, beside them.
    check : whether too few rows, or labels without differences, are an InputError before the materials are read.
    """
    mapping = need_mapping(table, mapping or propose_mapping(table))
    heading = find_column(table, target_column)
    if heading in mapping.columns:
        raise InputError(
            f"The column {heading!r} describes the materials and cannot be the target; choose another column."
        )
    target = read_target(table, heading)
    _check_features((*features, *optional), heading, mapping)
    own, keep, feature_steps = read_features(table, features)
    found, _, known = read_features(table, optional)
    found = np.where(np.column_stack([have for have, *_ in known]), found, np.nan) if optional else found
    steps = [CleaningStep("table", 0, 0, remark) for remark in table.remarks]
    steps += [CleaningStep(rule, dropped, 0, words) for rule, dropped, words in target.steps]
    steps += [
        CleaningStep("note_values", 0, 0, note) for *_, notes in (*feature_steps, *known) for note in notes
    ]
    rows = np.flatnonzero(target.keep)
    for step_keep, words, _ in feature_steps:
        rows, steps = _kept(rows, step_keep, steps, "drop_missing_feature", words)
    rows = rows[keep[rows]]
    described = [h for h in (*mapping.columns, *features, *optional) if h != mapping.id]
    rows, steps = _without_repeats(table, described, target, rows, steps)
    rows, steps = _at_most(rows, seed, steps)
    if check:
        check_labels(target.labels[rows], table.name, steps)
    materials, rows, cleaning = clean_materials(table, mapping, rows)
    if features or optional:
        materials = with_numbers(materials, (*features, *optional), np.hstack([own, found])[rows])
    return Cleaned(materials, target, rows, [*steps, *cleaning])


def _check_features(features: tuple[str, ...], target: str, mapping: Mapping) -> None:
    for heading in features:
        if heading == target:
            raise InputError(
                f"The column {heading!r} is the one to predict and cannot be learnt from; leave it out."
            )
        if heading in mapping.columns:
            raise InputError(
                f"The column {heading!r} describes the materials already; leave it out of the own columns."
            )


def clean_materials(
    table: Table, mapping: Mapping, rows: np.ndarray | None = None
) -> tuple[list[Material], np.ndarray, list[CleaningStep]]:
    """Return the materials of a table (or of some rows) that can be read, their rows, and what was dropped or decided."""
    part, rows = (table, np.arange(len(table))) if rows is None else (_rows_of(table, rows), rows)
    found = (next(iter(blocks)) for blocks in materials_of(part, mapping, DEFAULT_LIMITS))
    materials = list(unique_ids(found))
    usable = [i for i, material in enumerate(materials) if material.usable]
    return [materials[i] for i in usable], rows[usable], _steps_of(materials)


def _rows_of(table: Table, rows: np.ndarray) -> Table:
    place = {int(row): i for i, row in enumerate(rows)}
    faults = {place[row]: words for row, words in table.faults.items() if row in place}
    return replace(table, frame=table.frame.iloc[rows].reset_index(drop=True), faults=faults)


def check_labels(y: np.ndarray, name: str, steps: list[CleaningStep]) -> None:
    """InputError as `check_problem`, with what was dropped and why when hardly anything is left."""
    try:
        check_problem(y, name)
    except InputError as error:
        said = " ".join(step.sentence for step in steps if step.dropped)
        raise InputError(f"{error} {said}".strip()) from error


def _kept(
    rows: np.ndarray, keep: np.ndarray, steps: list[CleaningStep], rule: str, what: str
) -> tuple[np.ndarray, list[CleaningStep]]:
    """Return the rows that are kept, and the steps with one more if any row is dropped."""
    dropped = int((~keep[rows]).sum())
    step = [CleaningStep(rule, dropped, 0, f"{counted(dropped, 'row')} dropped {what}.")] if dropped else []
    return rows[keep[rows]], [*steps, *step]


def _without_repeats(
    table: Table, headings: list[str], target: TargetColumn, rows: np.ndarray, steps: list[CleaningStep]
) -> tuple[np.ndarray, list[CleaningStep]]:
    """Keep the first of rows that agree in what they describe, in the own features, and in the target."""
    described = (
        table.frame[list(dict.fromkeys(headings))]
        .iloc[rows]
        .astype(str)
        .assign(**{"\0y": target.labels[rows]})
    )
    keep = np.ones(len(table), dtype=bool)
    keep[rows] = ~described.duplicated().to_numpy()
    return _kept(rows, keep, steps, "drop_duplicates", "that repeat another row")


def _at_most(rows: np.ndarray, seed: int, steps: list[CleaningStep]) -> tuple[np.ndarray, list[CleaningStep]]:
    if len(rows) <= MOST_ROWS:
        return rows, steps
    kept = np.sort(np.random.default_rng(seed).choice(rows, MOST_ROWS, replace=False))
    dropped = len(rows) - MOST_ROWS
    words = f"{counted(dropped, 'row')} dropped at random: at most {MOST_ROWS:,} rows are compared on."
    return kept, [*steps, CleaningStep("sample", dropped, 0, words)]


def _steps_of(materials: list[Material]) -> list[CleaningStep]:
    """Count the materials that cannot be read by what they lack, and the remarks on the others."""
    bad = [material for material in materials if not material.usable]
    remarks = Counter(
        _kind_of(words) for material in materials if material.usable for words in material.warnings
    )
    found = []
    if bad:
        common = Counter(material.error for material in bad).most_common(1)[0][0]
        words = f"{counted(len(bad), 'row')} dropped whose material cannot be read; most often: {common}"
        found.append(CleaningStep("drop_unreadable", len(bad), 0, words))
    return found + [
        CleaningStep("note_materials", 0, 0, f"{words} ({counted(n, 'row')})")
        for words, n in remarks.most_common(5)
    ]


def _kind_of(remark: str) -> str:
    """Return a remark so that alike ones count together: what was read differs from row to row."""
    return (
        "Added molecules were counted in (Fe2O3·3H2O = Fe2H6O6)." if remark.startswith("Read as ") else remark
    )
