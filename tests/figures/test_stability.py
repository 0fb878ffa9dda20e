"""The stability map holds the materials with both energies, and marks what is stable."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.figures.stability import BARS_UP_TO, FORMATION, HULL, stability_figure


@pytest.mark.parametrize("n", [1, BARS_UP_TO + 1, 1000])
def test_points_are_the_two_energies_of_each_material(frame_of, n):
    frame = frame_of(n)
    wide = frame.pivot_table(index="id", columns="target", values="value")
    drawn = [point for trace in stability_figure(frame).data for point in zip(trace.x, trace.y, strict=True)]
    np.testing.assert_allclose(sorted(drawn), sorted(wide[[FORMATION, HULL]].to_numpy().tolist()))


def test_a_material_with_one_energy_is_left_out(frame_of):
    frame = frame_of(4)
    frame.loc[(frame["id"] == "row-1") & (frame["target"] == HULL), "value"] = np.nan
    assert sum(len(trace.x) for trace in stability_figure(frame).data) == 3


def test_few_points_have_bars_and_many_have_none(frame_of):
    assert stability_figure(frame_of(BARS_UP_TO)).data[0].error_y.array is not None
    assert stability_figure(frame_of(BARS_UP_TO + 1)).data[0].error_y.array is None


def test_the_stable_band_reaches_from_below_the_data_to_zero(frame_of):
    frame = frame_of(50)
    figure = stability_figure(frame)
    (band,) = (shape for shape in figure.layout.shapes if shape.type == "rect")
    assert band.y1 == 0
    assert band.y0 < frame.loc[frame["target"] == HULL, "value"].min()
    assert figure.layout.yaxis.range[0] == band.y0


def test_axes_carry_units(frame_of):
    figure = stability_figure(frame_of(1))
    assert figure.layout.xaxis.title.text == "E<sub>form</sub> (eV/atom)"
    assert figure.layout.yaxis.title.text == "E<sub>hull</sub> (eV/atom)"


def test_without_both_energies_the_figure_says_so(frame_of):
    figure = stability_figure(frame_of(3, targets=(FORMATION,)))
    assert "No material has both" in figure.layout.annotations[0].text
