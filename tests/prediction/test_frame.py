"""The nearest compounds survive the way into their cell and back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.prediction.frame import nearest_compounds, read_nearest

TRAINING = pd.DataFrame(
    {
        "formula": ["SrTiO3", "Ba(Ti0.5Zr0.5)O3", "NaCl"],
        "id": ["mp-1", "a (b); c", "x (1)"],
        "gap_ev": [1.5, np.nan, -0.25],
    }
)


def test_nearest_compounds_are_read_back_as_they_were_written():
    (cell,) = nearest_compounds(TRAINING, "gap_ev", np.array([[0, 1, 2]]))
    found = read_nearest(cell)
    assert [c.formula for c in found] == TRAINING["formula"].tolist()
    assert [c.id for c in found] == TRAINING["id"].tolist()
    np.testing.assert_array_equal([c.value for c in found], TRAINING["gap_ev"])


def test_a_row_without_a_prediction_has_no_neighbours():
    assert read_nearest("") == []
