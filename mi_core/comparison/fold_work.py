"""One model on one fold: errors, coverage, times, size, predictions, and what the model leans on."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.pipeline import make_pipeline

from mi_core.comparison.curves.learning import ends_with_the_fold, whole_fold
from mi_core.comparison.features import FITTED, described, describer
from mi_core.comparison.fitting import fit_on
from mi_core.comparison.importance import fold_importance
from mi_core.evaluation.metrics import regression_metrics
from mi_core.inputs.kind import select_rows
from mi_core.pretrained.pipelines import builtin_values, save_pipeline

if TYPE_CHECKING:
    from mi_core.comparison.fitting import Fitted
    from mi_core.comparison.folds import Fold
    from mi_core.comparison.problem import Problem
    from mi_core.comparison.protocol import Protocol
    from mi_core.regressors.registry import RegressorEntry

#: Folds on which importance is measured: its spread shows well in three.
IMPORTANCE_FOLDS = 3
TIMED_ROWS = 1000
MB = 1e6


def evaluate_fold(
    problem: Problem, entry: RegressorEntry, fold: Fold, protocol: Protocol
) -> dict[str, pd.DataFrame]:
    """Return the frames `scores` (one row), `predictions`, and `importance` of one model on one fold.

    Of the first fold also `learning`, the last point of its curve.
    """
    X = described(problem, entry, protocol.features, fold.train)
    fitted = fit_on(problem, entry, X, fold, protocol)
    value, scale = fitted.estimator.predict_with_scale(select_rows(X, fold.test))
    lower, upper = fitted.intervals.bounds(value, scale, np.zeros(len(value)))
    true = problem.y[fold.test]
    metrics = regression_metrics(true, value)
    who = {"model": entry.name, "fold": fold.number}
    scores = {
        **who,
        "n_train": len(fold.train),
        "n_test": len(fold.test),
        **{key: metrics[key] for key in ("mae", "rmse", "r2")},
        "coverage": float(np.mean((true >= lower) & (true <= upper))),
        "fit_s": fitted.seconds,
        **_measured(problem, entry, fitted, fold, protocol),
        "parameters": json.dumps(builtin_values(fitted.parameters)),
    }
    predictions = {"row": fold.test, "predicted": value, "lower": lower, "upper": upper}
    frames = {"scores": pd.DataFrame([scores]), "predictions": pd.DataFrame({**who, **predictions})}
    if protocol.learning_curve and fold.number == 0 and ends_with_the_fold(entry, protocol):
        frames["learning"] = whole_fold(entry, fold, metrics)
    if protocol.importance and fold.number < IMPORTANCE_FOLDS and isinstance(X, np.ndarray):
        names = describer(problem, entry, protocol.features, fold.train).fit(None).get_feature_names_out()
        found = fold_importance(fitted.estimator, X[fold.test], true, names, protocol.seed)
        frames["importance"] = found.assign(**who)
    return frames


def _measured(
    problem: Problem, entry: RegressorEntry, fitted: Fitted, fold: Fold, protocol: Protocol
) -> dict:
    """Return time and size; of what answers for several targets they are measured once."""
    if fitted.stored is fitted.estimator:
        return _timed(problem, entry, fitted, fold, protocol)
    key = (FITTED, "measured", id(fitted.stored))
    if key not in problem.cache:
        problem.cache[key] = _timed(problem, entry, fitted, fold, protocol)
    return problem.cache[key]


def _timed(problem: Problem, entry: RegressorEntry, fitted: Fitted, fold: Fold, protocol: Protocol) -> dict:
    """Measure the whole pipeline, descriptor included, on up to 1,000 test rows, and what it weighs when stored."""
    step = describer(problem, entry, protocol.features, fold.train).fit(None)
    pipeline = make_pipeline(step, fitted.stored)
    materials = [problem.materials[i] for i in fold.test[:TIMED_ROWS]]
    pipeline.predict(materials[:1])  # warm-up: libraries load, tables are built
    started = time.perf_counter()
    pipeline.predict(materials)
    seconds = time.perf_counter() - started
    return {"predict_s_per_1000": 1000 * seconds / len(materials), "size_mb": stored_size(pipeline) / MB}


def stored_size(pipeline) -> int:
    """Return the bytes of the pipeline as the product stores it."""
    with tempfile.TemporaryDirectory() as folder:
        save_pipeline(pipeline, Path(folder))
        return sum(path.stat().st_size for path in Path(folder).iterdir())
