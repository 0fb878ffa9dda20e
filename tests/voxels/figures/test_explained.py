"""Figures of explanations: both signs, even colours, the line of the slope, a colour for each kind of change."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from exact_network import PEROVSKITE

from mi_core.voxels.figures.density import LESS, MORE
from mi_core.voxels.figures.explained import (
    against_key_figure,
    occlusion_figure,
    signed_plane,
    signed_surfaces,
)


@pytest.fixture
def values():
    x = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    return 3 * np.cos(x)[:, None, None] + np.cos(x)[None, :, None] + 0 * x


def test_surfaces_of_both_signs_are_named_with_their_levels(values):
    figure = signed_surfaces(values, PEROVSKITE, 0.5, symbol="δy/δρ", unit="eV/e")
    drawn = {trace.name: trace.color for trace in figure.data if trace.type == "mesh3d"}
    assert drawn == {"δy/δρ = +2 eV/e": MORE, "δy/δρ = −2 eV/e": LESS}


def test_nothing_there_is_said():
    figure = signed_surfaces(np.zeros((4, 4, 4)), PEROVSKITE, 0.5, symbol="V", unit="eV")
    assert not figure.data
    assert "Nothing" in figure.layout.annotations[0].text


def test_colours_of_a_plane_are_even_about_zero(values):
    figure = signed_plane(values[:, :, 0], PEROVSKITE, 2, 0.0, symbol="δy/δρ", unit="eV/e")
    assert figure.data[0].zmin == -figure.data[0].zmax
    assert figure.data[0].colorbar.title.text == "δy/δρ (eV/e)"


def test_the_line_against_the_key_has_the_slope(values):
    figure = against_key_figure(0.5 * values, values, 0.5, "eV/e")
    line = next(trace for trace in figure.data if trace.name == "slope 0.50")
    assert line.y[1] / line.x[1] == pytest.approx(0.5)
    assert len(figure.data[0].x) <= 4000


def test_each_kind_of_change_has_its_colour():
    rows = pd.DataFrame(
        {"what": ["a", "a", "b"], "where": ["1", "2", "3"], "network": [1.0, 2, 3], "foretold": [1.0, 2, 3]}
    ).assign(exact=np.nan)
    assert [trace.name for trace in occlusion_figure(rows, "foretold", "foretold").data] == [
        "a",
        "b",
        "the same",
    ]
    assert not occlusion_figure(rows, "exact", "exact").data
    volumes = occlusion_figure(rows, "foretold", "foretold", "Å³")
    assert volumes.layout.xaxis.title.text == "foretold (Å³)"
    assert "eV" not in volumes.to_json()
