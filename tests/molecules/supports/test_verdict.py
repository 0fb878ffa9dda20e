"""The sign test over targets."""

import pandas as pd
import pytest

from mi_core.molecules.supports.columns import COLUMNS
from mi_core.molecules.supports.verdict import against_others, by_target, in_words, sign_test


def losses(better: int, n: int = 20) -> pd.DataFrame:
    rows = []
    for number in range(n):
        chosen = 0.4 if number < better else 0.6
        for few in (50, 100):
            rows.append([0, "support-4", number, f"t{number}", few, 0, chosen])
            rows += [[0, "random-4", k, f"t{number}", few, 0, 0.5] for k in range(10)]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_better_targets_are_counted_and_chance_is_told():
    found = sign_test(losses(16))
    assert (found.better, found.n) == (16, 20)
    assert found.p_value == pytest.approx(0.0059, abs=1e-4)
    assert "16 of 20" in in_words(found)


def test_half_of_the_targets_may_be_luck():
    assert "so it may be luck" in in_words(sign_test(losses(10), labels=50))


def test_sets_count_equally_however_many_there_are():
    table = by_target(losses(20))
    assert table.loc[("t0", 50), "random-4"] == 0.5


def test_arms_are_judged_by_the_seeds_that_both_were_tried_with():
    table = losses(20)
    worse = table[table["arm"] == "support-4"].assign(seed=1, loss=0.9)
    found = against_others(pd.concat([table, worse])).set_index("against")
    assert found.loc["random-4", "better"] == 20
    assert found.loc["random-4", "seeds"] == 1


def test_each_other_arm_is_judged_in_a_row_of_its_own():
    table = losses(20)
    alone = table[table["arm"] == "random-4"].assign(arm="none", loss=0.2)
    found = against_others(pd.concat([table, alone]), labels=50).set_index("against")
    assert found.index.tolist() == ["random-4", "none"]
    assert found["better"].tolist() == [20, 0]
    assert found["gain"].tolist() == pytest.approx([0.2, -1.0])
    assert found.loc["none", "p_value"] == pytest.approx(1.0)
