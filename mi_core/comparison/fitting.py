"""Train one regressor on one training fold: tuned inside it, with intervals calibrated inside it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.comparison.features import FITTED
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
    """A trained regressor: parameters that tuning chose, intervals, and seconds of the training alone.

    `estimator` answers for one target; `stored` is what would be stored, which may answer for others, too.
    """

    estimator: Any
    stored: Any
    parameters: dict[str, Any]
    intervals: ConformalIntervals
    seconds: float


@dataclass(frozen=True, slots=True)
class Together:
    """A regressor trained on several targets, the seconds that took, and what it answered, which the others ask again."""

    estimator: Any
    seconds: float
    answers: dict[Any, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)

    def answer(self, rows) -> tuple[np.ndarray, np.ndarray]:
        """Return predictions and expected errors (n, t) of rows, of which objects live as long as the problem."""
        key = rows.tobytes() if isinstance(rows, np.ndarray) else tuple(map(id, rows))
        if key not in self.answers:
            value, scale = self.estimator.predict_with_scale(rows)
            self.answers[key] = value.reshape(len(rows), -1), scale.reshape(len(rows), -1)
        return self.answers[key]


@dataclass(frozen=True, slots=True)
class OneTarget:
    """A regressor of several targets that answers for one of them."""

    together: Together
    column: int

    def predict(self, rows) -> np.ndarray:
        """Return its predictions (n,)."""
        return self.predict_with_scale(rows)[0]

    def predict_with_scale(self, rows) -> tuple[np.ndarray, np.ndarray]:
        """Return its predictions and the expected size of their error, (n,) each."""
        value, scale = self.together.answer(rows)
        return value[:, self.column], scale[:, self.column]


def fit_rows(
    problem: Problem, entry: RegressorEntry, X, rows: np.ndarray, seed: int, **parameters
) -> tuple[Any, Any, float]:
    """Train on some rows of X; return what answers for the target, what would be stored, and seconds.

    One that can learns the targets of `learned_with` at the same time. It then is trained once for all of them, for the
    problems of the others may have it from this one (`features.share_work`).
    """
    if not (entry.several_targets and problem.learned_with):
        started = time.perf_counter()
        estimator = entry.make(seed, **parameters).fit(select_rows(X, rows), problem.y[rows])
        return estimator, estimator, time.perf_counter() - started
    targets, own = problem.all_targets
    known = np.isfinite(targets[rows]).any(axis=0)
    key = (FITTED, entry.name, id(X), seed, repr(sorted(parameters.items())), rows.tobytes())
    if key not in problem.cache:
        started = time.perf_counter()
        trained = entry.make(seed, **parameters).fit(select_rows(X, rows), targets[rows][:, known])
        problem.cache[key] = Together(trained, time.perf_counter() - started)
    found = problem.cache[key]
    return OneTarget(found, int(known[:own].sum())), found.estimator, found.seconds


def fit_on(problem: Problem, entry: RegressorEntry, X, fold: Fold, protocol: Protocol) -> Fitted:
    """Train on the rows `fold.train` of X and calibrate 90 % intervals without looking beyond them.

    Each fold has a seed of its own, so that the spread over folds holds that of the seeds.

    The intervals come from a second model of the same parameters, trained on eight ninths of the fold: how far it errs on
    the last ninth, against the error that it expects, sets the width (split conformal). The model that answers has seen the
    ninth too, so its errors are a little smaller and its coverage, if anything, a little above 90 %.
    """
    seed = protocol.seed + fold.number
    frame = problem.frame().iloc[fold.train].reset_index(drop=True)
    chosen = {}
    if protocol.tune:
        chosen = tune(entry, select_rows(X, fold.train), problem.y[fold.train], frame, protocol)
    kept, calibration = (fold.train[part] for part in held_back(frame, protocol))
    rehearsal, _, _ = fit_rows(problem, entry, X, kept, seed, **chosen)
    predicted, scale = rehearsal.predict_with_scale(select_rows(X, calibration))
    intervals = calibrate(problem.y[calibration], predicted, scale, np.zeros(len(calibration)))
    estimator, stored, seconds = fit_rows(problem, entry, X, fold.train, seed, **chosen)
    return Fitted(estimator, stored, chosen, intervals, seconds)


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
