"""The digits of a comparison's table."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.comparison.web.table import decimals
from mi_core.web.cards.metrics import to_decimals


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ([0.0466, 0.571], 4),
        ([0.129, 0.3], 3),
        ([14.2, 150.0], 1),
        ([494.0], 0),
        ([0.0, 0.0], 3),
        ([1e-12], 6),
    ],
)
def test_a_column_has_the_decimals_of_its_smallest_error(errors, expected):
    assert decimals(pd.Series(errors)) == expected


def test_what_rounds_to_zero_has_no_sign_in_a_column():
    found = to_decimals(pd.Series([-0.0002, -0.0006, 0.4]), 3)
    assert [f"{value:.3f}" for value in found] == ["0.000", "-0.001", "0.400"]
    assert f"{to_decimals(-0.2, 0):.0f}" == "0"
