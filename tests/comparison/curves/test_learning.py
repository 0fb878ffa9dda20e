"""Learning curves: sizes from a hundred rows to all, and a last point that the fold itself gives."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.comparison.curves.learning import curve_sizes, learning_curve
from mi_core.comparison.fold_work import evaluate_fold
from mi_core.comparison.folds import make_folds
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.run import compare
from mi_core.regressors.registry import REGRESSORS

PROTOCOL = Protocol(holdout=0.1, features=("electronegativity", "atomic_radius"), importance=False)


def test_sizes_are_evenly_spaced_on_a_log_axis():
    sizes = curve_sizes(3200)
    assert (sizes[0], sizes[-1], len(sizes)) == (100, 3200, 6)
    np.testing.assert_allclose(np.diff(np.log(sizes)), np.log(2), atol=0.01)
    assert curve_sizes(60) == [60]


@pytest.mark.parametrize("model", ["ridge", "extra-trees"])
def test_the_last_point_of_the_first_repeat_is_the_fold_itself(problem, model):
    """It would be the same fit again: all training rows, and the seed of the first fold."""
    fold, entry = make_folds(problem, PROTOCOL)[0], REGRESSORS[model]
    curve = learning_curve(problem, entry, fold, PROTOCOL)
    frames = evaluate_fold(problem, entry, fold, PROTOCOL)
    last = frames["learning"].iloc[0]
    assert last["n_train"] == len(fold.train)
    assert last["mae"] == frames["scores"]["mae"].iloc[0]
    assert not ((curve["n_train"] == len(fold.train)) & (curve["repeat"] == 0)).any()
    others = curve[curve["n_train"] == len(fold.train)]
    assert others["mae"].to_numpy() == pytest.approx(last["mae"], rel=0.3)


def test_all_points_of_a_curve_are_there_once(problem):
    learning = compare(problem, ["mean", "ridge"], PROTOCOL).learning
    for _, rows in learning.groupby("model"):
        assert not rows.duplicated(["n_train", "repeat"]).any()
        assert set(rows["n_train"]) == set(curve_sizes(rows["n_train"].max()))
        assert rows.groupby("n_train").size().tolist() == [3] * rows["n_train"].nunique()


def test_a_tuned_fold_is_no_point_of_a_curve_of_default_parameters(problem):
    tuned = Protocol(holdout=0.3, tune=True, features=PROTOCOL.features, importance=False)
    fold = make_folds(problem, tuned)[0]
    assert "learning" not in evaluate_fold(problem, REGRESSORS["ridge"], fold, tuned)
    assert learning_curve(problem, REGRESSORS["ridge"], fold, tuned)["n_train"].max() == len(fold.train)
    assert "learning" in evaluate_fold(problem, REGRESSORS["mean"], fold, tuned), "has nothing to tune"
