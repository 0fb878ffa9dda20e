"""Molecules in, a row of the product's frame per molecule and task out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.errors import InputError
from mi_core.inputs.molecules import molecule_of
from mi_core.molecules.models.describing import describe
from mi_core.molecules.models.shared_out import shared_out
from mi_core.molecules.models.store import TASKS_MODEL, load_tasks_model
from mi_core.molecules.prediction.nearest import N_NEAREST, nearest_in_words
from mi_core.molecules.tasks import TASKS
from mi_core.targets import find_target
from mi_core.words import meant_or_known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.structures.material import Material

AT_ONCE = 500  # molecules
FEWEST_FOR_PROCESSES = (
    2000  # a process, with the model in it, starts as slowly as it answers a thousand molecules
)
COLUMNS = (
    "id",
    "smiles",
    "target",
    "unit",
    "value",
    "lower",
    "upper",
    "in_domain",
    "nearest",
    "model",
    "error",
)


def checked_tasks(tasks: Sequence[str] | None) -> tuple[str, ...]:
    """Return these tasks, all if none are named, in their usual order; InputError for an unknown one."""
    for task in tasks or ():
        if task not in TASKS:
            raise InputError(f"There is no task named {task!r}; {meant_or_known(task, TASKS)}")
    return tuple(task for task in TASKS if not tasks or task in tasks)


def predict_molecules(
    rows: Sequence[Material],
    tasks: Sequence[str] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    processes: int = 1,
) -> pd.DataFrame:
    """Return a row per input and task, in their order, with COLUMNS.

    Values of classes are probabilities, lower and upper the ends of their Venn-Abers band; of numbers the ends of a 90 %
    interval, in the unit. An input without a molecule keeps its rows, with the reason as `error`. `progress` is called with
    molecules done and their number. processes : as of `models.shared_out`, for many molecules.
    """
    wanted = checked_tasks(tasks)
    usable, errors = _usable(rows)
    smiles = [molecule_of(rows[row]).smiles for row in usable]
    parts = []
    lots = [smiles[start : start + AT_ONCE] for start in range(0, len(smiles), AT_ONCE)]
    several = processes if len(smiles) >= FEWEST_FOR_PROCESSES else 1
    for part in shared_out(partial(answered, tasks=wanted), lots, several):
        parts.append(part)
        progress(min(len(parts) * AT_ONCE, len(smiles)), len(smiles))
    frame = _blank(rows, errors, wanted)
    if parts:
        found = pd.concat(parts, ignore_index=True)
        places = np.flatnonzero(frame["error"] == "")
        for column in found:
            frame.loc[places, column] = found[column].to_numpy()
    return frame[list(COLUMNS)]


def _usable(rows: Sequence[Material]) -> tuple[np.ndarray, list[str]]:
    """Return positions of the rows with a molecule, and of every row why it has none, "" where it has."""
    errors = []
    for row in rows:
        try:
            if row.error is None:
                molecule_of(row)
            errors.append(row.error or "")
        except InputError as error:
            errors.append(str(error))
    return np.array([n for n, error in enumerate(errors) if not error], dtype=int), errors


def _blank(rows: Sequence[Material], errors: Sequence[str], tasks: Sequence[str]) -> pd.DataFrame:
    """Return the frame without any answer."""
    smiles = ["" if error else molecule_of(row).smiles for row, error in zip(rows, errors, strict=True)]
    columns = {"id": [row.id for row in rows], "smiles": smiles, "error": list(errors)}
    each = {name: np.repeat(np.array(values, dtype=object), len(tasks)) for name, values in columns.items()}
    frame = pd.DataFrame(each | dict.fromkeys(("value", "lower", "upper"), np.nan))
    targets = [find_target(task) for task in tasks]
    return frame.assign(
        target=[target.key for target in targets] * len(rows),
        unit=[target.unit for target in targets] * len(rows),
        in_domain=None,
        nearest="",
        model="",
    )


def answered(smiles: list[str], tasks: tuple[str, ...]) -> pd.DataFrame:
    """Return value, lower, upper, in_domain, nearest and model of molecules in standard form, a row for each and task."""
    model = load_tasks_model()
    answers = model.of_described(describe(smiles), tasks, N_NEAREST)
    return pd.DataFrame(
        {
            **{name: getattr(answers, name).reshape(-1) for name in ("value", "lower", "upper", "in_domain")},
            "nearest": nearest_in_words(answers, model.references, tasks).reshape(-1),
            "model": TASKS_MODEL,
        }
    )
