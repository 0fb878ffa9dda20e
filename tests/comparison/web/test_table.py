"""The digits of a comparison's table."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.comparison.web.table import decimals


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
