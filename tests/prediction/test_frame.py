"""The nearest compounds survive the way into their cell and back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.prediction.frame import nearest_compounds, nearest_links, read_nearest

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


def test_links_are_those_of_the_compounds_that_a_database_shows():
    text = "SrTiO3 (mp-5229) -3.470; SrTiO3 (Sr-Ti-O3) 0.046; TiPbO3 (oqmd-4069899) unknown"
    assert nearest_links(text) == (
        "https://next-gen.materialsproject.org/materials/mp-5229; https://oqmd.org/materials/entry/4069899"
    )
    assert nearest_links("SrTiO3 (perov_7) -3.470") == nearest_links("") == ""
