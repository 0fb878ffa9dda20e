"""The spectrum holds every family."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.voxels.figures.spectrum import spectrum_figure
from mi_core.voxels.reflections import SHELL, STRENGTH, G, coefficient_table, envelopes, families, shell_means

CELL = Lattice.from_parameters(4.1, 5.2, 6.3, 75, 98, 112)
CRYSTAL = Structure(CELL, ["Sr", "O"], [[0, 0, 0.3], [0.55, 0.7, 0.15]])


def test_the_spectrum_has_every_family():
    table = coefficient_table(CRYSTAL)
    found = families(table, CRYSTAL.volume)
    shells = shell_means(table, CRYSTAL.volume)
    figure = spectrum_figure(found, shells, envelopes(CRYSTAL))
    points = figure.data[0]
    assert sorted(points.y) == pytest.approx(sorted(found[STRENGTH]))
    assert set(points.customdata[:, 0]) == set(found["hkl"])
    assert figure.layout.yaxis.type == "log"
    mean = figure.data[1]
    strong = shells[shells[STRENGTH] > 0]
    drawn = [(x, y) for x, y in zip(mean.x, mean.y, strict=True) if y > 0]
    expected = [(at + side * SHELL / 2, y) for at, y in strong[[G, STRENGTH]].to_numpy() for side in (-1, 1)]
    assert drawn == pytest.approx(expected)


def test_a_spectrum_without_form_factors_has_no_lines_of_them():
    table = coefficient_table(CRYSTAL)
    found = families(table, CRYSTAL.volume)
    figure = spectrum_figure(found, shell_means(table, CRYSTAL.volume), None)
    assert [trace.name for trace in figure.data] == ["reflections", "mean of the shell"]
    assert figure.layout.yaxis.range[1] >= np.log10(found[STRENGTH].max())
