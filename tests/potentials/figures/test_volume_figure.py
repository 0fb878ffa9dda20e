"""The figure of energies against volume."""

from __future__ import annotations

import numpy as np
import pytest
from ase.build import bulk

from mi_core.potentials.figures.volume import volume_figure
from mi_core.potentials.mechanics.volume import energy_volume


@pytest.fixture(scope="module")
def phases(learned):
    return {
        "fcc": energy_volume(learned, bulk("Cu", "fcc", a=3.6)),
        "<b>bcc</b>": energy_volume(learned, bulk("Cu", "bcc", a=2.87)),
    }


def test_points_are_relative_to_the_lowest_of_all(phases):
    figure = volume_figure(phases, title="Energy against volume")
    points = [trace for trace in figure.data if trace.mode == "markers"]
    assert min(min(trace.y) for trace in points) == pytest.approx(0.0, abs=1e-12)
    lowest = min(found.energies.min() for found in phases.values())
    assert np.asarray(points[0].y) == pytest.approx(phases["fcc"].energies - lowest)
    assert all("<b>bcc" not in str(trace.name) for trace in points)


def test_the_band_is_the_interval_and_open_marks_are_outside(phases):
    figure = volume_figure({"fcc": phases["fcc"]}, title="")
    band = next(trace for trace in figure.data if trace.fill == "toself")
    n = len(phases["fcc"].volumes)
    widths = np.asarray(band.y[:n]) - np.asarray(band.y[n:])[::-1]
    assert widths == pytest.approx(2 * phases["fcc"].bounds)
    marks = next(trace for trace in figure.data if trace.mode == "markers").marker.symbol
    assert [mark == "diamond-open" for mark in marks] == phases["fcc"].outside.tolist()
