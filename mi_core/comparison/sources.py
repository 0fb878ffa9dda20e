"""Problems by name: a target of a registered data set, or a column of a file."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from typing_extensions import TypedDict

from mi_core.cards import checked
from mi_core.comparison.tables import columns_of, make_problem, problem_from_table, read_table
from mi_core.datasets.cleaning import CleaningStep
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.registry import find_dataset, list_datasets
from mi_core.errors import InputError
from mi_core.inputs import kinds_in
from mi_core.targets import TARGETS, definition_among, find_target

if TYPE_CHECKING:
    from mi_core.comparison.problem import Problem
    from mi_core.comparison.tables import Columns
    from mi_core.datasets.card import DatasetCard


class Reference(TypedDict, total=False):
    """What `reference` returns."""

    dataset: str
    target: str
    table: str
    column: str
    unit: str
    columns: dict[str, Any]


def load_problem(dataset: str, target: str) -> Problem:
    """Return the problem of a registered data set and one of its targets; InputError for unknown names.

    Rows without the target, and crystals that cannot be read, are dropped and counted.
    """
    column = target_column(dataset, target)
    data = load_dataset(dataset)
    frame = data.frame[np.isfinite(data.frame[column].to_numpy(dtype=float))]
    steps = list(data.report.steps)
    if len(frame) < len(data.frame):
        n = len(data.frame) - len(frame)
        steps.append(
            CleaningStep("drop_missing_target", n, 0, f"{n:,} rows dropped without a value in {column}.")
        )
    materials = kinds_in(frame)[0].materials(frame)
    usable = np.array([m.usable for m in materials], dtype=bool)
    if not usable.all():
        n = int((~usable).sum())
        steps.append(
            CleaningStep("drop_unreadable", n, 0, f"{n:,} rows dropped whose crystal cannot be read.")
        )
    return make_problem(
        dataset,
        find_target(own_target(dataset, target)),
        [m for m, ok in zip(materials, usable, strict=True) if ok],
        frame[column].to_numpy(dtype=float)[usable],
        origin={"dataset": dataset, "sha256": data.sha256, "column": column},
        rows_in=data.report.rows_in,
        steps=steps,
    )


def target_column(dataset: str, target: str) -> str:
    """Return the column of a data set that holds a target; InputError names the targets it has."""
    return find_dataset(dataset).targets[own_target(dataset, target)]


def own_target(dataset: str, target: str) -> str:
    """Return the data set's own definition of a target: itself, or its variant (`Target.variant_of`); InputError if none."""
    targets = find_dataset(dataset).targets
    key = definition_among(target, targets)
    if key not in targets:
        allowed = ", ".join(targets) or "those of another data set: it has none"
        raise InputError(f"Data set {dataset!r} has no target {target!r}; choose among {allowed}.")
    if unread := _unread(find_dataset(dataset), key):
        raise InputError(
            f"{TARGETS[key].title} depends on {', '.join(unread)}, which no kind of input reads from {dataset!r}; "
            "choose a target without conditions."
        )
    return key


def _unread(card: DatasetCard, key: str) -> list[str]:
    """Return the conditions of a target that no kind of input reads from the data set's table."""
    read = {column for kind in kinds_in(card.columns) for column in kind.columns}
    return [name for name in TARGETS[key].conditions if name not in read]


def reference(
    dataset: str = "",
    target: str = "",
    *,
    table: str | Path = "",
    column: str = "",
    unit: str = "",
    columns: Columns | None = None,
) -> dict:
    """Return a problem as plain words that a job can carry: a data set and target, or a file and column.

    columns : what the person chose of a table besides the target; without it the proposed meaning is taken.
    """
    if table:
        chosen = {"columns": columns.as_dict()} if columns is not None else {}
        return {"table": str(Path(table).absolute()), "column": column, "unit": unit, **chosen}
    return {"dataset": dataset, "target": target}


def check_reference(ref: dict[str, Any]) -> None:
    """InputError when the names of a reference are unknown or no names, without reading any table."""
    checked(Reference, ref, "The problem", strict=True)
    if "table" in ref:
        if not Path(ref["table"]).is_file():
            raise InputError(f"There is no file {ref['table']!r}.")
        if not ref.get("column"):
            raise InputError(f"Say which column of {Path(ref['table']).name} is to be predicted.")
        return
    target_column(ref.get("dataset", ""), ref.get("target", ""))


def open_problem(ref: dict[str, Any]) -> Problem:
    """Return the problem of a reference; the last two are kept, so that the tasks of a job read their table once."""
    return _opened(json.dumps(ref, sort_keys=True), _stamp(ref))


@lru_cache(maxsize=2)
def _opened(words: str, stamp: int) -> Problem:  # noqa: ARG001 - a changed file is another problem
    ref = json.loads(words)
    if "table" in ref:
        path = Path(ref["table"])
        columns = columns_of(ref["columns"]) if "columns" in ref else None
        unit = ref.get("unit", "")
        return problem_from_table(read_table(path), ref["column"], unit, name=path.name, columns=columns)
    return load_problem(ref["dataset"], ref["target"])


def _stamp(ref: dict[str, Any]) -> int:
    check_reference(ref)
    return Path(ref["table"]).stat().st_mtime_ns if "table" in ref else 0


def offered_targets() -> dict[str, list[str]]:
    """Return for each registered data set the targets that can be compared on."""
    return {card.name: [key for key in card.targets if not _unread(card, key)] for card in list_datasets()}
