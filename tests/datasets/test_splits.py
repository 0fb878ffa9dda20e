"""Splits: disjoint, complete, seeded, without leaks, and blind to the order of rows."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.dummy import DummyRegressor
from sklearn.model_selection import cross_val_score

from mi_core.datasets.composition import composition_key, key_elements
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import folds, leave_elements_out, make_split, planned_split
from mi_core.errors import InputError

METALS = ("Ba", "Sr", "Ca", "Ti", "Zr", "Nb", "K", "La", "Al")
KINDS = ("random", "grouped", "leave_elements_out")
EXPECTED = ["BaNbO3", "SrLaO3", "ZrBaO3", "ZrNbO3", "ZrLaO3", "NbBaO3", "LaCaO3", "AlCaO3"]


def oxides(pairs):
    return pd.DataFrame(
        {"id": [f"r{row}" for row in range(len(pairs))], "formula": [f"{a}{b}O3" for a, b in pairs]}
    )


PAIRS = [(a, b) for a in METALS for b in METALS if a != b]
polymorphs = st.lists(st.tuples(st.sampled_from(METALS), st.sampled_from(METALS)), max_size=60)
tables = polymorphs.map(lambda more: oxides(PAIRS + more))
seeds = st.integers(0, 2**31)


@pytest.fixture(scope="module")
def frame():
    return oxides(PAIRS)


def named(frame, split):
    return {
        part: set(frame["id"].iloc[getattr(split, part)]) for part in ("train", "calibration", "validation")
    }


def assert_partition(split, rows):
    everything = np.concatenate([split.train, split.calibration, split.validation])
    assert sorted(everything.tolist()) == list(range(rows))


@settings(max_examples=60)
@given(tables, seeds, st.sampled_from(["random", "grouped"]), st.sampled_from([0.0, 0.1, 0.2]))
def test_parts_are_disjoint_and_complete(frame, seed, kind, calibration):
    split = make_split(frame, kind, seed, calibration=calibration)
    assert_partition(split, len(frame))
    assert split.sizes == {
        "train": len(split.train),
        "calibration": len(split.calibration),
        "validation": len(split.validation),
    }


@settings(max_examples=60)
@given(tables, seeds, st.sampled_from(["random", "grouped"]), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(frame, seed, kind, random):
    order = list(range(len(frame)))
    random.shuffle(order)
    shuffled = frame.iloc[order].set_index(pd.Index(range(1000, 1000 + len(frame))))
    before = named(frame, make_split(frame, kind, seed, calibration=0.1))
    assert before == named(shuffled, make_split(shuffled, kind, seed, calibration=0.1))


@settings(max_examples=60)
@given(tables, seeds)
def test_grouped_split_never_parts_a_composition(frame, seed):
    split = make_split(frame, "grouped", seed, calibration=0.1)
    keys = frame["formula"].map(composition_key).to_numpy()
    parts = [set(keys[rows]) for rows in (split.train, split.calibration, split.validation)]
    assert sum(map(len, parts)) == len(set.union(*parts))


def test_a_swap_of_a_and_b_is_one_group_and_other_amounts_are_not():
    assert composition_key("BaTiO3") == composition_key("TiBaO3") == composition_key("Ba2Ti2O6")
    assert composition_key("BaTi2O5") != composition_key("BaTiO3")
    assert composition_key("TiTiO2F") == composition_key("Ti2O2F")
    assert composition_key("Na(CoO2)3") == composition_key("NaCo3O6")
    assert composition_key("Ba0.5Sr0.5TiO3") == composition_key("BaSrTi2O6")
    assert key_elements(composition_key("HoHfO3")) == {"Ho", "Hf", "O"}


def test_random_split_has_exact_sizes(frame):
    split = make_split(frame)
    assert split.sizes == {"train": 64, "calibration": 0, "validation": 8}
    assert make_split(frame, validation=0.25, calibration=0.125).sizes == {
        "train": 45,
        "calibration": 9,
        "validation": 18,
    }


def test_a_random_split_does_part_swaps(frame):
    # The reason why the grouped split exists; if this fails, the comparison of the two means nothing.
    split, keys = make_split(frame), frame["formula"].map(composition_key).to_numpy()
    assert set(keys[split.train]) & set(keys[split.validation])


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_repeats_and_another_differs(frame, kind):
    first, again, other = (make_split(frame, kind, seed) for seed in (3, 3, 4))
    assert np.array_equal(first.validation, again.validation)
    assert not np.array_equal(first.validation, other.validation)


def test_seed_0_draws_the_rows_it_always_drew(frame):
    # Shipped model cards name a seed; the rows behind it must not change with a library or a Python version.
    assert frame["formula"].iloc[make_split(frame, "random", 0).validation].tolist() == EXPECTED


def test_named_elements_are_truly_left_out(frame):
    split = leave_elements_out(frame, ["Nb", "La"], calibration=0.1)
    assert_partition(split, len(frame))
    held = frame["formula"].map(lambda formula: bool({"Nb", "La"} & key_elements(composition_key(formula))))
    assert held.iloc[split.validation].all()
    assert not held.iloc[np.concatenate([split.train, split.calibration])].any()
    assert split.elements == ("La", "Nb")


@settings(max_examples=40)
@given(seeds)
def test_drawn_elements_reach_the_share_and_spare_the_anion(seed):
    frame = oxides(PAIRS)
    split = leave_elements_out(frame, seed=seed, validation=0.2)
    assert "O" not in split.elements
    assert len(split.validation) >= 0.2 * len(frame)
    assert_partition(split, len(frame))


def test_the_record_is_plain(frame):
    record = leave_elements_out(frame, ["K"], seed=5).as_dict()
    assert json.loads(json.dumps(record)) == record
    assert record["kind"] == "leave_elements_out"
    assert record["seed"] == 5
    assert record["elements"] == ["K"]
    assert sum(record["sizes"].values()) == len(frame)


@settings(max_examples=40)
@given(tables, seeds, st.sampled_from(["random", "grouped"]), st.integers(2, 5))
def test_folds_test_every_row_once(frame, seed, kind, n_folds):
    parts = folds(frame, n_folds, kind, seed)
    assert sorted(np.concatenate([test for _, test in parts]).tolist()) == list(range(len(frame)))
    keys = frame["formula"].map(composition_key).to_numpy()
    for train, test in parts:
        assert len(np.intersect1d(train, test)) == 0
        assert len(train) + len(test) == len(frame)
        assert kind == "random" or not set(keys[train]) & set(keys[test])


def test_groups_of_any_column_stay_together(frame):
    papers = frame["formula"].str[:2]
    split = make_split(frame.assign(paper=papers), "column", 0, column="paper")
    assert not set(papers.iloc[split.train]) & set(papers.iloc[split.validation])
    same = make_split(frame.assign(group=papers), "column", 0)
    assert np.array_equal(split.validation, same.validation)
    for train, test in folds(frame.assign(paper=papers), 3, "column", column="paper"):
        assert not set(papers.iloc[train]) & set(papers.iloc[test])


def test_random_folds_are_even(frame):
    assert sorted(len(test) for _, test in folds(frame, 5)) == [14, 14, 14, 15, 15]


def test_scikit_learn_takes_the_folds(frame):
    X, y = np.zeros((len(frame), 1)), np.arange(len(frame), dtype=float)
    scores = cross_val_score(DummyRegressor(), X, y, cv=folds(frame, 4), scoring="neg_mean_absolute_error")
    assert scores.shape == (4,)
    assert np.isfinite(scores).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda frame: make_split(frame, "stratified"), "choose one of random, grouped, leave_elements_out"),
        (lambda frame: make_split(frame.drop(columns="id")), "needs a column 'id'; the table has formula"),
        (lambda frame: make_split(frame.assign(id="x")), "unique ids; 1 occur more than once, such as 'x'"),
        (lambda frame: make_split(frame.drop(columns="formula"), "grouped"), "needs a column 'formula'"),
        (lambda frame: make_split(frame.assign(formula="Xx"), "grouped"), "'Xx' cannot be read"),
        (lambda frame: make_split(frame, validation=0.9, calibration=0.2), "add up to less than 1"),
        (lambda frame: make_split(frame, validation=-0.1), "at least 0"),
        (
            lambda frame: make_split(frame.assign(formula="BaTiO3"), "grouped"),
            "72 rows in 1 groups are too few",
        ),
        (lambda frame: leave_elements_out(frame, ["Xe"]), "Xe occur in no row"),
        (lambda frame: make_split(frame, "column"), "has no 'group', but id, formula"),
        (lambda frame: folds(frame, 5, "column", column="paper"), "has no 'paper', but id, formula"),
        (lambda frame: folds(frame, 1), "between 2 and 72; got 1"),
        (lambda frame: folds(frame, 5, "leave_elements_out"), "kind 'random', 'grouped' or 'column'"),
    ],
)
def test_wrong_questions_get_a_sentence(frame, call, sentence):
    with pytest.raises(InputError, match=sentence):
        call(frame)


def test_swaps_of_the_real_table_stay_together(data_dir):
    frame = load_dataset("wolverton_perovskite_oxides").frame
    split = make_split(frame, "grouped", 0)
    pairs = [frozenset(pair) for pair in zip(frame["a_site"], frame["b_site"], strict=True)]
    train, validation = ({pairs[row] for row in rows} for rows in (split.train, split.validation))
    assert not train & validation
    assert len(split.validation) / len(frame) == pytest.approx(1 / 9, abs=0.002)


def test_the_four_splits_of_the_measured_table_keep_together_what_they_say(data_dir):
    data = load_dataset("estm_thermoelectrics")
    kept = ("id", "formula", "paper", "host")
    for plan, whole in zip(data.card.splits, kept, strict=True):
        split = planned_split(data.frame, plan)
        assert len(split.validation) / len(data.frame) == pytest.approx(1 / 9, abs=0.01)
        names = data.frame[whole]
        if whole == "formula":
            names = names.map(composition_key)
        assert not set(names.iloc[split.train]) & set(names.iloc[split.validation])


def test_papers_and_hosts_leak_through_a_grouped_split(data_dir):
    # The reason for the splits by paper and host, with the numbers of the card.
    data = load_dataset("estm_thermoelectrics")
    split = planned_split(data.frame, data.card.splits[1])
    keys = data.frame["formula"].map(composition_key)
    held = data.frame.iloc[split.validation].assign(key=keys).drop_duplicates("key")
    shares = [held[name].isin(data.frame[name].iloc[split.train]).mean() for name in ("paper", "host")]
    assert shares == pytest.approx([0.92, 0.89], abs=0.02)
