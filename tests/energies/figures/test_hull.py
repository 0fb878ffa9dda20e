"""Figures of the hull: each phase is drawn, where its composition is."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.energies.figures.course import course_figure
from mi_core.energies.figures.hull import hull_figure
from mi_core.phases.hull import shipped_hull


@pytest.mark.parametrize(
    ("formula", "kind"), [("Fe2O3", "scatter"), ("BaTiO3", "scatter"), ("LiFePO4", "scatter3d")]
)
def test_every_phase_and_the_compound_are_drawn(formula, kind):
    phases = shipped_hull().system(formula)
    figure = hull_figure(formula, -1.5, phases)
    assert {trace.type for trace in figure.data} == {kind}
    drawn = sum(
        len(trace.x) for trace in figure.data if trace.name in ("On the hull", "Less than 0.05 eV/atom above")
    )
    assert drawn == len(phases)
    assert len(figure.data[-1].x) == 1


def test_two_elements_are_a_curve_of_energies_through_both():
    figure = hull_figure("Fe2O3", -1.4, shipped_hull().system("Fe2O3"))
    line = figure.data[0]
    np.testing.assert_allclose((line.x[0], line.x[-1], line.y[0], line.y[-1]), (0, 1, 0, 0))
    assert min(line.y) < -1.3
    assert figure.data[-1].x[0] == pytest.approx(0.6)
    assert figure.data[-1].y[0] == pytest.approx(-1.4)


def test_the_course_shows_energy_and_force():
    import pandas as pd

    course = pd.DataFrame({"energy": [-9.0, -9.8, -10.0], "force": [2.0, 0.3, 0.04]})
    figure = course_figure(course, 0.05, 2)
    np.testing.assert_allclose(figure.data[0].y, [0.5, 0.1, 0.0])
    np.testing.assert_allclose(figure.data[1].y, [2.0, 0.3, 0.04])
