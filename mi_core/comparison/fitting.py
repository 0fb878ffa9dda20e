"""Train one regressor on one training fold: tuned inside it, with intervals calibrated inside it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.comparison.folds import held_back, inner_folds
from mi_core.evaluation.conformal import calibrate
from mi_core.inputs.kind import select_rows

if TYPE_CHECKING:
    from mi_core.comparison.folds import Fold
    from mi_core.comparison.problem import Problem
    from mi_core.comparison.protocol import Protocol
    from mi_core.evaluation.conformal import ConformalIntervals
    from mi_core.regressors.registry import RegressorEntry


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained regressor: parameters that tuning chose, intervals, and seconds of the training alone."""

    estimator: Any
    parameters: dict[str, Any]
    intervals: ConformalIntervals
    seconds: float


def fit_on(problem: Problem, entry: RegressorEntry, X, fold: Fold, protocol: Protocol) -> Fitted:
    """Train on the rows `fold.train` of X and calibrate 90 % intervals without looking beyond them.

    Each fold has a seed of its own, so that the spread over folds holds that of the seeds.

    The intervals come from a second model of the same parameters, trained on eight ninths of the fold: how far it errs on
    the last ninth, against the error that it expects, sets the width (split conformal). The model that answers has seen the
    ninth too, so its errors are a little smaller and its coverage, if anything, a little above 90 %.
    """
    seed = protocol.seed + fold.number
    frame = problem.frame().iloc[fold.train].reset_index(drop=True)
    rows, y = select_rows(X, fold.train), problem.y[fold.train]
    chosen = tune(entry, rows, y, frame, protocol) if protocol.tune else {}
    kept, calibration = held_back(frame, protocol)
    rehearsal = entry.make(seed, **chosen).fit(select_rows(rows, kept), y[kept])
    predicted, scale = rehearsal.predict_with_scale(select_rows(rows, calibration))
    intervals = calibrate(y[calibration], predicted, scale, np.zeros(len(calibration)))
    started = time.perf_counter()
    estimator = entry.make(seed, **chosen).fit(rows, y)
    return Fitted(estimator, chosen, intervals, time.perf_counter() - started)


def tune(entry: RegressorEntry, rows, y: np.ndarray, frame, protocol: Protocol) -> dict[str, Any]:
    """Return the values of the entry's grid with the least mean absolute error over folds inside the training rows."""
    if not entry.grid:
        return {}
    from sklearn.model_selection import GridSearchCV

    search = GridSearchCV(
        entry.make(protocol.seed),
        entry.grid,
        cv=inner_folds(frame, protocol),
        scoring="neg_mean_absolute_error",
        refit=False,
    )
    return dict(search.fit(rows, y).best_params_)
