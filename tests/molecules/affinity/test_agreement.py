"""Agreement of matrices that are the same, that have nothing to do with each other, and of which little is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.molecules.affinity.agreement import FEWEST, SUPPORTS, agreement, agreement_words


def matrix(values) -> pd.DataFrame:
    names = [f"t{n}" for n in range(len(values))]
    return pd.DataFrame(values, index=names, columns=names)


@pytest.fixture
def exact() -> pd.DataFrame:
    return matrix(np.random.default_rng(0).normal(size=(40, 40)))


def test_a_matrix_agrees_with_itself(exact):
    found = agreement(exact, exact)
    assert found.pairs == 40 * 39
    assert [found.over_pairs, found.within_rows] == pytest.approx([1, 1])
    assert found.found == SUPPORTS
    assert found.by_chance == pytest.approx(SUPPORTS**2 / 39)


def test_rows_and_columns_in_another_order_are_the_same_matrix(exact):
    turned = exact.iloc[::-1, ::-1]
    assert agreement(exact, turned).over_pairs == pytest.approx(1)
    assert agreement(exact, -exact).within_rows == pytest.approx(-1)


def test_random_matrices_agree_no_more_than_by_chance(exact):
    found = agreement(exact, matrix(np.random.default_rng(1).normal(size=(40, 40))))
    assert found.over_pairs == pytest.approx(0, abs=0.08)
    assert found.within_rows == pytest.approx(0, abs=0.08)
    assert found.found == pytest.approx(found.by_chance, abs=4 * found.found_error)


def test_the_level_of_rows_counts_over_pairs_and_not_within_them(exact):
    level = 10 * np.arange(40)[:, None]
    other = matrix(np.random.default_rng(2).normal(size=(40, 40)))
    found = agreement(exact + level, other + level)
    assert found.over_pairs > 0.95
    assert found.within_rows == pytest.approx(0, abs=0.08)


def test_what_is_not_known_is_left_out(exact):
    partial = exact.copy()
    partial.iloc[2:, FEWEST - 1 :] = np.nan
    found = agreement(partial, exact)
    assert found.pairs == 2 * 39 + 38 * (FEWEST - 1) - (FEWEST - 3)
    assert found.rows == 2
    assert found.found == SUPPORTS
    nothing = agreement(exact * np.nan, exact)
    assert nothing.pairs == 0
    assert "nothing can be compared" in agreement_words(nothing)
    assert "No task has 8" in agreement_words(agreement(partial.iloc[2:, 2:], exact))


def test_the_words_hold_the_numbers(exact):
    words = agreement_words(agreement(exact, exact))
    assert "1,560 ordered pairs" in words
    assert "it names 4.0 ± 0.0, and guessing 0.4" in words
    assert "−1.00" in agreement_words(agreement(exact, -exact))
