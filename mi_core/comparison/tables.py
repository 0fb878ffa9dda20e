"""The user's own table as a problem: every row that cannot be used is counted under its reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.comparison.problem import Problem, check_problem
from mi_core.datasets.cleaning import CleaningReport, CleaningStep
from mi_core.descriptors.sites import site_elements
from mi_core.errors import InputError
from mi_core.structures.formats.table import record_rows
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.perovskite import NotPerovskiteError
from mi_core.structures.rows import unique_ids
from mi_core.targets import TARGETS, Target

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.structures.material import Material, SiteElements

#: Rows of a table beyond these are set aside at random: more cost hours and change no ranking.
MOST_ROWS = 100_000
DESCRIBES = ("cif", "formula", "a_site", "b_site", "x_site")
#: From this share of perovskites on, the others are dropped, so that sites can be described.
PEROVSKITES = 0.9


def read_table(path: Path) -> pd.DataFrame:
    """Return the frame of a CSV or Parquet file; InputError when it cannot be read."""
    readers = {".csv": pd.read_csv, ".tsv": lambda p: pd.read_csv(p, sep="\t"), ".parquet": pd.read_parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"A table ends in {', '.join(readers)}; got {path.name!r}.")
    try:
        return reader(path)
    except (OSError, ValueError, UnicodeDecodeError, pd.errors.ParserError) as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(
            f"The table {path.name!r} cannot be read ({words.rstrip('.')}); write it anew."
        ) from error


def problem_from_table(
    frame: pd.DataFrame, target_column: str, unit: str = "", *, name: str = "your table", seed: int = 0
) -> Problem:
    """Return the problem of a table with `formula`, `cif`, or `a_site` and `b_site` (and `x_site`, if not O).

    InputError for a table without them or without the target column, and when too few rows or no differences are left.
    Of more than 100,000 rows a random 100,000 are used; the report counts what was dropped for which reason.
    """
    frame = frame.rename(
        columns={c: str(c).strip().lower() for c in frame if str(c).strip().lower() in DESCRIBES}
    )
    _check_columns(frame, target_column, name)
    steps: list[CleaningStep] = []
    rows_in = len(frame)
    frame = _with_numbers(frame.reset_index(drop=True), target_column, steps)
    frame = _without_repeats(frame, target_column, steps)
    frame = _at_most(frame, seed, steps)
    check_problem(frame[target_column].to_numpy(dtype=float), name)
    materials = list(unique_ids(_materials(frame, name)))
    y = frame[target_column].to_numpy(dtype=float)
    materials, y = _readable(materials, y, steps)
    target = TARGETS.get(target_column) or Target(target_column, target_column, target_column, unit)
    origin = {"table": name, "column": target_column}
    return make_problem(name, target, materials, y, origin=origin, rows_in=rows_in, steps=steps)


def make_problem(name, target: Target, materials: list[Material], y, *, origin, rows_in, steps) -> Problem:
    """Return the problem of readable materials, with the perovskite sites if (almost) all are perovskites."""
    check_problem(y, name)
    sites = perovskite_sites(materials)
    found = np.array([s is not None for s in sites])
    if PEROVSKITES <= found.mean() < 1:
        rows = np.flatnonzero(found)
        materials, y, sites = [materials[i] for i in rows], y[rows], [sites[i] for i in rows]
        steps = [
            *steps,
            _step(
                "drop_other_crystals", len(found) - len(rows), "that are no perovskites, as all others are"
            ),
        ]
    return Problem(
        name=name,
        target=target,
        materials=materials,
        y=y,
        ids=[m.id for m in materials],
        formulas=[m.formula for m in materials],
        sites=sites if all(s is not None for s in sites) else None,
        origin=origin,
        report=CleaningReport(rows_in, len(y), tuple(steps)),
    )


def perovskite_sites(materials: list[Material]) -> list[SiteElements | None]:
    """Return the sites of each material, None where it is no perovskite or only a formula, which cannot tell A from B."""
    return [_sites_or_none(material) for material in materials]


def _sites_or_none(material: Material) -> SiteElements | None:
    if material.sites is None and material.structure is None:
        return None
    try:
        return site_elements(material)
    except NotPerovskiteError:
        return None


def _check_columns(frame: pd.DataFrame, target: str, name: str) -> None:
    have = ", ".join(map(str, list(frame)[:20])) or "none"
    if not ({"cif"} <= set(frame) or {"formula"} <= set(frame) or {"a_site", "b_site"} <= set(frame)):
        raise InputError(
            f"{name} needs a column cif, or formula, or the columns a_site and b_site (x_site, if not O); it has: {have}."
        )
    if target not in frame:
        raise InputError(f"{name} has no column {target!r} to predict; its columns are: {have}.")
    if target in DESCRIBES:
        raise InputError(
            f"The column {target!r} describes the crystals and cannot be the target; choose another column."
        )
    if frame.columns.duplicated().any():
        twice = frame.columns[frame.columns.duplicated()][0]
        raise InputError(f"{name} has two columns named {twice!r}; rename one of them.")


def _with_numbers(frame: pd.DataFrame, target: str, steps: list[CleaningStep]) -> pd.DataFrame:
    """Keep the rows whose target is a finite number."""
    raw = frame[target]
    if pd.api.types.is_bool_dtype(raw) or pd.api.types.is_datetime64_any_dtype(raw):
        raise InputError(f"The column {target!r} holds {raw.dtype} values; numbers are needed to regress on.")
    empty = raw.isna() | (raw.astype(str).str.strip() == "")
    numbers = pd.to_numeric(raw, errors="coerce").astype(float)
    infinite = np.isinf(numbers)
    words = ~empty & numbers.isna()
    for mask, what in (
        (empty, "without a value in"),
        (words, "with text instead of a number in"),
        (infinite, "with an infinite"),
    ):
        if mask.any():
            steps.append(_step("drop_missing_target", int(mask.sum()), f"{what} {target}"))
    keep = ~(empty | words | infinite)
    return frame.assign(**{target: numbers})[keep]


def _without_repeats(frame: pd.DataFrame, target: str, steps: list[CleaningStep]) -> pd.DataFrame:
    """Keep the first of rows that agree in what they describe and in the target."""
    columns = [column for column in DESCRIBES if column in frame]
    repeated = frame.duplicated([*columns, target])
    if repeated.any():
        steps.append(_step("drop_duplicates", int(repeated.sum()), "that repeat another row"))
    return frame[~repeated]


def _at_most(frame: pd.DataFrame, seed: int, steps: list[CleaningStep]) -> pd.DataFrame:
    if len(frame) <= MOST_ROWS:
        return frame
    steps.append(
        _step("sample", len(frame) - MOST_ROWS, f"at random: at most {MOST_ROWS:,} rows are compared on")
    )
    return frame.sample(MOST_ROWS, random_state=seed).sort_index()


def _materials(frame: pd.DataFrame, name: str):
    columns = [column for column in ("id", *DESCRIBES) if column in frame]
    for number, record in zip(frame.index, frame[columns].itertuples(index=False, name=None), strict=True):
        cells = {c: "" if v is None or v != v else str(v) for c, v in zip(columns, record, strict=True)}  # noqa: PLR0124 - NaN
        row_id = cells.get("id", "").strip() or f"row-{number + 1}"
        yield next(iter(record_rows(row_id, f"{name}, row {number + 1}", cells, DEFAULT_LIMITS)))


def _readable(materials: list[Material], y: np.ndarray, steps: list[CleaningStep]):
    """Keep the materials that could be read; count the others by what they lack, with the first sentence as example."""
    bad = [material for material in materials if not material.usable]
    if bad:
        common = Counter(material.error for material in bad).most_common(1)[0][0]
        steps.append(
            _step(
                "drop_unreadable", len(bad), f"whose crystal cannot be read; most often: {common.rstrip('.')}"
            )
        )
    rows = [i for i, material in enumerate(materials) if material.usable]
    return [materials[i] for i in rows], y[rows]


def _step(rule: str, dropped: int, what: str) -> CleaningStep:
    return CleaningStep(rule, dropped, 0, f"{dropped:,} rows dropped {what}.")
