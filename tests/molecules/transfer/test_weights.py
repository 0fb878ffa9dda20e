"""Better methods count for more, the more labels there are the more so, and what hardly counts is left out."""

from __future__ import annotations

import pytest

from mi_core.molecules.transfer.weights import LEAST, SOFTNESS, shares


def test_shares_are_those_of_the_formula():
    found = shares({"good": 1.0, "worse": 1.5}, SOFTNESS)
    assert found["worse"] / found["good"] == pytest.approx(2.718281828**-0.5)
    assert sum(found.values()) == pytest.approx(1)


def test_the_unit_of_the_labels_changes_nothing():
    losses = {"a": 0.3, "b": 0.4, "c": 0.9}
    assert shares({name: 1e4 * loss for name, loss in losses.items()}, 50) == pytest.approx(
        shares(losses, 50)
    )


def test_few_labels_keep_all_methods_and_many_only_the_best():
    losses = {"a": 1.0, "b": 1.1, "c": 1.2}
    assert min(shares(losses, 50).values()) > 0.25
    assert shares(losses, 10_000) == {"a": 1.0}


def test_what_counts_for_too_little_is_left_out():
    found = shares({"a": 1.0, "b": 1.0, "hopeless": 50.0}, 50)
    assert found == {"a": 0.5, "b": 0.5}
    assert min(shares({name: 1 + number for number, name in enumerate("abcdefgh")}, 50).values()) >= LEAST


def test_a_method_without_any_error_stands_alone():
    assert shares({"exact": 0.0, "other": 1.0}, 30) == {"exact": 1.0}
