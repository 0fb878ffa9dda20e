"""The figure of a barrier."""

from __future__ import annotations

import pytest

from mi_core.potentials.figures.barrier import barrier_figure


def test_line_and_images_meet_and_strange_images_are_open():
    curve = {
        "along": [0.0, 1.0, 2.0],
        "energies": [0.0, 0.7, 0.1],
        "bounds": [0.1] * 3,
        "outside": [False, True, False],
    }
    line, images = barrier_figure(curve, title="A hop").data
    assert max(images.y) == 0.7
    assert max(line.y) == pytest.approx(0.7, abs=0.01)
    assert line.x[0] == 0
    assert line.x[-1] == 2
    assert list(images.error_y.array) == curve["bounds"]
    assert list(images.marker.symbol) == ["circle", "diamond-open", "circle"]
