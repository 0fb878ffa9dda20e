"""Numbers in words."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import TRICLINIC, gaussians

from mi_core.densities.field import ScalarField
from mi_core.densities.total import total_of
from mi_core.voxels.described import Amounts
from mi_core.voxels.numbers import crystal_numbers, field_numbers, two_decimals


def test_a_crystal_is_said_with_true_minus_signs():
    words = [number.words for number in crystal_numbers(Amounts(1084.0, 3874.04, -2907.86, 251))]
    assert words == [
        "1,084 electrons in the cell",
        "Hartree energy 3,874.0 eV/atom",
        "between atoms −2,907.9 eV/atom",
        "251 vectors G",
    ]


@pytest.mark.parametrize(("value", "text"), [(0.976, "0.98"), (-0.5, "−0.50"), (np.nan, "–")])
def test_shares_have_two_decimals(value, text):
    assert two_decimals(value) == text


def test_a_field_is_said_by_its_kind():
    spin = ScalarField("spin", "spin", TRICLINIC, gaussians() - 0.1)
    total = total_of(spin)
    words = [number.words for number in field_numbers(spin, total, (-0.1, 2.5), 20.0)]
    assert words == [
        f"moment {round(total.amount, 4):,.6g} μB".replace("-", "−"),
        "from −0.1 to 2.5 e/Å³",
        "a point every 0.29 Å",
        "Hartree energy 10.0 eV/atom",
    ]
