"""A comparison as independent tasks: one per model and fold, one per model's learning curve."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mi_core.comparison.curves.learning import learning_curve
from mi_core.comparison.features import why_not
from mi_core.comparison.fold_work import evaluate_fold
from mi_core.comparison.folds import drawn, left_out_elements, make_folds
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.store import Comparison, ComparisonCard, make_comparison
from mi_core.comparison.sweeps import write_out_sweeps
from mi_core.errors import InputError
from mi_core.regressors.registry import REGRESSORS, find_regressor
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from mi_core.comparison.problem import Problem

LIBRARIES = ("scikit-learn", "lightgbm", "xgboost-cpu", "torch", "numpy", "pymatgen")
FOLD, LEARNING = "fold", "learning"


def models_for(problem: Problem, models: Sequence[str] | None = None) -> list[str]:
    """Return the checked names; without any, all regressors on numbers that can read the problem.

    InputError for an unknown name, and for a regressor that cannot read the problem.
    """
    if not models:
        return [n for n, e in REGRESSORS.items() if e.kind is None and not why_not(problem, e)]
    names = write_out_sweeps(models)
    for name in names:
        if reason := why_not(problem, find_regressor(name)):
            raise InputError(f"{name!r} {reason}; leave this model out.")
    return names


def tasks_of(problem: Problem | None, models: Sequence[str], protocol: Protocol) -> list[dict[str, Any]]:
    """Return the tasks of a comparison as plain words, longest first where that is known."""
    n_folds = 1 if protocol.holdout else protocol.folds
    if problem is not None and protocol.split == "leave_element_out":  # the table says how many
        n_folds = len(left_out_elements(problem, protocol))
    found = [{"task": FOLD, "model": model, "fold": n} for n in range(n_folds) for model in models]
    if protocol.learning_curve:
        found += [{"task": LEARNING, "model": model} for model in models]
    return found


def run_task(problem: Problem, task: dict[str, Any], protocol: Protocol) -> dict[str, pd.DataFrame]:
    """Do one task and return its frames; the same task gives the same numbers, but for times."""
    problem = drawn(problem, protocol)
    entry = find_regressor(task["model"])
    folds = make_folds(problem, protocol)
    if task["task"] == LEARNING:
        return {"learning": learning_curve(problem, entry, folds[0], protocol)}
    return evaluate_fold(problem, entry, folds[task["fold"]], protocol)


def compare(
    problem: Problem,
    models: Sequence[str] | None = None,
    protocol: Protocol | None = None,
    *,
    command: str = "",
    progress: Callable[[int, int, str], None] | None = None,
) -> Comparison:
    """Compare regressors in this process; `command` goes on the card.

    `progress(done, total, words)` is called before each task and at the end.
    """
    protocol, report = protocol or Protocol(), progress or (lambda *_: None)
    models = models_for(problem, models)
    problem = drawn(problem, protocol)
    tasks = tasks_of(problem, models, protocol)
    parts = []
    for done, task in enumerate(tasks):
        report(done, len(tasks), task_words(task))
        parts.append(run_task(problem, task, protocol))
    report(len(tasks), len(tasks), "done")
    return make_comparison(make_card(problem, models, protocol, command), parts, problem.frame())


def task_words(task: dict[str, Any]) -> str:
    """Return what a task does, for people."""
    title = find_regressor(task["model"]).title
    return f"{title}: learning curve" if task["task"] == LEARNING else f"{title}: fold {task['fold'] + 1}"


def make_card(
    problem: Problem, models: Sequence[str], protocol: Protocol, command: str = ""
) -> ComparisonCard:
    """Return the card of a comparison: plain values."""
    target = problem.target
    return {
        "name": f"{problem.name}-{target.key}",
        "title": f"{target.title}, {problem.name}",
        "dataset": problem.origin,
        "target": {key: getattr(target, key) for key in ("key", "title", "symbol", "unit", "minimum")},
        "rows": len(problem),
        "reads": problem.kind.key,
        "own_columns": list(problem.columns),
        "learned_with": [find_target(key).title for key in problem.learned_with],
        "dropped": problem.report.as_dict(),
        "protocol": protocol.as_dict(),
        "folds": [
            {"fold": f.number, "name": f.name, "n_train": len(f.train), "n_test": len(f.test)}
            for f in make_folds(problem, protocol)
        ],
        "models": {name: find_regressor(name).title for name in models},
        "made": {
            "date": datetime.now(UTC).date().isoformat(),
            "command": command,
            "python": sys.version.split()[0],
            "versions": {library: version(library) for library in LIBRARIES},
        },
    }
