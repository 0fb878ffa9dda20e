"""A whole comparison on a small table: every number checked against scikit-learn or by hand."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

from mi_core.comparison.features import described
from mi_core.comparison.fitting import fit_on, tune
from mi_core.comparison.folds import make_folds
from mi_core.comparison.jobs.compare import KIND
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.run import compare, models_for
from mi_core.comparison.sources import reference
from mi_core.comparison.statistics import paired_test
from mi_core.comparison.store import STORED_COLUMNS, read_comparison, write_comparison
from mi_core.errors import InputError
from mi_core.regressors.registry import REGRESSORS

MODELS = ("mean", "ridge", "group-and-row")
PROTOCOL = Protocol(folds=4, features=("electronegativity", "atomic_radius"))


@pytest.fixture(scope="module")
def comparison(problem):
    told = []
    found = compare(problem, MODELS, PROTOCOL, progress=lambda *words: told.append(words))
    assert told[-1][:2] == (len(told) - 1, len(told) - 1)
    return found


def test_the_scores_are_those_of_the_predictions(comparison):
    for (model, fold), rows in comparison.predictions.groupby(["model", "fold"]):
        scores = comparison.scores.set_index(["model", "fold"]).loc[model, fold]
        assert scores["mae"] == pytest.approx(mean_absolute_error(rows["true"], rows["predicted"]))
        assert scores["rmse"] == pytest.approx(root_mean_squared_error(rows["true"], rows["predicted"]))
        assert scores["r2"] == pytest.approx(r2_score(rows["true"], rows["predicted"]))
        inside = (rows["lower"] <= rows["true"]) & (rows["true"] <= rows["upper"])
        assert scores["coverage"] == pytest.approx(inside.mean())


def test_all_models_are_tested_on_the_same_rows(comparison, problem):
    rows = {model: part.sort_values("row") for model, part in comparison.predictions.groupby("model")}
    for part in rows.values():
        assert part["row"].tolist() == list(range(len(problem)))
        np.testing.assert_allclose(part["true"], problem.y)
        assert part["fold"].tolist() == rows["mean"]["fold"].tolist()
        assert part["formula"].tolist() == problem.formulas


def test_the_mean_is_the_mean_of_its_training_rows(comparison, problem):
    fold = make_folds(problem, PROTOCOL)[2]
    rows = comparison.predictions.query("model == 'mean' and fold == 2")
    np.testing.assert_allclose(rows["predicted"], problem.y[fold.train].mean())


def test_a_model_that_fits_wins_and_the_test_says_so(comparison):
    table = comparison.summary
    assert table["model"].iloc[0] == "ridge"
    assert np.isnan(table["p_value"].iloc[0])
    assert table.set_index("model").loc["mean", "p_value"] < 0.01


def test_intervals_hold_what_they_promise_on_rows_they_never_met(comparison):
    ridge = comparison.predictions.query("model == 'ridge'")
    assert 0.8 <= ((ridge["lower"] <= ridge["true"]) & (ridge["true"] <= ridge["upper"])).mean() <= 1
    assert (ridge["upper"] - ridge["lower"]).max() < 0.5 * np.ptp(ridge["true"])


def test_shuffling_what_matters_hurts(comparison):
    ridge = comparison.importance.query("model == 'ridge'").set_index("feature")["importance"]
    assert set(ridge.index) == {"electronegativity", "atomic_radius"}
    assert (ridge > 0.05).all()
    mean = comparison.importance.query("model == 'mean'")["importance"]
    np.testing.assert_allclose(mean, 0, atol=1e-12)
    columns = comparison.column_importance.query("model == 'ridge'").set_index("feature")["importance"]
    assert columns["a_electronegativity"] > 10 * abs(columns["b_electronegativity"])
    assert columns["x_atomic_radius"] == pytest.approx(0, abs=1e-9), "every X is oxygen"


def test_more_rows_help_the_ridge(problem, comparison):
    curve = comparison.learning.query("model == 'ridge'")
    assert set(comparison.learning["model"]) == set(MODELS)
    assert curve["n_train"].max() == len(make_folds(problem, PROTOCOL)[0].train)


def test_errors_by_element_are_means_over_its_rows(comparison):
    table = comparison.error_by_element.set_index(["model", "element", "site"])
    rows = comparison.predictions.query("model == 'ridge' and a == 'Sr'")
    expected = (rows["predicted"] - rows["true"]).abs().mean()
    assert table.loc["ridge", "Sr", "a"]["mae"] == pytest.approx(expected)
    assert table.loc["ridge", "Sr", "a"]["n"] == len(rows) == 11
    assert table.loc["ridge", "O", "any"]["n"] == 121


def test_sizes_and_times_are_measured(comparison):
    scores = comparison.scores
    assert (scores[["fit_s", "predict_s_per_1000", "size_mb"]] > 0).all().all()
    size = scores.groupby("model")["size_mb"].mean()
    assert size["mean"] < size["group-and-row"]


def test_a_folder_is_the_comparison(comparison, tmp_path):
    again = write_comparison(comparison, tmp_path / "c")
    assert again.card == comparison.card
    assert again.target == comparison.target
    assert again.name == "c"
    importance = ["model", "feature", "importance", "spread"]
    for name, columns in {**STORED_COLUMNS, "importance": importance}.items():
        ours, theirs = getattr(comparison, name), getattr(again, name)
        assert list(theirs)[: len(columns)] == columns
        assert ours["model"].tolist() == theirs["model"].tolist()
        for column in theirs.select_dtypes("number"):
            np.testing.assert_allclose(theirs[column], ours[column], rtol=1e-6, atol=1e-6)
    assert read_comparison(tmp_path / "c").predictions["id"].tolist() == comparison.predictions["id"].tolist()


def test_a_folder_that_is_none_is_one_sentence(tmp_path):
    with pytest.raises(InputError, match="holds no comparison"):
        read_comparison(tmp_path)
    (tmp_path / "card.yaml").write_text("a: [")
    with pytest.raises(InputError, match="holds no comparison"):
        read_comparison(tmp_path)


def test_a_job_gives_the_same_numbers(problem, comparison, table, tmp_path):
    table.to_csv(tmp_path / "oxides.csv", index=False)
    params = {
        "problem": reference(table=tmp_path / "oxides.csv", column="value", unit="eV"),
        "models": list(MODELS),
        "protocol": PROTOCOL.as_dict(),
    }
    tasks = json.loads(json.dumps(KIND.tasks(params)))
    assert len(tasks) == 3 * 4 + 3
    results = [KIND.work(task, str(tmp_path / "job")) for task in tasks]
    assert KIND.work(tasks[0], str(tmp_path / "job")) == results[0], "done again, nothing changes"
    summary = json.loads(json.dumps(KIND.finish(params, results, str(tmp_path / "job"))))
    assert summary["best"] == "ridge"
    ours = read_comparison(tmp_path / "job")
    np.testing.assert_allclose(ours.scores["mae"], comparison.scores["mae"], rtol=1e-5)
    assert not (tmp_path / "job" / "parts").exists()


def test_a_job_is_refused_before_it_starts():
    with pytest.raises(InputError, match="Did you mean 'ridge'"):
        KIND.tasks({"problem": reference("wolverton_perovskite_oxides", "gap_ev"), "models": ["rigde"]})
    with pytest.raises(InputError, match="not known"):
        KIND.tasks({"problem": reference("wolverton", "gap_ev")})


def test_graph_networks_need_crystals(problem):
    with pytest.raises(InputError, match="needs a crystal in every row"):
        models_for(problem, ["cgcnn"])
    assert "cgcnn" not in models_for(problem)


def test_tuning_sees_the_training_rows_only(problem):
    entry, fold = REGRESSORS["ridge"], make_folds(problem, PROTOCOL)[0]
    train = fold.train
    protocol = Protocol(features=PROTOCOL.features, tune=True)
    X = described(problem, entry, protocol.features, train).copy()
    other = np.setdiff1d(np.arange(len(problem)), train)
    X[other] = np.nan  # a look at them would fail
    fitted = fit_on(problem, entry, X, fold, protocol)
    frame = problem.frame().iloc[train].reset_index(drop=True)
    assert fitted.parameters == tune(entry, X[train], problem.y[train], frame, protocol)
    assert fitted.parameters["alpha"] in entry.grid["alpha"]


def test_each_fold_has_a_seed_of_its_own(problem):
    fold = make_folds(problem, PROTOCOL)[0]
    X = described(problem, REGRESSORS["extra-trees"], PROTOCOL.features, fold.train)
    again = dataclasses.replace(fold, number=fold.number + 1)
    seeds = [
        fit_on(problem, REGRESSORS["extra-trees"], X, f, PROTOCOL).estimator.random_state
        for f in (fold, again)
    ]
    assert seeds == [PROTOCOL.seed, PROTOCOL.seed + 1]


def test_a_hold_out_is_tested_over_its_rows(problem):
    found = compare(problem, ["mean", "ridge"], Protocol(holdout=0.3, learning_curve=False, importance=False))
    value, words = paired_test(found.scores, found.predictions, "mean", "ridge")
    assert "Wilcoxon" in words
    assert value < 0.01
    assert found.importance.empty
    assert found.learning.empty


def test_leaving_elements_out(problem):
    protocol = Protocol(
        split="leave_element_out", min_element_rows=5, elements=("Sr", "Ti"), learning_curve=False
    )
    found = compare(problem, ["mean"], protocol)
    assert [fold["name"] for fold in found.card["folds"]] == ["Sr", "Ti"]
    assert set(found.predictions.query("fold == 0")["a"]) == {"Sr"}
