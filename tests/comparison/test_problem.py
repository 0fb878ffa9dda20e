"""Tables as they come: what is kept, what is dropped and counted, and what is refused in one sentence."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from mi_core.comparison import cleaning
from mi_core.comparison.folds import held_back, make_folds
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.sources import (
    check_reference,
    check_split,
    load_problem,
    open_problem,
    own_columns,
    reference,
)
from mi_core.comparison.tables import problem_from_table, read_table
from mi_core.datasets.loading import load_dataset
from mi_core.errors import InputError
from mi_core.inputs import CRYSTAL


def dropped(problem) -> dict[str, int]:
    return {re.sub(r"^\S+ rows? dropped ", "", step.sentence): step.dropped for step in problem.report.steps}


def test_a_clean_table_is_taken_whole(problem, table):
    assert len(problem) == len(table) == 121
    assert problem.target.unit == "eV"
    assert problem.target.title == "value"
    assert problem.sites[0] == ("Na", "Ti", ("O", "O", "O"))
    assert not problem.holds(CRYSTAL)
    assert problem.report.steps == ()


def test_every_row_that_cannot_be_used_is_counted_under_its_reason(table):
    spoilt = table.astype({"value": object})
    spoilt.loc[0, "value"] = None
    spoilt.loc[1, "value"] = ""
    spoilt.loc[2, "value"] = "n/a"
    spoilt.loc[12, "value"] = "broken"
    spoilt.loc[[3, 4, 5], "value"] = np.inf
    spoilt.loc[6, "a_site"] = "Xx"
    spoilt = pd.concat([spoilt, spoilt.iloc[[10, 11]]], ignore_index=True)
    problem = problem_from_table(spoilt, "value")
    reasons = dropped(problem)
    assert reasons.pop("without a value in value.") == 3
    assert reasons.pop("with text instead of a number in value, such as 'broken'.") == 1
    assert reasons.pop("with an infinite value.") == 3
    assert reasons.pop("that repeat another row.") == 2
    ((reason, count),) = reasons.items()
    assert count == 1
    assert "'Xx'" in reason
    assert problem.report.rows_in == 123
    assert len(problem) == problem.report.rows_out == 123 - 10


def test_rows_with_equal_crystals_and_other_values_stay(table):
    twice = pd.concat([table, table.assign(value=table["value"] + 1)], ignore_index=True)
    assert len(problem_from_table(twice, "value")) == 242


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.head(2), "2 usable rows"),
        (lambda t: t.head(0), "0 usable rows"),
        (lambda t: t.assign(value=1.5), "same value, 1.5"),
        (lambda t: t.assign(value="words"), "The column 'value' holds text: words"),
        (lambda t: t.assign(value=np.nan), "0 usable rows"),
        (lambda t: t.assign(value=t["value"] > 0), "holds text: True"),
        (lambda t: t.drop(columns="value"), "no column 'value'"),
        (lambda t: t.drop(columns="b_site"), "needs a column of formulas"),
        (lambda t: t.assign(a_site="Zz"), "0 usable rows"),
    ],
)
def test_what_cannot_be_compared_on_is_one_sentence(table, change, words):
    with pytest.raises(InputError, match=words):
        problem_from_table(change(table), "value")


def test_the_target_cannot_be_the_crystal(table):
    with pytest.raises(InputError, match="cannot be the target"):
        problem_from_table(table, "a_site")


def test_a_very_long_table_is_sampled_and_says_so(table, monkeypatch):
    monkeypatch.setattr(cleaning, "MOST_ROWS", 100)
    problem = problem_from_table(table, "value")
    assert len(problem) == 100
    assert dropped(problem) == {"at random: at most 100 rows are compared on.": 21}
    again = problem_from_table(table, "value")
    assert again.ids == problem.ids


def test_two_million_rows_are_cut_before_anything_is_read_in_detail():
    rows = 2_000_000
    number = np.arange(rows)
    frame = pd.DataFrame({"formula": "not a formula", "value": number / rows, "id": number})
    with pytest.raises(InputError, match="0 usable rows"):
        problem_from_table(frame, "value")


def test_formulas_alone_do_not_tell_the_sites(table):
    formulas = pd.DataFrame({"formula": table["a_site"] + table["b_site"] + "O3", "value": table["value"]})
    problem = problem_from_table(formulas, "value")
    assert problem.sites is None
    assert problem.elements[0] == {"Na", "Ti", "O"}


def test_a_known_property_keeps_its_title_and_unit(table):
    problem = problem_from_table(table.rename(columns={"value": "gap_ev"}), "gap_ev", "wrong")
    assert (problem.target.title, problem.target.unit) == ("Band gap", "eV")


def test_files_become_problems(table, tmp_path):
    table.to_csv(tmp_path / "t.csv", index=False)
    table.to_parquet(tmp_path / "t.parquet", index=False)
    one, two = (
        open_problem(reference(table=tmp_path / name, column="value")) for name in ("t.csv", "t.parquet")
    )
    np.testing.assert_allclose(one.y, two.y)
    assert one.name == "t.csv"
    (tmp_path / "bad.parquet").write_text("no parquet")
    with pytest.raises(InputError, match="cannot be read"):
        read_table(tmp_path / "bad.parquet")
    with pytest.raises(InputError, match="cannot be opened"):
        read_table(tmp_path / "missing.xlsx")
    with pytest.raises(InputError, match="no file"):
        check_reference(reference(table=tmp_path / "missing.csv", column="value"))


def test_unknown_names_are_refused():
    with pytest.raises(InputError, match="choose among"):
        check_reference(reference("wolverton_perovskite_oxides", "bulk_modulus_gpa"))


def test_a_registered_table_is_a_problem(data_dir):
    problem = load_problem("wolverton_perovskite_oxides", "e_above_hull_ev_per_atom")
    assert problem.target.key == "e_decomposition_ev_per_atom"  # what that table means by it
    assert len(problem) > 4000
    assert problem.sites is not None
    assert len(problem.origin["sha256"]) == 64


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        (
            reference("estm_thermoelectrics", "zt", kept_together="doi"),
            r"'estm_thermoelectrics' has no planned split by the column 'doi'; choose among paper, host\.",
        ),
        (
            reference("ricci_transport", "log10_pf_n", kept_together="host"),
            "no planned split by the column 'host'; it has none",
        ),
        (
            reference("ricci_transport", "log10_pf_n", beside=["sigma_n"]),
            "no column to learn from beside the material 'sigma_n'; choose among gap_ev",
        ),
        (
            reference("estm_thermoelectrics", "zt", switches=["consistent"]),
            r"no switch 'consistent'; choose among consistent_rows\. Did you mean 'consistent_rows'\?",
        ),
    ],
)
def test_what_a_card_does_not_offer_is_refused_without_its_table(ref, words):
    with pytest.raises(InputError, match=words):
        check_reference(ref)


def test_a_split_by_a_column_names_the_columns():
    with pytest.raises(InputError, match="is to be split: choose one by paper or host"):
        check_split(reference("estm_thermoelectrics", "zt"), "column")
    with pytest.raises(InputError, match="is to be split: it has none"):
        check_split(reference("ricci_transport", "log10_pf_n"), "column")
    check_split(reference("estm_thermoelectrics", "zt", kept_together="host"), "column")
    check_split(reference("estm_thermoelectrics", "zt"), "grouped")


def test_the_condition_of_a_target_is_read_and_hosts_stay_together(data_dir):
    ref = reference("estm_thermoelectrics", "zt", kept_together="host")
    problem = open_problem(ref)
    assert problem.own_names == own_columns(ref) == ("temperature_k",)
    frame = load_dataset("estm_thermoelectrics").frame
    np.testing.assert_allclose(problem.numbers()[:, 0], frame["temperature_k"])
    assert problem.kept_together == frame["host"].tolist()
    assert problem.origin["group"] == "host"
    for fold in make_folds(problem, Protocol(split="column")):
        assert not set(frame["host"][fold.train]) & set(frame["host"][fold.test])
    for train, rest in [held_back(problem.frame(), Protocol(split="column"))]:
        assert not set(frame["host"][train]) & set(frame["host"][rest])


def test_a_switch_of_the_card_leaves_rows_out(data_dir):
    every, sound = (
        load_problem("estm_thermoelectrics", "log10_kappa_w_per_m_k", switches=s)
        for s in ((), ["consistent_rows"])
    )
    assert len(every) - len(sound) == 305
    assert "305 rows dropped where is_consistent is false" in str(sound.report)


def test_a_number_beside_the_material_is_read_when_asked_for(data_dir):
    without, with_gap = (load_problem("ricci_transport", "log10_sigma_n", beside=b) for b in ((), ["gap_ev"]))
    assert without.columns == ()
    assert with_gap.own_names == ("gap_ev",), "every row has it"
    assert with_gap.ids == without.ids
    gaps = load_dataset("ricci_transport").frame["gap_ev"]
    np.testing.assert_allclose(with_gap.numbers()[:, 0], gaps)


def test_numbers_that_some_rows_of_a_data_set_lack_are_optional(data_dir, tmp_path, monkeypatch):
    frame = pd.read_parquet(data_dir / "ricci_transport.parquet").head(60)
    frame.loc[frame.index[:20], "gap_ev"] = np.nan
    frame.to_parquet(tmp_path / "ricci_transport.parquet")
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    problem = load_problem("ricci_transport", "log10_sigma_n", beside=["gap_ev"])
    assert (problem.own_names, problem.optional_names) == ((), ("gap_ev",))
    assert problem.numbers()[:, 1].sum() == 20


def test_a_data_set_without_targets_says_so():
    with pytest.raises(InputError, match=r"'mp_crystals' has no target 'gap_ev'.* it has none"):
        check_reference(reference("mp_crystals", "gap_ev"))
