"""The affinities that ship: means over seeds, both directions, what helps, the tree; and what is said without them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from shipped_affinities import MATRIX, TASKS

from mi_core.errors import InputError
from mi_core.molecules.affinity.shipped import rows_of, shipped, shipped_kinds, supports, tree, tree_order
from mi_core.molecules.tasks import TASKS as ALL

SOLUBILITY, LIPOPHILICITY, BARRIER, EYE, RECEPTOR = TASKS


def test_means_over_seeds_with_their_error_and_nan_elsewhere(five_tasks):
    found = shipped("exact")
    assert list(found.mean.index) == list(found.mean.columns) == list(ALL)
    assert found.mean.loc[SOLUBILITY, LIPOPHILICITY] == pytest.approx(0.305)
    assert found.error.loc[SOLUBILITY, LIPOPHILICITY] == pytest.approx(0.005)
    assert np.isnan(found.mean.loc[SOLUBILITY, "hiv"])
    assert found.seeds == [0, 1]
    assert found.share_known == pytest.approx(20 / (48 * 47))


def test_the_two_directions_are_told_apart(five_tasks):
    assert shipped().both_ways(SOLUBILITY, LIPOPHILICITY) == pytest.approx((0.305, 0.255))
    assert shipped("twin").both_ways(SOLUBILITY, LIPOPHILICITY) == pytest.approx((0.25, 0.30))


def test_supports_are_those_that_help_most(five_tasks):
    assert shipped().supports(SOLUBILITY, 2) == [LIPOPHILICITY, BARRIER]
    assert shipped().supports("hiv") == []
    rows = rows_of(shipped(), [SOLUBILITY])
    assert rows["beside"].tolist() == [LIPOPHILICITY, BARRIER, EYE, RECEPTOR]
    assert rows["seeds"].tolist() == [2] * 4


def test_where_the_exact_ones_have_gaps_the_twin_chooses(five_tasks):
    assert supports(SOLUBILITY, 1) == shipped("twin").supports(SOLUBILITY, 1)
    (five_tasks / "twin.parquet").unlink()
    assert supports(BARRIER, 2) == [LIPOPHILICITY, SOLUBILITY]
    with pytest.raises(InputError, match="Did you mean 'bbbp'"):
        supports("bbb")


def test_what_does_not_ship_is_one_sentence_with_the_cure(five_tasks):
    assert shipped_kinds() == ["exact", "twin", "similarity"]
    with pytest.raises(InputError, match="affinity --kind joint --compute computes them"):
        shipped("joint")
    with pytest.raises(InputError, match="choose one of exact, twin, joint, similarity"):
        shipped("TAG")


def test_a_file_that_is_rewritten_is_read_anew(five_tasks):
    assert shipped("twin").both_ways(SOLUBILITY, BARRIER)[0] == pytest.approx(0.08)
    path = five_tasks / "twin.parquet"
    table = pd.read_parquet(path)
    table.assign(value=table["value"] + 1).to_parquet(path, index=False)
    assert shipped("twin").both_ways(SOLUBILITY, BARRIER)[0] == pytest.approx(1.08)


def test_tasks_that_help_each_other_stand_together_in_the_tree():
    names = list("abcdef")
    matrix = pd.DataFrame(-0.1, index=names, columns=names)
    for pair in ("ad", "be", "cf"):
        matrix.loc[pair[0], pair[1]], matrix.loc[pair[1], pair[0]] = 0.3, 0.1
    order = tree_order(matrix)
    assert sorted(order) == names
    assert {frozenset(order[n : n + 2]) for n in (0, 2, 4)} == {
        frozenset("ad"),
        frozenset("be"),
        frozenset("cf"),
    }


def test_a_tree_stands_on_gaps_and_on_nothing():
    names = list("abc")
    matrix = pd.DataFrame(np.nan, index=names, columns=names)
    assert sorted(tree_order(matrix)) == names
    matrix.loc["a", "c"], matrix.loc["a", "b"] = 0.5, -0.5
    assert np.isfinite(tree(matrix)).all()
    assert abs(tree_order(matrix).index("a") - tree_order(matrix).index("c")) == 1


def test_the_made_up_matrix_is_what_the_tests_say():
    assert MATRIX[0, 1] == 0.30
    assert MATRIX[1, 0] == 0.25
