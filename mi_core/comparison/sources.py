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
from mi_core.datasets.registry import find_dataset
from mi_core.descriptors.own_columns import with_numbers
from mi_core.errors import InputError
from mi_core.inputs import kinds_in
from mi_core.targets import TARGETS, definition_among, find_target
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

    from mi_core.comparison.problem import Problem
    from mi_core.comparison.tables import Columns
    from mi_core.datasets.card import DatasetCard
    from mi_core.structures.material import Material


class Reference(TypedDict, total=False):
    """What `reference` returns."""

    dataset: str
    target: str
    beside: list[str]
    learned_with: list[str]
    kept_together: str
    switches: list[str]
    table: str
    column: str
    unit: str
    columns: dict[str, Any]


def load_problem(
    dataset: str,
    target: str,
    *,
    beside: Sequence[str] = (),
    learned_with: Sequence[str] = (),
    kept_together: str = "",
    switches: Sequence[str] = (),
) -> Problem:
    """Return the problem of a registered data set and one of its targets; InputError for unknown names.

    Rows without the target, or a condition that it depends on, and crystals that cannot be read, are dropped and counted.

    beside : columns of the card's `beside` to learn from besides material and conditions.
    learned_with : further targets of the table that networks learn at the same time.
    kept_together : the column whose rows a split by column never parts, one by which the card plans a split.
    switches : further cleaning steps of the card.
    """
    chosen = reference(
        dataset,
        target,
        beside=beside,
        learned_with=learned_with,
        kept_together=kept_together,
        switches=switches,
    )
    check_reference(chosen)
    column, own = target_column(dataset, target), own_columns(chosen)
    conditions = tuple(name for name in own if name not in beside)
    data = load_dataset(dataset, switches=switches)
    frame, steps = _with_numbers_in(data.frame, (column, *conditions))
    read = _materials(dataset, data.sha256, tuple(switches), frame.index.to_numpy().tobytes())
    materials = with_numbers(read, own, frame[list(own)])
    usable = np.array([m.usable for m in materials], dtype=bool)
    if n := int((~usable).sum()):
        steps.append(
            CleaningStep("drop_unreadable", n, 0, f"{n:,} rows dropped whose crystal cannot be read.")
        )
    given = _given({"features": list(beside), "group": kept_together, "switches": list(switches)})
    return make_problem(
        dataset,
        find_target(own_target(dataset, target)),
        [m for m, ok in zip(materials, usable, strict=True) if ok],
        frame[column].to_numpy(dtype=float)[usable],
        origin={"dataset": dataset, "sha256": data.sha256, "column": column} | given,
        rows_in=data.report.rows_in,
        steps=[*data.report.steps, *steps],
        own_names=conditions,
        optional_names=tuple(beside),
        kept_together=frame[kept_together].astype(str)[usable].tolist() if kept_together else None,
        learned_with={
            key: frame[target_column(dataset, key)].to_numpy(dtype=float)[usable] for key in learned_with
        },
    )


@lru_cache(maxsize=1)
def _materials(
    dataset: str,
    sha256: str,  # noqa: ARG001 - another table of the name is read anew
    switches: tuple[str, ...],
    rows: bytes,
) -> list[Material]:
    """Return the materials of some rows of a table, as bytes of their index: its targets mostly have the same rows."""
    frame = load_dataset(dataset, switches=switches).frame
    chosen = frame.loc[np.frombuffer(rows, dtype=frame.index.to_numpy().dtype)]
    return kinds_in(chosen)[0].materials(chosen)


def _with_numbers_in(frame: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame, list[CleaningStep]]:
    """Return the rows that have a finite number in all of these columns, and a step for each that lacks some."""
    steps = []
    for column in columns:
        known = np.isfinite(frame[column].to_numpy(dtype=float))
        if n := int((~known).sum()):
            words = f"{n:,} rows dropped without a value in {column}."
            steps.append(CleaningStep("drop_missing_target", n, 0, words))
        frame = frame[known]
    return frame, steps


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
    return key


def own_columns(ref: dict[str, Any]) -> tuple[str, ...]:
    """Return the columns of numbers that a reference to a data set has read: conditions of its target, then `beside`."""
    conditions = TARGETS[own_target(ref["dataset"], ref["target"])].conditions
    return tuple(dict.fromkeys((*conditions, *ref.get("beside", ()))))


def reference(
    dataset: str = "",
    target: str = "",
    *,
    beside: Sequence[str] = (),
    learned_with: Sequence[str] = (),
    kept_together: str = "",
    switches: Sequence[str] = (),
    table: str | Path = "",
    column: str = "",
    unit: str = "",
    columns: Columns | None = None,
) -> dict:
    """Return a problem as plain words that a job can carry: a data set and target, or a file and column.

    beside, learned_with, kept_together, switches : as of `load_problem`.
    columns : what the person chose of a table besides the target; without it the proposed meaning is taken.
    """
    if table:
        chosen = {"columns": columns.as_dict()} if columns is not None else {}
        return {"table": str(Path(table).absolute()), "column": column, "unit": unit, **chosen}
    choices = {
        "beside": list(beside),
        "learned_with": list(learned_with),
        "kept_together": kept_together,
        "switches": list(switches),
    }
    return {"dataset": dataset, "target": target} | _given(choices)


def _given(choices: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in choices.items() if value}


def check_reference(ref: dict[str, Any]) -> None:
    """InputError when the names of a reference are unknown or no names, without reading any table."""
    checked(Reference, ref, "The problem", strict=True)
    if "table" in ref:
        if not Path(ref["table"]).is_file():
            raise InputError(f"There is no file {ref['table']!r}.")
        if not ref.get("column"):
            raise InputError(f"Say which column of {Path(ref['table']).name} is to be predicted.")
        return
    card = find_dataset(ref.get("dataset", ""))
    own_target(card.name, ref.get("target", ""))
    _check_choices(card, "column to learn from beside the material", ref.get("beside", ()), card.beside)
    together = [ref["kept_together"]] if ref.get("kept_together") else []
    _check_choices(card, "planned split by the column", together, card.kept_together)
    _check_choices(card, "switch", ref.get("switches", ()), card.switches)
    others = [key for key in card.targets if key != own_target(card.name, ref.get("target", ""))]
    _check_choices(card, "further target", ref.get("learned_with", ()), others)


def _check_choices(card: DatasetCard, what: str, chosen: Sequence[str], allowed: Collection[str]) -> None:
    for name in chosen:
        if name not in allowed:
            known = f"choose among {', '.join(allowed)}" if allowed else "it has none"
            raise InputError(
                f"Data set {card.name!r} has no {what} {name!r}; {known}.{did_you_mean(name, allowed)}"
            )


def check_split(ref: dict[str, Any], split: str) -> None:
    """InputError for a split by a column, and a reference to a data set that names none."""
    if split == "column" and "dataset" in ref and not ref.get("kept_together"):
        card = find_dataset(ref["dataset"])
        planned = f"choose one by {' or '.join(card.kept_together)}" if card.kept_together else "it has none"
        raise InputError(
            f"Say by which column {card.name} is to be split: {planned}, or choose another kind of split."
        )


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
    return load_problem(**ref)


def _stamp(ref: dict[str, Any]) -> int:
    check_reference(ref)
    return Path(ref["table"]).stat().st_mtime_ns if "table" in ref else 0
