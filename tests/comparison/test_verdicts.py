"""What a comparison says in words, and that its numbers have one definition wherever they stand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

from mi_core.comparison.commands.compare import table_text
from mi_core.comparison.statistics import summary
from mi_core.comparison.verdicts import against_baseline, baseline_sentence, verdict
from mi_core.figures.parity import error_words
from mi_core.targets import TARGETS

HULL = TARGETS["e_above_hull_ev_per_atom"]
TITLES = {"mean": "Mean", "ridge": "Ridge regression", "group-and-row": "Group and row only"}
FOLDS = np.repeat(range(5), [8, 16, 24, 32, 40])  # unequal, so that a mean over folds is something else


def compared(noise: dict[str, float], folds=FOLDS, seed: int = 0) -> SimpleNamespace:
    """A comparison of models whose predictions are the truth and noise of this size; the mean predicts zero."""
    generator = np.random.default_rng(seed)
    true = generator.normal(size=len(folds))
    predictions = pd.concat(
        pd.DataFrame(
            {
                "model": model,
                "fold": folds,
                "row": np.arange(len(true)),
                "true": true,
                "predicted": 0.0 if model == "mean" else true + size * generator.normal(size=len(true)),
            }
        )
        for model, size in noise.items()
    ).assign(lower=-1.0, upper=1.0)
    made = {"coverage": 0.5, "fit_s": 1.0, "predict_s_per_1000": 1.0, "size_mb": 1.0}
    scores = pd.DataFrame(
        {
            "model": model,
            "fold": fold,
            "n_train": len(true) - len(rows),
            "n_test": len(rows),
            "mae": mean_absolute_error(rows["true"], rows["predicted"]),
            "rmse": root_mean_squared_error(rows["true"], rows["predicted"]),
            "r2": r2_score(rows["true"], rows["predicted"]),
            **made,
        }
        for (model, fold), rows in predictions.groupby(["model", "fold"], sort=False)
    )
    return SimpleNamespace(
        scores=scores,
        predictions=predictions,
        target=HULL,
        titles=TITLES,
        summary=summary(scores, predictions),
    )


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.39, "not distinguishable from the best (p = 0.39)"),
        (0.05, "not distinguishable from the best (p = 0.05)"),
        (0.0001, "worse (p < 0.001)"),
        (0.02, "worse (p = 0.02)"),
        (float("nan"), "not tested"),
    ],
)
def test_a_p_value_is_put_into_words(p, words):
    assert verdict(p, first=False) == words
    assert verdict(p, first=True) == "best"


def test_table_parity_and_command_have_one_definition_of_each_error():
    found = compared({"ridge": 0.5, "mean": 0.0})
    for row in found.summary.itertuples():
        rows = found.predictions[found.predictions["model"] == row.model]
        true, predicted = rows["true"], rows["predicted"]
        assert row.mae == pytest.approx(mean_absolute_error(true, predicted))
        assert row.rmse == pytest.approx(root_mean_squared_error(true, predicted))
        assert row.r2 == pytest.approx(r2_score(true, predicted))
        assert row.coverage == pytest.approx((np.abs(true) <= 1).mean())
        assert f"R² {row.r2:.3f}".replace("-", "−") in error_words(rows, HULL)
        assert f"{row.rmse:.4f}" in table_text(found)
        own = found.scores[found.scores["model"] == row.model]["r2"]
        assert row.r2_spread == pytest.approx(own.std(ddof=1))
        assert row.r2 != pytest.approx(own.mean()), "the folds are unequal"


def test_a_regressor_that_learns_beats_the_baseline():
    found = against_baseline(compared({"mean": 0.0, "group-and-row": 1.5, "ridge": 0.1}))
    assert (found.regressor, found.baseline, found.beaten) == ("ridge", "mean", True)
    words = baseline_sentence(found, TITLES, "eV/atom")
    assert words.startswith("Ridge regression beats the best baseline, Mean: mean absolute error 0.0")
    assert "eV/atom (p = 0.0" in words


@pytest.mark.parametrize("seed", range(4))
def test_noise_gets_the_verdict_that_nothing_was_learnt(seed):
    found = against_baseline(compared({"ridge": 1.0, "mean": 0.0}, seed=seed))
    assert not found.beaten
    words = baseline_sentence(found, TITLES, "eV/atom")
    assert words.startswith("No regressor beats the baseline: the best one, Ridge regression, ")
    assert ("is not distinguishable from Mean" in words) == (found.regressor_mae < found.baseline_mae)


def test_a_hold_out_is_judged_too():
    found = against_baseline(compared({"ridge": 0.1, "mean": 0.0}, folds=np.zeros(60, dtype=int)))
    assert found.beaten


def test_missing_kinds_are_said():
    assert "Only baselines" in baseline_sentence(against_baseline(compared({"mean": 0.0})), TITLES, "")
    assert "No baseline" in baseline_sentence(against_baseline(compared({"ridge": 0.1})), TITLES, "")
