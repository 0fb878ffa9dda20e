"""How the error falls with the number of training rows, on one held-out fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.comparison.features import described
from mi_core.comparison.fitting import fit_rows
from mi_core.evaluation.metrics import regression_metrics
from mi_core.inputs.kind import select_rows

if TYPE_CHECKING:
    from mi_core.comparison.folds import Fold
    from mi_core.comparison.problem import Problem
    from mi_core.comparison.protocol import Protocol
    from mi_core.regressors.registry import RegressorEntry

COLUMNS = ["model", "n_train", "repeat", "mae", "rmse"]
FEWEST = 100
POINTS = 6
REPEATS = 3
#: Up to this size the choice of rows matters enough to repeat it.
REPEATED_UP_TO = 1000


def curve_sizes(n_train: int) -> list[int]:
    """Return sizes from 100 rows to all, evenly spaced on a log axis; fewer than 100 rows make one point."""
    if n_train <= FEWEST:
        return [n_train]
    return sorted({round(size) for size in np.geomspace(FEWEST, n_train, POINTS)})


def learning_curve(problem: Problem, entry: RegressorEntry, fold: Fold, protocol: Protocol) -> pd.DataFrame:
    """Return `model`, `n_train`, `repeat`, `mae`, `rmse` on the fold's test rows, with the entry's own parameters.

    Nested: the smaller sets of a repeat are the first rows of the larger ones. The first repeat ends before all rows where
    the fold itself is that point (`whole_fold`).
    """
    found = []
    for repeat in range(REPEATS):
        order = np.random.default_rng([protocol.seed, repeat]).permutation(fold.train)
        for size in curve_sizes(len(order)):
            if repeat and size > REPEATED_UP_TO:
                continue
            if not repeat and size == len(order) and ends_with_the_fold(entry, protocol):
                continue
            rows = order[:size]
            X = described(problem, entry, protocol.features, rows)
            model, _, _ = fit_rows(problem, entry, X, rows, protocol.seed + repeat)
            metrics = regression_metrics(problem.y[fold.test], model.predict(select_rows(X, fold.test)))
            found.append({"model": entry.name, "n_train": size, "repeat": repeat, **metrics})
    return pd.DataFrame(found, columns=COLUMNS)


def ends_with_the_fold(entry: RegressorEntry, protocol: Protocol) -> bool:
    """Whether the model that the first fold is judged by is the curve's last: trained on all rows, of the same seed.

    A tuned one has other parameters.
    """
    return not (protocol.tune and entry.grid)


def whole_fold(entry: RegressorEntry, fold: Fold, metrics: dict[str, float]) -> pd.DataFrame:
    """Return the curve's last point, of a model that was trained on all rows of the fold."""
    point = {"model": entry.name, "n_train": len(fold.train), "repeat": 0, **metrics}
    return pd.DataFrame([point], columns=COLUMNS)
