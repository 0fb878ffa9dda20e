"""The user's own table as a problem: every row that cannot be used is counted under its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.comparison.problem import Problem, check_problem
from mi_core.datasets.cleaning import CleaningReport, CleaningStep
from mi_core.descriptors.sites import site_elements
from mi_core.errors import InputError
from mi_core.structures.analysis.perovskite import NotPerovskiteError
from mi_core.structures.formats.table import materials_of
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.rows import unique_ids
from mi_core.tables import reading
from mi_core.tables.mapping import Mapping, find_column, mapping_of, need_mapping, propose_mapping
from mi_core.tables.table import Table, table_of
from mi_core.tables.target import read_features, read_target
from mi_core.tables.units import split_unit
from mi_core.targets import TARGETS, Target
from mi_core.words import counted, detail

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.structures.material import Material, SiteElements
    from mi_core.tables.target import TargetColumn

#: Rows of a table beyond these are set aside at random: more cost hours and change no ranking.
MOST_ROWS = 100_000
#: From this share of perovskites on, the others are dropped, so that sites can be described.
PEROVSKITES = 0.9


@dataclass(frozen=True, slots=True)
class Columns:
    """What the person chose of a table: its mapping, own columns of numbers as features, a column for splits."""

    mapping: Mapping = field(default_factory=Mapping)
    features: tuple[str, ...] = ()
    group: str = ""

    def as_dict(self) -> dict:
        """Return plain values, as a job carries them."""
        return {"mapping": self.mapping.as_dict(), "features": list(self.features), "group": self.group}


def columns_of(values: dict) -> Columns:
    """Return the choice of `Columns.as_dict`."""
    return Columns(mapping_of(values["mapping"]), tuple(values["features"]), values["group"])


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """The usable rows of a table.

    Attributes
    ----------
    materials : list of Material
    target : TargetColumn
        Of all rows; `rows` of it are usable.
    rows : (n,) int64, positions in the table
    own : (n, k) float64
    steps : list of CleaningStep
    """

    materials: list[Material]
    target: TargetColumn
    rows: np.ndarray
    own: np.ndarray
    steps: list[CleaningStep]

    @property
    def y(self) -> np.ndarray:
        """The labels, (n,)."""
        return self.target.labels[self.rows]


def read_table(path: Path) -> Table:
    """Return the table in a file of any kind that `mi_core.tables` reads; InputError when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"The table {path.name!r} cannot be opened ({detail(error)}).") from error
    try:
        return reading.read_table(path.name, data)
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from error


def problem_from_table(
    table: Table | pd.DataFrame,
    target_column: str,
    unit: str = "",
    *,
    name: str = "",
    seed: int = 0,
    columns: Columns | None = None,
) -> Problem:
    """Return the problem of a table and the column to predict; `columns` replaces the proposed meaning of the others.

    InputError for a table that describes no materials, for a column without numbers, and when too few rows or no
    differences are left. Of more than 100,000 rows a random 100,000 are used; the report counts what was dropped and why.
    """
    table = table if isinstance(table, Table) else table_of(table, name or "your table")
    columns = columns or Columns()
    features = tuple(dict.fromkeys(find_column(table, feature) for feature in columns.features))
    columns = replace(columns, features=features)
    name = name or table.name
    cleaned = clean_rows(table, target_column, columns, seed=seed)
    heading = cleaned.target.heading
    label = split_unit(heading)[0]
    target = TARGETS.get(heading) or Target(heading, label, label, unit or cleaned.target.unit)
    origin: dict[str, Any] = {"table": name, "column": heading}
    if columns.features:
        origin["features"] = list(columns.features)
    group = find_column(table, columns.group) if columns.group else ""
    return make_problem(
        name,
        target,
        cleaned.materials,
        cleaned.y,
        origin=origin | ({"group": group} if group else {}),
        rows_in=len(table),
        steps=cleaned.steps,
        own=cleaned.own if columns.features else None,
        own_names=columns.features,
        kept_together=[str(cell) for cell in table.frame[group].iloc[cleaned.rows]] if group else None,
    )


