"""Cleaning: what each rule takes away, how it counts, and what it does to the real tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.card import CleaningRule
from mi_core.datasets.cleaning import clean
from mi_core.datasets.loading import load_dataset
from mi_core.errors import InputError

NAN = float("nan")


def cleaned(frame, rule, **parameters):
    frame, report = clean(pd.DataFrame(frame), [CleaningRule(rule, parameters)])
    return frame, report, report.steps[0]


def test_rows_without_any_target_go():
    frame, report, step = cleaned(
        {"id": list("abcd"), "e": [1.0, NAN, NAN, np.inf], "gap": [NAN, 0.0, NAN, NAN]},
        "drop_missing_target",
        columns=["e", "gap"],
    )
    assert frame["id"].tolist() == ["a", "b"]
    assert (report.rows_in, report.rows_out, step.dropped) == (4, 2, 2)


def test_rows_without_text_go():
    frame, _, step = cleaned(
        {"id": list("abcd"), "smiles": ["C", None, NAN, "  "]}, "drop_empty", column="smiles"
    )
    assert frame["id"].tolist() == ["a"]
    assert step.sentence == "3 rows dropped with nothing in smiles."


def test_bounds_are_inclusive_and_missing_values_stay():
    frame, _, step = cleaned(
        {"id": list("abcde"), "e": [-4.6, 4.0, 4.0001, 25.4, NAN]},
        "drop_out_of_range",
        column="e",
        minimum=-4.6,
        maximum=4.0,
        reason="no compound is there",
    )
    assert frame["id"].tolist() == ["a", "b", "e"]
    assert step.sentence == "2 rows dropped with e outside -4.6 … 4: no compound is there."


def test_blanking_keeps_the_row_and_its_other_labels():
    frame, report, step = cleaned(
        {"id": list("abc"), "k": [100.0, 512.0, NAN], "e": [1.0, 2.0, 3.0]},
        "blank_out_of_range",
        column="k",
        minimum=0.01,
        maximum=460.0,
        reason="diamond",
    )
    assert frame["k"].isna().tolist() == [False, True, True]
    assert frame["e"].tolist() == [1.0, 2.0, 3.0]
    assert (report.rows_out, step.dropped, step.blanked) == (3, 0, 1)


def test_a_large_ratio_blanks_both_values():
    frame, _, step = cleaned(
        {"id": list("abc"), "g": [300.0, 30.0, 5.0], "k": [45.0, 20.0, NAN]},
        "blank_large_ratio",
        numerator="g",
        denominator="k",
        maximum=3.5,
        reason="auxetic",
    )
    assert frame["g"].isna().tolist() == [True, False, False]
    assert frame["k"].isna().tolist() == [True, False, True]
    assert step.blanked == 2


def test_the_kept_duplicate_does_not_depend_on_row_order():
    frame = pd.DataFrame({"id": ["z", "a", "m"], "cif": ["same", "same", "other"]})
    rule = [CleaningRule("drop_duplicates", {"columns": ["cif"]})]
    forward, report = clean(frame, rule)
    backward, _ = clean(frame[::-1], rule)
    assert set(forward["id"]) == set(backward["id"]) == {"a", "m"}
    assert report.steps[0].dropped == 1


def test_formulas_that_name_nothing_go():
    frame, _, step = cleaned(
        {"id": list("abcde"), "formula": ["BaTiO3", "Na(CoO2)3", "Xx2O", "", "??"]}, "drop_unparsable_formula"
    )
    assert frame["formula"].tolist() == ["BaTiO3", "Na(CoO2)3"]
    assert step.dropped == 3


def test_dilute_crystals_go_and_unknown_volumes_stay():
    cif = "_cell_volume   {}\n_chemical_formula_sum   'H3 C1 I1'\n"
    frame, _, step = cleaned(
        {"id": list("abc"), "cif": [cif.format(3708.7), cif.format(120.0), "no volume"]},
        "drop_dilute_crystals",
        maximum=100.0,
        reason="a box",
    )
    assert frame["id"].tolist() == ["b", "c"]
    assert step.dropped == 1


def test_an_unknown_rule_is_named_with_the_known_ones():
    with pytest.raises(InputError, match="'drop_all' is not known; choose one of drop_missing_target"):
        clean(pd.DataFrame({"id": ["a"]}), [CleaningRule("drop_all")])


def test_the_index_starts_anew_and_the_input_is_untouched():
    frame = pd.DataFrame({"id": list("abc"), "e": [9.0, 1.0, 2.0]})
    rule = CleaningRule("drop_out_of_range", {"column": "e", "minimum": 0, "maximum": 5, "reason": "r"})
    result, _ = clean(frame, [rule])
    assert result.index.tolist() == [0, 1]
    assert len(frame) == 3


def test_report_is_plain_for_a_model_card():
    _, report, _ = cleaned({"id": ["a"], "e": [NAN]}, "drop_missing_target", columns=["e"])
    assert report.as_dict() == {
        "rows_in": 1,
        "rows_out": 0,
        "steps": [
            {
                "rule": "drop_missing_target",
                "dropped": 1,
                "blanked": 0,
                "sentence": "1 rows dropped without a value in e, so nothing can be learnt from them.",
            }
        ],
    }
    assert str(report).startswith("1 rows read, 0 kept.\n1 rows dropped")


@pytest.mark.parametrize(
    ("name", "dropped", "blanked"),
    [
        ("castelli_perovskites", 0, 0),
        ("wolverton_perovskite_oxides", 0, 0),
        ("oqmd_perovskites", 29, 0),  # TbTlO3 at +25.4 eV/atom and 28 repeated crystals
        ("mp_perovskites", 1, 0),  # H3CI in an empty box
        ("mp_structures", 1, 0),  # NaHO twice
    ],
)
def test_counts_on_the_real_tables(data_dir, name, dropped, blanked):
    data = load_dataset(name)
    assert sum(step.dropped for step in data.report.steps) == dropped
    assert sum(step.blanked for step in data.report.steps) == blanked
    assert len(data.frame) == data.report.rows_out == data.report.rows_in - dropped


def test_outliers_of_the_real_oqmd_table_are_gone(data_dir):
    raw, data = load_dataset("oqmd_perovskites", clean=False), load_dataset("oqmd_perovskites")
    assert raw.frame["e_form_ev_per_atom"].max() > 25
    assert data.frame["e_form_ev_per_atom"].max() < 3.2
    assert raw.report.rows_in == raw.report.rows_out == len(raw.frame)
