"""Typed formulas become rows, the unreadable ones with a sentence."""

from __future__ import annotations

import pytest

from mi_core.errors import InputError
from mi_core.prediction.formulas import MOST_FORMULAS, formula_materials, split_formulas


def test_commas_lines_semicolons_and_subscripts_are_understood():
    assert split_formulas(" SrTiO3, LiFePO4\n\nNaCl;SrTiO₃ ,") == ["SrTiO3", "LiFePO4", "NaCl"]


def test_a_comma_inside_brackets_separates_nothing():
    assert split_formulas("(Ba,Sr)TiO3, NaCl") == ["(Ba,Sr)TiO3", "NaCl"]


def test_an_unreadable_formula_keeps_its_row():
    good, bad = formula_materials(["Ba(Ti0.5Zr0.5)O3", "Xx2"])
    assert good.usable
    assert good.structure is None
    assert bad.id == "Xx2"
    assert "Xx2" in bad.error


def test_a_list_that_is_too_long_is_refused_with_its_length():
    text = ",".join(f"H{n}O" for n in range(1, MOST_FORMULAS + 2))
    with pytest.raises(InputError, match="1,001 formulas"):
        split_formulas(text)
