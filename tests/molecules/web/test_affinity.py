"""The part of affinities as Streamlit's own test runner drives it, with small affinities in place of those that ship."""

from __future__ import annotations

import pandas as pd
import pytest
from patience import PATIENCE_S
from shipped_affinities import TASKS, affinity_values
from streamlit.testing.v1 import AppTest

from mi_core.molecules.affinity import shipped
from mi_core.molecules.affinity.shipped import affinities_of
from mi_core.molecules.web.affinity.agreement import AGAIN, agreement_table
from mi_core.molecules.web.affinity.map import picked
from mi_core.molecules.web.affinity.one_task import helped_words
from mi_core.molecules.web.affinity.part import seeds_in_words

SOLUBILITY, LIPOPHILICITY, BARRIER, *_ = TASKS


def script():
    from mi_core.molecules.web.affinity.part import affinity_part

    affinity_part()


@pytest.fixture
def part(five_tasks) -> AppTest:
    at = AppTest.from_function(script, default_timeout=PATIENCE_S).run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join(each.value for each in [*at.markdown, *at.caption, *at.subheader])


def test_it_opens_with_the_exact_affinities_of_the_first_task(part):
    assert part.button_group(key="affinity_kind").value == "exact"
    assert "What helps solubility" in words(part)
    assert "2 of 4 tasks help it and 2 do not" in words(part)
    assert "Best: lipophilicity (+0.305)" in words(part)
    assert "are grey" in words(part)
    rows = part.dataframe[0].value
    assert rows["name"].tolist() == ["lipophilicity", "blood–brain barrier", "SIDER eye", "Tox21 AhR"]
    assert rows["other"].tolist() == pytest.approx([0.255, 0.085, -0.005, 0.045])
    assert rows["common"].tolist() == [0.25] * 4


def test_another_task_and_another_kind(part):
    part.selectbox(key="affinity_task").select(BARRIER).run()
    assert "What helps blood–brain barrier" in words(part)
    part.button_group(key="affinity_kind").set_value("twin").run()
    assert not part.exception
    assert "What helps blood–brain barrier" in words(part)
    assert "no standard error is known" in words(part)
    part.button_group(key="affinity_kind").set_value("similarity").run()
    assert "The molecules most like those of blood–brain barrier" in words(part)


def test_a_clicked_cell_is_looked_at_in_both_directions(five_tasks):
    def clicked():
        from mi_core.molecules.web.affinity.map import look_at
        from mi_core.molecules.web.affinity.part import affinity_part

        look_at({"selection": {"points": [{"customdata": ["lipophilicity_log_d", "bbbp"]}]}})
        affinity_part()

    at = AppTest.from_function(clicked, default_timeout=PATIENCE_S).run()
    assert not at.exception
    assert at.selectbox(key="affinity_task").value == LIPOPHILICITY
    assert "**blood–brain barrier** does to **lipophilicity**: +0.0550" in words(at)
    assert "**lipophilicity** does to **blood–brain barrier**: +0.125" in words(at)


def test_only_cells_can_be_picked():
    assert picked({"selection": {"points": [{"customdata": ["a", "b"], "x": 1}]}}) == ("a", "b")
    assert picked({"selection": {"points": []}}) is None
    assert picked({"selection": {"points": [{"x": 1}]}}) is None
    assert picked({}) is None


def test_the_agreement_has_a_row_for_each_estimate_and_the_exact_ones_themselves(five_tasks, part):
    table = agreement_table(["twin", "similarity"])
    assert table["kind"].tolist() == ["Frozen encoders", "Similar molecules", AGAIN]
    assert table["over_pairs"].iloc[2] == pytest.approx(1)
    assert "Over 20 ordered pairs of tasks, the rank correlation is" in words(part)


def test_without_any_affinities_one_sentence_says_how_to_come_by_them(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    at = AppTest.from_function(script, default_timeout=PATIENCE_S).run()
    assert not at.exception
    assert "--kind twin --compute" in at.info[0].value


def test_without_the_exact_ones_estimates_are_shown_and_nothing_is_compared(five_tasks):
    (five_tasks / "losses.parquet").unlink()
    at = AppTest.from_function(script, default_timeout=PATIENCE_S).run()
    assert not at.exception
    assert at.button_group(key="affinity_kind").value == "twin"
    assert "one of both does not ship yet" in words(at)


def test_seeds_of_some_pairs_alone_are_told():
    values = affinity_values()
    one = values[values["seed"] == 0]
    some = values[(values["seed"] == 1) & (values["task"] == SOLUBILITY)]
    assert seeds_in_words(affinities_of(values, "exact")) == "Means over 2 seeds"
    assert "no standard error" in seeds_in_words(affinities_of(one, "exact"))
    mixed = seeds_in_words(affinities_of(pd.concat([one, some]), "exact"))
    assert mixed.startswith("Means over 2 seeds for 4 of 20 pairs; the others are of one")


def test_how_sure_the_help_is():
    rows = pd.DataFrame(
        [[0, "bbbp", 0.5], [1, "bbbp", 0.6], [0, "hiv", -0.1], [1, "hiv", 0.05]],
        columns=["seed", "beside", "value"],
    ).assign(task=SOLUBILITY)
    found = helped_words(affinities_of(rows, "exact").of(SOLUBILITY), SOLUBILITY)
    assert "1 of 2 tasks help it and 1 do not" in found
    assert "1 help and 0 harm" in found


def test_chosen_supports_are_judged_for_all_numbers_of_labels_and_for_one(five_tasks, compared_supports):
    at = AppTest.from_function(script, default_timeout=PATIENCE_S).run()
    assert not at.exception
    assert "lower loss on 2 of 3 targets against four tasks drawn at random" in words(at)
    at.button_group(key="affinity_labels").set_value("100").run()
    assert not at.exception
    assert "lower loss on 2 of 2 targets" in words(at)
    table = at.dataframe[len(at.dataframe) - 1].value
    assert table["against"].tolist()[0] == "Four tasks drawn at random"
    assert table["better"].tolist() == [2, 2, 2, 2]


def test_without_a_comparison_one_sentence_says_so(five_tasks, tmp_path, monkeypatch):
    from mi_core.molecules.supports import shipped as compared

    monkeypatch.setattr(compared, "FILE", tmp_path / "none.parquet")
    compared.shipped_losses.cache_clear()
    at = AppTest.from_function(script, default_timeout=PATIENCE_S).run()
    compared.shipped_losses.cache_clear()
    assert not at.exception
    assert "Nothing ships of this comparison yet" in words(at)
