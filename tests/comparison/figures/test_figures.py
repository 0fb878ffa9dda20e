"""The figures of a comparison hold the numbers that scikit-learn and plain sums give."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

from mi_core.comparison.figures.calibration import calibration_figure, given_coverage
from mi_core.comparison.figures.element_errors import element_errors_figure
from mi_core.comparison.figures.importance import feature_words, importance_figure
from mi_core.comparison.figures.learning_curve import learning_figure, spread
from mi_core.comparison.figures.regressor_errors import regressor_errors_figure
from mi_core.comparison.figures.residuals import residual_histogram, residual_shares, residuals_figure
from mi_core.comparison.statistics import error_by_element
from mi_core.figures.measures import POINTS_UP_TO, fixed, three_digits
from mi_core.figures.parity import error_words, parity_figure
from mi_core.targets import TARGETS

HULL = TARGETS["e_above_hull_ev_per_atom"]
TITLES = {"extra-trees": "Extremely randomised trees", "ridge": "Ridge", "mean": "Mean"}


def made_predictions(n: int, models=("extra-trees", "ridge"), folds: int = 5) -> pd.DataFrame:
    generator = np.random.default_rng(0)
    true = generator.normal(size=n)
    formulas = [f"{a}{b}O3" for a in ("Sr", "Ba", "La") for b in ("Ti", "Fe")]
    parts = []
    for place, model in enumerate(models):
        predicted = true + generator.normal(scale=0.1 * (place + 1), size=n)
        parts.append(
            pd.DataFrame(
                {
                    "model": model,
                    "fold": np.arange(n) % folds,
                    "row": np.arange(n),
                    "id": [f"r{i}" for i in range(n)],
                    "formula": [formulas[i % len(formulas)] for i in range(n)],
                    "true": true,
                    "predicted": predicted,
                    "lower": predicted - 0.1645 * (place + 1),
                    "upper": predicted + 0.1645 * (place + 1),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def made_scores() -> pd.DataFrame:
    errors = {"ridge": [0.2, 0.3, 0.4], "extra-trees": [0.1, 0.12, 0.17], "mean": [0.5, 0.6, 0.55]}
    return pd.DataFrame(
        [
            {"model": m, "fold": f, "mae": e, "r2": 1 - e}
            for m, fold in errors.items()
            for f, e in enumerate(fold)
        ]
    )


@pytest.mark.parametrize("n", [50, POINTS_UP_TO, POINTS_UP_TO + 1, 20_000])
def test_parity_draws_every_row_once_and_says_scikit_learns_errors(n):
    rows = made_predictions(n, ["ridge"])
    figure = parity_figure(rows, HULL, title="Ridge")
    words = figure.layout.title.subtitle.text
    for measure, of in (("MAE", mean_absolute_error), ("RMSE", root_mean_squared_error), ("R²", r2_score)):
        told = float(re.search(rf"\b{measure} ([\d.]+)", words)[1])
        assert told == pytest.approx(of(rows["true"], rows["predicted"]), rel=6e-3)
    assert words.count("eV/atom") == 2
    assert f"{n:,} held-out rows" in words
    if n <= POINTS_UP_TO:
        assert np.allclose(figure.data[0].x, rows["true"])
        assert np.allclose(figure.data[0].y, rows["predicted"])
    else:
        assert figure.data[0].customdata.sum() == n
        assert len(figure.data[1].x) < 100
    assert figure.layout.xaxis.range == figure.layout.yaxis.range
    assert figure.layout.yaxis.scaleanchor == "x"
    assert len(figure.to_json()) < 1_000_000


def test_parity_names_the_worst_row_of_many():
    rows = made_predictions(5000, ["ridge"])
    rows.loc[77, ["id", "predicted"]] = ["far-away", rows.loc[77, "true"] + 9]
    names = parity_figure(rows, HULL, title="").data[1].customdata
    assert any("far-away" in name for name in names)


def test_parity_leaves_out_what_is_not_finite_and_says_so_when_nothing_is_left():
    rows = made_predictions(10, ["ridge"])
    rows.loc[0, "predicted"] = np.inf
    rows.loc[1, "true"] = np.nan
    assert len(parity_figure(rows, HULL, title="").data[0].x) == 8
    assert "No row" in parity_figure(rows.iloc[:2], HULL, title="").layout.annotations[0].text


def test_learning_curve_is_mean_and_deviation_over_repeats_on_log_axes():
    learning = pd.DataFrame(
        {
            "model": ["ridge"] * 4 + ["extra-trees"] * 2,
            "n_train": [1000, 1000, 100, 100, 100, 1000],
            "repeat": [0, 1, 0, 1, 0, 0],
            "mae": [0.1, 0.3, 0.5, 0.7, 0.4, 0.05],
        }
    )
    table = spread(learning, "mae")
    assert table["model"].tolist() == ["ridge", "ridge", "extra-trees", "extra-trees"]
    assert table["n_train"].tolist() == [100, 1000, 100, 1000]
    assert table["mean"].tolist() == pytest.approx([0.6, 0.2, 0.4, 0.05])
    assert table["std"].tolist()[:2] == pytest.approx(
        [np.std([0.5, 0.7], ddof=1), np.std([0.1, 0.3], ddof=1)]
    )
    figure = learning_figure(learning, HULL, TITLES)
    assert [trace.name for trace in figure.data] == ["Ridge", "Extremely randomised trees"]
    assert (figure.layout.xaxis.type, figure.layout.yaxis.type) == ("log", "log")
    assert figure.layout.yaxis.title.text == "Mean absolute error (eV/atom)"
    assert {"100", "1,000"} <= set(figure.layout.xaxis.ticktext)
    near = learning_figure(learning.assign(mae=[0.31, 0.41, 0.5, 0.5, 0.45, 0.33]), HULL, TITLES)
    assert {"0.3", "0.4", "0.5"} <= set(near.layout.yaxis.ticktext)
    assert "No learning curve" in learning_figure(learning.iloc[:0], HULL, TITLES).layout.annotations[0].text


def made_summary(scores: pd.DataFrame) -> pd.DataFrame:
    """A table over all rows whose values are none of a fold and not their mean."""
    grouped = scores.groupby("model")[["mae", "r2"]]
    return (grouped.mean() + 0.001).join(grouped.std().add_suffix("_spread")).reset_index()


@pytest.mark.parametrize(("measure", "line"), [("mae", 0.551), ("r2", 0.451)])
def test_bars_stand_best_on_top_with_the_baseline_marked(measure, line):
    scores = made_scores()
    summary = made_summary(scores)
    figure = regressor_errors_figure(summary, scores, HULL, TITLES, baselines=["mean"], measure=measure)
    bars = {
        label: (x, error)
        for trace in figure.data
        if trace.type == "bar"
        for label, x, error in zip(trace.y, trace.x, trace.error_x.array, strict=True)
    }
    for model, title in TITLES.items():
        folds = scores.loc[scores["model"] == model, measure]
        assert bars[title] == pytest.approx((folds.mean() + 0.001, folds.std(ddof=1)))
    assert figure.layout.yaxis.categoryarray == ("Mean", "Ridge", "Extremely randomised trees")  # from below
    assert figure.layout.shapes[0].x0 == pytest.approx(line)
    assert ("eV/atom" in figure.layout.xaxis.title.text) == (measure == "mae")


def test_one_fold_has_no_spread():
    scores = made_scores().query("fold == 0")
    figure = regressor_errors_figure(made_summary(scores), scores, HULL, TITLES)
    assert np.isnan(figure.data[0].error_x.array).all(), (
        "a whisker of no length would claim that there is no spread"
    )


def test_error_by_element_is_the_mean_over_the_compounds_that_hold_it():
    rows = pd.DataFrame(
        {
            "model": "ridge",
            "formula": ["SrTiO3", "BaTiO3", "SrSrO3"],
            "true": [0.0, 0.0, 0.0],
            "predicted": [0.1, -0.3, 0.5],
        }
    )
    figure = element_errors_figure(error_by_element(rows), HULL, title="")
    cells = [cell for line in figure.data[1].customdata for cell in line if cell]
    assert cells == [
        "<b>O</b><br>0.3 eV/atom<br>from 3 rows",
        "<b>Ti</b><br>0.2 eV/atom<br>from 2 rows",
        "<b>Sr</b><br>0.3 eV/atom<br>from 2 rows",
        "<b>Ba</b><br>0.3 eV/atom<br>from 1 row",
    ]
    assert (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax) == (0, pytest.approx(0.3))
    assert figure.layout.coloraxis.colorbar.title.text == "Mean abs. error (eV/atom)"


def test_calibrated_intervals_lie_on_the_diagonal_and_marks_are_the_given_ones():
    rows = made_predictions(4000)
    figure = calibration_figure(rows, TITLES)
    for trace in figure.data[:2]:
        assert np.abs(np.array(trace.x) - np.array(trace.y)).max() < 3
    held = (rows["true"] >= rows["lower"]) & (rows["true"] <= rows["upper"])
    assert given_coverage(rows).to_dict() == pytest.approx(held.groupby(rows["model"]).mean().to_dict())
    assert list(figure.data[2].y) == pytest.approx((100 * given_coverage(rows)).tolist())
    without = rows.assign(lower=np.nan)
    assert "gives intervals" in calibration_figure(without, TITLES).layout.annotations[0].text


def test_residuals_are_predicted_minus_true():
    rows = made_predictions(300, ["ridge"])
    residual = rows["predicted"] - rows["true"]
    figure = residuals_figure(rows, HULL, title="Ridge")
    assert np.allclose(figure.data[0].y, residual)
    told = re.search(r"[−-]?\d[\d.]*(?:e[−-]\d+)?", figure.layout.title.subtitle.text)[0].replace("−", "-")
    assert float(told) == pytest.approx(residual.mean(), rel=6e-3)
    middles, shares = residual_shares(rows)["ridge"]
    assert shares.sum() == pytest.approx(0.99, abs=0.005)
    width = middles[1] - middles[0]
    inside = np.abs(residual - middles[10]) < width / 2
    assert shares[10] == pytest.approx(inside.mean())
    assert residual_histogram(rows, HULL, TITLES).data[0].name == "Ridge"
    assert residuals_figure(made_predictions(9000, ["ridge"]), HULL, title="").data[0].type == "heatmap"


def test_importance_shows_the_largest_with_their_units():
    importance = pd.DataFrame(
        {
            "feature": ["a_melting_point", "b_group", "x_electronegativity"],
            "importance": [0.3, 0.1, 0.2],
            "spread": [0.01, 0.02, np.nan],
        }
    )
    figure = importance_figure(importance, HULL, title="Ridge", shown=2)
    assert list(figure.data[0].y) == ["X: electronegativity", "A: melting point (K)"]  # from below
    assert list(figure.data[0].x) == [0.2, 0.3]
    assert "1 less important" in figure.layout.title.subtitle.text
    assert figure.layout.xaxis.title.text == "Rise of the mean absolute error (eV/atom)"
    assert feature_words("mean_atomic_radius") == "mean atomic radius (Å)"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.12345, "0.123"),
        (1234.5, "1,234"),
        (-0.5, "−0.500"),
        (0, "0.00"),
        (-0.0, "0.00"),
        (1e-5, "1.00e−05"),
        (np.nan, "unknown"),
    ],
)
def test_three_digits(value, words):
    assert three_digits(value) == words


def test_what_rounds_to_zero_has_no_sign():
    assert fixed(-0.0004, 3) == "0.000"
    assert fixed(-0.0006, 3) == "−0.001"
    rows = pd.DataFrame({"true": [1.0, 2.0, 3.0, 4.0], "predicted": 2.501})  # R² is just below 0
    assert "R² 0.000 ·" in error_words(rows, HULL)
