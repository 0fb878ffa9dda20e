"""The figure of the ranking: which points, in which unit, and names that are safe to draw."""

from __future__ import annotations

import numpy as np
import pytest
from ranked_compounds import ELEMENTS, FRAME

from mi_core.thermoelectrics.display import POWER_FACTOR, Display
from mi_core.thermoelectrics.figures import ranking
from mi_core.thermoelectrics.figures.ranking import ranking_figure
from mi_core.thermoelectrics.ranking.quantities import quantities

SHOWN = quantities(FRAME, ELEMENTS, "n", 10.0)


def points(figure) -> list[tuple[float, float]]:
    return [pair for trace in figure.data for pair in zip(trace.x, trace.y, strict=True)]


def test_every_compound_is_a_point_of_webgl():
    figure = ranking_figure(SHOWN, "seebeck")
    assert {trace.type for trace in figure.data} == {"scattergl"}
    expected = list(zip(SHOWN["seebeck_uv_per_k"].abs(), SHOWN[POWER_FACTOR], strict=True))
    assert sorted(points(figure)) == pytest.approx(sorted(expected))
    assert "τ = 10 fs" in figure.layout.title.subtitle.text


def test_against_the_gap_and_in_another_unit():
    figure = ranking_figure(SHOWN, "gap", Display(microwatts=True))
    x, y = np.array(sorted(points(figure))).T
    assert x == pytest.approx([0.0, 0.8, 6.0])
    assert y == pytest.approx([100.0, 10.0, 1.0])  # µW/(cm K²) for 10 fs
    assert "µW/(cm K²)" in figure.layout.yaxis.title.text


def test_only_the_best_are_drawn(monkeypatch):
    monkeypatch.setattr(ranking, "MOST_POINTS", 2)
    figure = ranking_figure(SHOWN, "seebeck")
    assert len(points(figure)) == 2
    assert "best 2 of 3" in figure.layout.title.subtitle.text


def test_names_are_harmless():
    odd = SHOWN.assign(id="<b>mp-1</b>")
    texts = [text for trace in ranking_figure(odd).data for text in trace.text]
    assert all("<b>" not in text for text in texts)
