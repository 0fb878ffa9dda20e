"""Computed transport in small figures: a line per doping or temperature, axes and units as they are chosen."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.thermoelectrics.computed.example import example_files
from mi_core.thermoelectrics.computed.files import read_files
from mi_core.thermoelectrics.computed.quantities import quantities
from mi_core.thermoelectrics.display import Display
from mi_core.thermoelectrics.figures.computed import PANELS, computed_figure


@pytest.fixture(scope="module")
def rows():
    shown = quantities(read_files(example_files()[:1]).points)
    return shown[shown["carriers"] == "n"]


@pytest.mark.parametrize(("axis", "lines"), [("temperature", 5), ("doping", 13)])
def test_there_is_a_line_per_panel_and_value(rows, axis, lines):
    figure = computed_figure(rows, axis)
    assert len(figure.data) == lines * len(PANELS)
    assert sum(trace.showlegend for trace in figure.data) == lines
    assert all((np.diff(trace.x) > 0).all() for trace in figure.data)
    assert (figure.layout.xaxis.type == "log") == (axis == "doping")


def test_axes_are_logarithmic_where_chosen(rows):
    types = [axis.type for axis in computed_figure(rows).select_yaxes()]
    assert types.count("log") == 4
    assert "log" not in [axis.type for axis in computed_figure(rows, log=False).select_yaxes()]


def test_units_are_followed(rows):
    own, other = computed_figure(rows), computed_figure(rows, display=Display(per_cm=True, celsius=True))
    assert other.data[5].y == pytest.approx(own.data[5].y / 100)  # σ of the first doping
    assert other.data[0].x == pytest.approx(own.data[0].x - 273.15)


def test_without_points_it_says_so(rows):
    assert "No point" in computed_figure(rows.iloc[:0]).layout.annotations[0].text
