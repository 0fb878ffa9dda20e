"""The screening's figures show the numbers they are given."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from mi_core.figures.periodic_layout import POSITIONS
from mi_core.figures.screening_maps import highest, map_values, site_map, site_maps
from mi_core.figures.screening_savings import savings_figure

STABLE = {"Sr": 3, "Ti": 0, "Ba": 100}
CANDIDATES = {"Sr": 10, "Ti": 50, "Ba": 400, "O": 0}


def cell(trace, symbol: str, what: str = "z"):
    """Return what a heat map holds where an element stands."""
    x, y = POSITIONS[symbol]
    return getattr(trace, what)[math.floor(y)][math.floor(x)]


def test_numbers_and_shares_leave_out_elements_without_candidates():
    assert map_values(STABLE, CANDIDATES, "number") == {"Sr": 3, "Ti": 0, "Ba": 100}
    assert map_values(STABLE, CANDIDATES, "share") == {"Sr": 30.0, "Ti": 0.0, "Ba": 25.0}
    assert highest({"A": STABLE}, {"A": CANDIDATES}, "number") == 100
    assert highest({"A": STABLE}, {"A": CANDIDATES}, "share") == 30


def test_a_map_colours_numbers_by_their_logarithm_and_shares_as_they_are():
    coloured = site_map("A", STABLE, CANDIDATES).data[1]
    assert cell(coloured, "Sr") == pytest.approx(math.log10(3))
    assert cell(coloured, "Ti") == 0
    assert cell(coloured, "Ba") == pytest.approx(2)
    assert cell(coloured, "O") is None
    shares = site_map("A", STABLE, CANDIDATES, show="share").data[1]
    assert cell(shares, "Sr") == pytest.approx(30)


def test_the_hover_tells_number_candidates_and_share():
    text = cell(site_map("A", STABLE, CANDIDATES).data[1], "Ba", "customdata")
    assert "100 stable of 400 candidates" in text
    assert "25 %" in text


def test_the_maps_of_three_sites_share_one_scale():
    few = {"Sr": 1, "Ti": 2}
    figure = site_maps({"A": STABLE, "B": few, "X": few}, dict.fromkeys("ABX", CANDIDATES))
    coloured = [trace for trace in figure.data if trace.type == "heatmap" and trace.coloraxis]
    assert len(coloured) == 3
    assert figure.layout.coloraxis.cmax == pytest.approx(2)
    assert cell(coloured[1], "Ti") == pytest.approx(math.log10(2))
    assert "2 stable of 50" in cell(coloured[2], "Ti", "customdata")


def test_maps_without_a_stable_compound_still_draw():
    none = dict.fromkeys(CANDIDATES, 0)
    assert cell(site_map("A", none, CANDIDATES).data[1], "Ba") == 0
    assert cell(site_map("A", none, CANDIDATES, show="share").data[1], "Ba") == 0
    site_map("A", {}, {})


def test_the_recall_curve_is_drawn_in_per_cent_with_both_ends():
    n = 5001
    curve = pd.DataFrame({"computed": np.linspace(0, 1, n), "recall": np.sqrt(np.linspace(0, 1, n))})
    figure = savings_figure(curve, recall=0.9, computed=0.81, stable_share=0.2)
    lines = {trace.name: trace for trace in figure.data}
    model = lines["this model"]
    assert (model.x[0], model.y[0], model.x[-1], model.y[-1]) == (0, 0, 100, 100)
    assert np.allclose(np.asarray(model.y) ** 2, 100 * np.asarray(model.x))
    assert len(model.x) <= 2502
    assert (lines["90 % found"].x[0], lines["90 % found"].y[0]) == pytest.approx((81, 90))
    assert list(lines["perfect ranking"].x) == [0, 20, 100]
    assert "19.0 % saved" in figure.layout.annotations[0].text