def clean_rows(
    table: Table, target_column: str, columns: Columns, *, seed: int = 0, check: bool = True
) -> Cleaned:
    """Return the rows whose target and own features are numbers and whose material can be read, and what was dropped.

    check : whether too few rows, or labels without differences, are an InputError before the materials are read.
    """
    mapping = need_mapping(table, columns.mapping or propose_mapping(table))
    heading = find_column(table, target_column)
    if heading in mapping.columns:
        raise InputError(
            f"The column {heading!r} describes the materials and cannot be the target; choose another column."
        )
    target = read_target(table, heading)
    _check_features(columns.features, heading, mapping)
    own, keep, feature_steps = read_features(table, columns.features)
    steps = [CleaningStep("table", 0, 0, remark) for remark in table.remarks]
    steps += [CleaningStep(rule, dropped, 0, words) for rule, dropped, words in target.steps]
    rows = np.flatnonzero(target.keep)
    for step_keep, words in feature_steps:
        rows, steps = _kept(rows, step_keep, steps, "drop_missing_feature", words)
    rows = rows[keep[rows]]
    rows, steps = _without_repeats(table, mapping, columns, target, rows, steps)
    rows, steps = _at_most(rows, seed, steps)
    if check:
        _check(target.labels[rows], table.name, steps)
    materials, rows, cleaning = clean_materials(table, mapping, rows)
    if columns.features:
        numbers = [dict(zip(columns.features, row, strict=True)) for row in own[rows].tolist()]
        materials = [replace(m, numbers=n) for m, n in zip(materials, numbers, strict=True)]
    return Cleaned(materials, target, rows, own[rows], [*steps, *cleaning])


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


def _check(y: np.ndarray, name: str, steps: list[CleaningStep]) -> None:
    """InputError as `check_problem`, with what was dropped and why when hardly anything is left."""
    try:
        check_problem(y, name)
    except InputError as error:
        said = " ".join(step.sentence for step in steps if step.dropped)
        raise InputError(f"{error} {said}".strip()) from error


def make_problem(
    name, target: Target, materials: list[Material], y, *, origin, rows_in, steps, **others
) -> Problem:
    """Return the problem of readable materials, with the perovskite sites if (almost) all are perovskites.

    `others` are the fields `own`, `own_names` and `kept_together` of `Problem`.
    """
    _check(y, name, steps)
    sites = list(map(_sites_or_none, materials))
    rows = [i for i, on_site in enumerate(sites) if on_site is not None]
    known = [on_site for on_site in sites if on_site is not None]
    problem = Problem(
        name=name,
        target=target,
        materials=materials,
        y=y,
        ids=[m.id for m in materials],
        formulas=[m.formula for m in materials],
        sites=known if len(known) == len(sites) else None,
        origin=origin,
        report=CleaningReport(rows_in, len(y), tuple(steps)),
        **others,
    )
    n_others = len(sites) - len(rows)
    if not PEROVSKITES <= len(rows) / len(sites) < 1:
        return problem
    words = f"{counted(n_others, 'row')} dropped that are no perovskites, as all others are."
    steps = (*steps, CleaningStep("drop_other_crystals", n_others, 0, words))
    report = CleaningReport(rows_in, len(rows), steps)
    return replace(problem.subset(np.array(rows)), sites=known, report=report)


def _sites_or_none(material: Material) -> SiteElements | None:
    """Return the sites, None where it is no perovskite or only a formula, which cannot tell A from B."""
    if material.sites is None and material.structure is None:
        return None
    try:
        return site_elements(material)
    except NotPerovskiteError:
        return None


def _kept(rows: np.ndarray, keep: np.ndarray, steps: list[CleaningStep], rule: str, what: str):
    """Return the rows that are kept, and the steps with one more if any row is dropped."""
    dropped = int((~keep[rows]).sum())
    step = [CleaningStep(rule, dropped, 0, f"{counted(dropped, 'row')} dropped {what}.")] if dropped else []
    return rows[keep[rows]], [*steps, *step]


def _without_repeats(
    table: Table, mapping: Mapping, columns: Columns, target: TargetColumn, rows: np.ndarray, steps
):
    """Keep the first of rows that agree in what they describe, in the own features, and in the target."""
    headings = [h for h in (*mapping.columns, *columns.features) if h != mapping.id]
    described = (
        table.frame[list(dict.fromkeys(headings))]
        .iloc[rows]
        .astype(str)
        .assign(**{"\0y": target.labels[rows]})
    )
    keep = np.ones(len(table), dtype=bool)
    keep[rows] = ~described.duplicated().to_numpy()
    return _kept(rows, keep, steps, "drop_duplicates", "that repeat another row")


def _at_most(rows: np.ndarray, seed: int, steps: list[CleaningStep]):
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
