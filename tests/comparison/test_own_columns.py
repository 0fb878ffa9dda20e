"""Own columns of numbers that are learnt from, and a column whose rows splits keep together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mi_core.comparison.adopt import adopt
from mi_core.comparison.features import described, describer
from mi_core.comparison.folds import make_folds
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.run import compare, models_for
from mi_core.comparison.sources import open_problem, reference
from mi_core.comparison.tables import Columns, problem_from_table
from mi_core.errors import InputError
from mi_core.prediction.frame import PREDICTION_COLUMNS
from mi_core.prediction.predict import predict
from mi_core.pretrained.catalogue import Catalogue
from mi_core.regressors.registry import REGRESSORS
from mi_core.structures.reading import read_materials, read_text
from mi_core.structures.rows import sites_row
from mi_core.tables.mapping import Mapping

T = "temperature (K)"


@pytest.fixture(scope="module")
def heated(table):
    """The oxides with a target that follows the temperature, and the laboratory of each row."""
    rng = np.random.default_rng(1)
    temperature = rng.integers(3, 13, len(table)) * 100
    return table.assign(
        **{
            T: temperature,
            "lab": rng.choice(list("abcd"), len(table)),
            "value": table["value"] + temperature / 100,
        }
    )


@pytest.fixture(scope="module")
def problem(heated):
    return problem_from_table(heated, "value", "eV", columns=Columns(features=(T,), group="lab"))


def test_own_columns_reach_the_regressors(problem, heated):
    entry = REGRESSORS["ridge"]
    rows = np.arange(121)
    X = described(problem, entry, "selected", rows)
    assert X.shape == (121, 34)
    np.testing.assert_allclose(X[:, -1], heated[T])
    step = describer(problem, entry, "selected", rows).fit(None)
    np.testing.assert_allclose(step.transform(problem.materials), X)
    assert step.get_feature_names_out()[-1] == T


def test_they_are_learnt_from(heated, problem):
    protocol = Protocol(holdout=0.3, learning_curve=False)
    without = problem_from_table(heated, "value", "eV")
    with_t, without_t = (compare(p, ["ridge"], protocol) for p in (problem, without))
    assert with_t.summary["mae"].iloc[0] < 0.3 * without_t.summary["mae"].iloc[0]
    assert with_t.card["own_columns"] == [T]
    importance = with_t.importance.set_index("feature")["importance"]
    assert importance.idxmax() == T


def test_regressors_that_cannot_take_them_are_left_out(problem):
    assert {"group-and-row", "cgcnn"}.isdisjoint(models_for(problem))
    assert "ridge" in models_for(problem)
    with pytest.raises(InputError, match=r"cannot read own columns \(temperature \(K\)\)"):
        models_for(problem, ["group-and-row"])


def test_rows_of_a_group_are_never_parted(problem, heated):
    labs = heated["lab"].to_numpy()
    folds = make_folds(problem, Protocol(split="column", folds=3))
    assert sorted(np.concatenate([fold.test for fold in folds])) == list(range(121))
    for fold in folds:
        assert not set(labs[fold.train]) & set(labs[fold.test])


def test_a_split_by_a_column_needs_one(heated):
    problem = problem_from_table(heated, "value")
    with pytest.raises(InputError, match="which column of the table keeps rows together"):
        make_folds(problem, Protocol(split="column"))


def test_rows_without_their_number_are_dropped_and_counted(heated):
    spoilt = heated.astype({T: object})
    spoilt.loc[[0, 1], T] = ["", "hot"]
    problem = problem_from_table(spoilt, "value", columns=Columns(features=(T,)))
    assert len(problem) == 119
    assert "2 rows dropped without a number in temperature (K)" in str(problem.report)


@pytest.mark.parametrize(
    ("features", "words"),
    [
        (("value",), "one to predict"),
        (("a_site",), "describes the materials"),
        (("lab",), "'lab' holds text: "),
    ],
)
def test_columns_that_cannot_be_learnt_from_are_named(heated, features, words):
    with pytest.raises(InputError, match=words):
        problem_from_table(heated, "value", columns=Columns(features=features))


def test_a_chosen_meaning_replaces_the_proposed_one(heated):
    swapped = Columns(Mapping(a_site="b_site", b_site="a_site"))
    assert problem_from_table(heated, "value", columns=swapped).sites[0][:2] == ("Ti", "Na")


def test_the_choice_travels_with_a_job(heated, tmp_path):
    heated.to_csv(tmp_path / "t.csv", sep=";", decimal=",", index=False)
    columns = Columns(features=("temperature",), group="LAB")
    problem = open_problem(reference(table=tmp_path / "t.csv", column="VALUE", columns=columns))
    assert problem.own_names == (T,)
    assert set(problem.kept_together) == set("abcd")
    np.testing.assert_allclose(problem.y, heated["value"])


@pytest.mark.parametrize("model", ["ridge", "dense-network"])  # kept whole, and kept as arrays beside a card
def test_an_adopted_model_reads_the_columns_of_other_tables(model, problem, tmp_path):
    adopt(problem, model, tmp_path / "own", name="own-model")
    (tmp_path / "t.csv").write_text(f"a_site,b_site,{T}\nSr,Ti,400\nSr,Ti,900\n")
    (tmp_path / "bare.csv").write_text("a_site,b_site\nSr,Ti\n")
    catalogue = Catalogue((tmp_path / "own",))
    cold, hot = predict(read_materials([tmp_path / "t.csv"]), ["value"], catalogue=catalogue)["value"]
    (error,) = predict(read_materials([tmp_path / "bare.csv"]), ["value"], catalogue=catalogue)["error"]
    assert hot - cold == pytest.approx(5, abs=1)
    assert f"reads the column {T!r}" in error


def test_a_condition_of_the_target_is_a_column_of_the_frame(problem, tmp_path):
    at_temperature = replace(problem, target=replace(problem.target, conditions=(T,)))
    adopt(at_temperature, "ridge", tmp_path, name="own-ridge")
    catalogue = Catalogue((tmp_path,))
    hot = replace(sites_row("hot", "t", "Sr", "Ti", "O"), numbers={T: 900.0})
    frame = predict([hot, sites_row("bare", "t", "Sr", "Ti", "O")], ["value"], catalogue=catalogue)
    assert list(frame) == [*PREDICTION_COLUMNS, T]
    assert frame[T].iloc[0] == 900
    assert np.isfinite(frame["value"].iloc[0])
    assert np.isnan(frame[T].iloc[1])
    assert f"reads the column {T!r}" in frame["error"].iloc[1]
    assert list(predict([hot], ["gap_ev"], catalogue=catalogue)) == list(PREDICTION_COLUMNS)


def test_a_column_that_is_named_twice_is_learnt_from_once(heated):
    found = problem_from_table(heated, "value", columns=Columns(features=(T, T)))
    assert found.numbers().shape == (len(found.y), 1)


@pytest.fixture(scope="module")
def half_known(heated):
    """The temperature is known in every second row."""
    return heated.assign(**{T: heated[T].where(np.arange(len(heated)) % 2 == 0)})


@pytest.fixture(scope="module")
def optional(half_known):
    return problem_from_table(half_known, "value", "eV", columns=Columns(optional=(T,)))


def test_rows_without_an_optional_number_are_kept_filled_and_marked(optional, half_known):
    assert len(optional) == 121
    assert (optional.own_names, optional.optional_names) == ((), (T,))
    assert f"60 rows without a number in {T} kept: the mean of the others" in str(optional.report)
    known, rows = half_known[T].notna(), np.arange(60)
    X = described(optional, REGRESSORS["ridge"], "selected", rows)
    np.testing.assert_allclose(X[known, -2], half_known[T][known])
    np.testing.assert_allclose(X[~known, -2], half_known[T][:60].mean())
    np.testing.assert_array_equal(X[:, -1], ~known)
    step = describer(optional, REGRESSORS["ridge"], "selected", rows).fit(None)
    np.testing.assert_allclose(step.transform(optional.materials), X)


def test_what_is_tested_on_has_no_part_in_what_stands_for_missing_numbers(optional, half_known):
    """Whatever the numbers of the test rows are, what is trained on stays the same."""
    fold = make_folds(optional, Protocol(folds=3))[0]
    other = half_known[T].where(half_known.index.isin(fold.train), half_known[T] * 100)
    changed = problem_from_table(
        half_known.assign(**{T: other}), "value", "eV", columns=Columns(optional=(T,))
    )
    ours, theirs = (described(p, REGRESSORS["ridge"], "selected", fold.train) for p in (optional, changed))
    np.testing.assert_array_equal(ours[fold.train], theirs[fold.train])
    assert not np.array_equal(ours, theirs)


def test_an_optional_number_that_no_training_row_has_is_filled_all_the_same(optional, half_known):
    without = np.flatnonzero(half_known[T].isna())
    assert optional.filling(without) == [0.0]
    assert np.isfinite(optional.numbers(without)).all()


def test_an_optional_number_is_learnt_from_by_every_regressor(optional, half_known):
    """Half of the rows gain much, the others lose nothing."""
    protocol = Protocol(folds=2, learning_curve=False)
    models = models_for(optional)
    assert {"ridge", "dense-network", "extra-trees", "gradient-boosting", "xgboost"} <= set(models)
    found = compare(optional, models, protocol)
    without = compare(problem_from_table(half_known, "value", "eV"), ["extra-trees"], protocol)
    assert set(found.models) == set(models)
    assert np.isfinite(found.predictions["predicted"]).all()
    mae = found.summary.set_index("model")["mae"]
    assert mae["extra-trees"] < 0.8 * without.summary["mae"].iloc[0]
    assert found.card["own_columns"] == [T]
    of_trees = found.importance[found.importance["model"] == "extra-trees"].set_index("feature")["importance"]
    assert of_trees.idxmax() == T, "value and mark are shuffled together"
    assert f"missing_{T}" not in of_trees.index


def test_an_adopted_model_does_without_an_optional_number(optional, tmp_path):
    adopt(optional, "ridge", tmp_path, name="own-ridge")
    catalogue = Catalogue((tmp_path,))
    bare = sites_row("bare", "t", "Sr", "Ti", "O")
    rows = [bare, *(replace(bare, id=str(t), numbers={T: t}) for t in (400.0, 900.0))]
    frame = predict(rows, ["value"], catalogue=catalogue)
    assert np.isfinite(frame["value"]).all()
    assert frame["value"].iloc[2] - frame["value"].iloc[1] == pytest.approx(5, abs=1)


def test_an_optional_column_without_gaps_is_a_needed_one(heated):
    found = problem_from_table(heated, "value", columns=Columns(optional=(T,)))
    assert (found.own_names, found.optional_names) == ((T,), ())
    assert "without a number" not in str(found.report)


def test_an_optional_column_without_numbers_is_refused(heated):
    empty = heated.assign(**{T: np.nan})
    with pytest.raises(InputError, match=r"No usable row of .* has a number in temperature \(K\)"):
        problem_from_table(empty, "value", columns=Columns(optional=(T,)))


def test_a_column_is_needed_or_optional(heated, tmp_path):
    heated.to_csv(tmp_path / "t.csv", index=False)
    columns = Columns(features=("temperature",), optional=(T,))
    problem = open_problem(reference(table=tmp_path / "t.csv", column="value", columns=columns))
    assert problem.columns == (T,)


def test_an_adopted_model_finds_its_temperature_under_another_heading_and_unit(problem, optional, tmp_path):
    adopt(problem, "ridge", tmp_path / "needs", name="own-ridge")
    adopt(optional, "ridge", tmp_path / "may", name="own-ridge")
    table = "a_site,b_site,temp_c\nSr,Ti,126.85\nSr,Ti,626.85\n"
    rows = read_text(table)
    for folder in ("needs", "may"):
        cold, hot = predict(rows, ["value"], catalogue=Catalogue((tmp_path / folder,)))["value"]
        assert hot - cold == pytest.approx(5, abs=1)
    unknown = read_text(table.replace("temp_c", "temperature"))
    for folder in ("needs", "may"):
        errors = predict(unknown, ["value"], catalogue=Catalogue((tmp_path / folder,)))["error"]
        assert errors.str.contains("names no unit").all()
