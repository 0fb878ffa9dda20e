"""Formulas as element fractions."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.formulas import FormulaFractions, element_fractions
from mi_core.errors import InputError
from mi_core.structures.material import Material


@pytest.mark.parametrize("formula", ["SrTiO3", "O3SrTi", "Sr2Ti2O6", "SrTiOO2"])
def test_equal_compositions_give_equal_fractions(formula):
    found = element_fractions(formula)
    assert found.atomic_numbers.tolist() == [8, 22, 38]
    np.testing.assert_allclose(found.fractions, [0.6, 0.2, 0.2])


def test_fractional_amounts_and_brackets():
    found = element_fractions("Ba(Ti0.9Zr0.1)O3")
    np.testing.assert_allclose(found.fractions, [0.6, 0.18, 0.02, 0.2], rtol=1e-6)


@pytest.mark.parametrize("formula", ["", "Xx2O3", "hello world", "Sr(TiO3", "-", "0"])
def test_nonsense_is_one_sentence(formula):
    with pytest.raises(InputError, match="such as SrTiO3"):
        element_fractions(formula)


def test_the_transformer_takes_materials_and_strings():
    a, b = FormulaFractions().fit_transform([Material(id="1", formula="NaCl"), "NaCl"])
    assert a is b
