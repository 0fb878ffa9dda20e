"""Amounts that add up, and those that do not."""

from __future__ import annotations

import pytest

from mi_core.thermoelectrics.amounts import odd_sum, sums_sentence


@pytest.mark.parametrize(
    "formula", ["PbTe", "Bi2Te3", "Pb0.98Na0.02Te", "Bi0.5Sb1.5Te3", "(PbTe)0.75(SrTe)0.25", "Qq", ""]
)
def test_whole_sums_and_what_is_no_formula_are_left_in_peace(formula):
    assert odd_sum(formula) is None
    assert sums_sentence([formula]) == ""


@pytest.mark.parametrize(
    ("formula", "total"), [("Pb0.9Na0.02Te", 1.92), ("Cu1.8Se", 2.8), ("La0.3Co4Sb12", 16.3)]
)
def test_other_sums_are_named(formula, total):
    assert odd_sum(formula) == pytest.approx(total)
    assert f"{formula} ({total:g})" in sums_sentence(["PbTe", formula, formula])
    assert sums_sentence(["PbTe", formula, formula]).count(formula) == 1
