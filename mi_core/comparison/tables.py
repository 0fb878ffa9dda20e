"""The user's own table as a problem: every row that cannot be used is counted under its reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.comparison.cleaning import check_labels, clean_rows
from mi_core.comparison.problem import Problem, with_optional_columns
from mi_core.datasets.cleaning import CleaningReport, CleaningStep
from mi_core.descriptors.sites import site_elements
from mi_core.errors import InputError
from mi_core.structures.analysis.perovskite import NotPerovskiteError
from mi_core.tables import reading
from mi_core.tables.mapping import Mapping, find_column, mapping_of
from mi_core.tables.table import Table, table_of
from mi_core.tables.units import split_unit
from mi_core.targets import TARGETS, Target
from mi_core.words import counted, detail

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.structures.material import Material, SiteElements

#: From this share of perovskites on, the others are dropped, so that sites can be described.
PEROVSKITES = 0.9


@dataclass(frozen=True, slots=True)
class Columns:
    """What the person chose of a table: its mapping, own columns of numbers as features, a column for splits.

    `optional` are own columns, too, of which the rows without a number are kept.
    """

    mapping: Mapping = field(default_factory=Mapping)
    features: tuple[str, ...] = ()
    group: str = ""
    optional: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """Return plain values, as a job carries them."""
        own = {"features": list(self.features), "optional": list(self.optional)}
        return {"mapping": self.mapping.as_dict(), **own, "group": self.group}


def columns_of(values: dict) -> Columns:
    """Return the choice of `Columns.as_dict`."""
    optional = tuple(values.get("optional", ()))  # jobs of before that choice have none
    return Columns(mapping_of(values["mapping"]), tuple(values["features"]), values["group"], optional)


def _resolved(columns: Columns, table: Table) -> Columns:
    """Return the choice with headings as the table writes them, each once; a needed column is not optional, too."""
    features, optional = (
        tuple(dict.fromkeys(find_column(table, heading) for heading in chosen))
        for chosen in (columns.features, columns.optional)
    )
    group = find_column(table, columns.group) if columns.group else ""
    optional = tuple(heading for heading in optional if heading not in features)
    return replace(columns, features=features, optional=optional, group=group)


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
    columns = _resolved(columns or Columns(), table)
    name, group = name or table.name, columns.group
    cleaned = clean_rows(table, target_column, columns.mapping, columns.features, columns.optional, seed=seed)
    heading = cleaned.target.heading
    label = split_unit(heading)[0]
    target = TARGETS.get(heading) or Target(heading, label, label, unit or cleaned.target.unit)
    origin: dict[str, Any] = {"table": name, "column": heading}
    if columns.features or columns.optional:
        origin["features"] = [*columns.features, *columns.optional]
    return make_problem(
        name,
        target,
        cleaned.materials,
        cleaned.y,
        origin=origin | ({"group": group} if group else {}),
        rows_in=len(table),
        steps=cleaned.steps,
        own_names=columns.features,
        optional_names=columns.optional,
        kept_together=[str(cell) for cell in table.frame[group].iloc[cleaned.rows]] if group else None,
    )


def make_problem(
    name, target: Target, materials: list[Material], y, *, origin, rows_in, steps, **others
) -> Problem:
    """Return the problem of readable materials, with the perovskite sites if (almost) all are perovskites.

    `others` are the fields `own_names`, `optional_names` and `kept_together` of `Problem`.
    """
    check_labels(y, name, steps)
    sites = _sites_of(materials)
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
    if PEROVSKITES <= len(known) / len(sites) < 1:
        problem = _perovskites_of(problem, sites)
    return with_optional_columns(problem)


def _perovskites_of(problem: Problem, sites: list[SiteElements | None]) -> Problem:
    """Return the problem of the rows that have sites; the others are counted."""
    rows = [i for i, on_site in enumerate(sites) if on_site is not None]
    words = f"{counted(len(sites) - len(rows), 'row')} dropped that are no perovskites, as all others are."
    step = CleaningStep("drop_other_crystals", len(sites) - len(rows), 0, words)
    report = CleaningReport(problem.report.rows_in, len(rows), (*problem.report.steps, step))
    known = [on_site for on_site in sites if on_site is not None]
    return replace(problem.subset(np.array(rows)), sites=known, report=report)


def _sites_of(materials: list[Material]) -> list[SiteElements | None]:
    """Return the sites of each, None where it is no perovskite; of no one as soon as too many are none to describe sites."""
    found, others = [], 0
    for material in materials:
        found.append(_sites_or_none(material))
        others += found[-1] is None
        if 1 - others / len(materials) < PEROVSKITES:
            return [None] * len(materials)
    return found


def _sites_or_none(material: Material) -> SiteElements | None:
    """Return the sites, None where it is no perovskite or only a formula, which cannot tell A from B."""
    if material.sites is None and material.structure is None:
        return None
    try:
        return site_elements(material)
    except NotPerovskiteError:
        return None
