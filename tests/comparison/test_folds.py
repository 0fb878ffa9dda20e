"""The same folds for all models, and nothing of a test row in training."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.comparison.folds import held_back, inner_folds, left_out_elements, make_folds
from mi_core.comparison.protocol import Protocol, protocol_of
from mi_core.errors import InputError


@pytest.mark.parametrize("split", ["random", "grouped"])
def test_every_row_is_tested_once_and_never_trained_on_then(problem, split):
    folds = make_folds(problem, Protocol(split=split, folds=4))
    assert sorted(np.concatenate([f.test for f in folds])) == list(range(len(problem)))
    for fold in folds:
        assert not set(fold.train) & set(fold.test)
        assert len(fold.train) + len(fold.test) == len(problem)


def test_seeds_decide(problem):
    first, again, other = (make_folds(problem, Protocol(seed=seed))[0].test for seed in (0, 0, 1))
    assert (first == again).all()
    assert not np.array_equal(first, other)


def test_a_hold_out_is_one_fold(problem):
    (fold,) = make_folds(problem, Protocol(holdout=0.2))
    assert len(fold.test) == pytest.approx(0.2 * len(problem), abs=1)


def test_an_element_left_out_is_in_no_training_row(problem):
    protocol = Protocol(split="leave_element_out", min_element_rows=11)
    folds = make_folds(problem, protocol)
    assert {f.name for f in folds} == set(left_out_elements(problem, protocol))
    assert "O" not in {f.name for f in folds}, "it is in every row"
    for fold in folds:
        assert all(fold.name in problem.elements[i] for i in fold.test)
        assert not any(fold.name in problem.elements[i] for i in fold.train)


def test_elements_can_be_named(problem):
    protocol = Protocol(split="leave_element_out", min_element_rows=5, elements=("Sr", "Ti"))
    assert [f.name for f in make_folds(problem, protocol)] == ["Sr", "Ti"]
    with pytest.raises(InputError, match="Os cannot be left out"):
        make_folds(problem, Protocol(split="leave_element_out", min_element_rows=5, elements=("Os",)))
    with pytest.raises(InputError, match="No element is in at least 50 rows"):
        make_folds(problem, Protocol(split="leave_element_out"))


@pytest.mark.parametrize("split", ["random", "grouped", "leave_element_out"])
def test_tuning_and_calibration_split_as_the_folds_do(problem, split):
    frame = problem.frame()
    protocol = Protocol(split=split, min_element_rows=5)
    for train, test in [*inner_folds(frame, protocol), held_back(frame, protocol)]:
        assert not set(train) & set(test)
        if split == "grouped":
            assert not {problem.groups[i] for i in train} & {problem.groups[i] for i in test}
        if split == "leave_element_out":
            seen = frozenset().union(*(problem.elements[i] for i in train))
            assert not any(problem.elements[i] <= seen for i in test)


@pytest.mark.parametrize(
    "values",
    [
        {"split": "sorted"},
        {"folds": 1},
        {"holdout": 0.9},
        {"features": "all"},
        {"features": []},
        {"rows": 0},
        {"fold": 5},
    ],
)
def test_a_bad_protocol_is_one_sentence(values):
    with pytest.raises(InputError):
        protocol_of(values)


def test_a_protocol_survives_as_plain_values():
    protocol = Protocol(split="grouped", features=("group", "row"), elements=("Sr",))
    assert protocol_of(protocol.as_dict()) == protocol
