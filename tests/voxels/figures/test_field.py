"""Surfaces, planes and profiles of fields of every kind."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import TRICLINIC, gaussians

from mi_core.densities.field import ScalarField
from mi_core.densities.kinds import KINDS
from mi_core.densities.profiles import macroscopic_average, planar_average, plane
from mi_core.voxels.figures.density import surfaces_figure
from mi_core.voxels.figures.field import (
    field_plane_figure,
    planar_figure,
    surfaces_of,
    usual_share,
)

DENSITY = gaussians()
SIGNED = DENSITY - 0.4 * DENSITY.max()


def field(kind: str, values=DENSITY) -> ScalarField:
    return ScalarField(kind, kind, TRICLINIC, values)


@pytest.mark.parametrize("sign", ["both", "positive", "negative"])
def test_a_field_with_a_sign_has_a_surface_on_either_side(sign):
    spin = field("spin", SIGNED)
    surfaces = surfaces_of(spin, 0.5, sign)
    level = 0.5 * np.abs(SIGNED).max()
    expected = {"both": [level, -level], "positive": [level], "negative": [-level]}[sign]
    assert [surface.level for surface in surfaces] == pytest.approx(expected)
    drawn = [t for t in surfaces_figure(spin.values, TRICLINIC, surfaces).data if t.type == "mesh3d"]
    assert len(drawn) == len(expected)
    assert [trace.name for trace in drawn] == [surface.name for surface in surfaces]


def test_what_is_left_of_a_density_and_itself_is_not_drawn():
    rest = field("difference", 1e-13 * SIGNED)
    assert surfaces_of(rest, 0.1, "both") == []
    heat = field_plane_figure(rest, plane(rest, "c", 0.3).values, TRICLINIC, 2, 0.3, log=False).data[0]
    assert heat.zmax >= 1e-9


def test_a_density_has_one_surface_whatever_the_sign():
    (surface,) = surfaces_of(field("valence"), 0.2, "negative")
    assert surface.level == pytest.approx(0.2 * DENSITY.max())
    assert surface.name.endswith("e/Å³")


@pytest.mark.parametrize("kind", KINDS)
def test_a_plane_of_every_kind_has_its_values_and_its_unit(kind):
    values = SIGNED if KINDS[kind].has_sign else DENSITY / DENSITY.max()
    shown = field(kind, values)
    cut = plane(shown, "c", 0.3).values
    figure = field_plane_figure(shown, cut, TRICLINIC, 2, 0.3, log=False)
    heat = figure.data[0]
    inside = heat.customdata[~np.isnan(heat.customdata)]
    assert inside.min() >= cut.min() - 1e-12
    assert inside.max() <= cut.max() + 1e-12
    assert heat.zmin < heat.zmax
    assert heat.colorbar.title.text == " ".join(
        filter(None, (KINDS[kind].symbol, f"({KINDS[kind].unit})" if KINDS[kind].unit else ""))
    )
    if kind in ("spin", "difference", "unknown"):
        assert heat.zmin == -heat.zmax
    assert 0 < usual_share(kind) < 1


@pytest.mark.parametrize("kind", ["potential", "valence", "spin"])
def test_an_even_plane_is_not_coloured_by_its_rounding(kind):
    shown = field(kind, SIGNED)
    even = 0.01 + 1e-9 * np.random.default_rng(0).normal(size=(14, 16))
    heat = field_plane_figure(shown, even, TRICLINIC, 2, 0.3, log=False).data[0]
    assert heat.zmax - heat.zmin > 1e-4 * np.ptp(SIGNED)


def test_averages_are_drawn_beside_each_other():
    potential = field("potential", SIGNED)
    planar = planar_average(potential, "c")
    alone = planar_figure(potential, "c", planar, None)
    assert len(alone.data) == 1
    assert not alone.layout.showlegend
    both = planar_figure(potential, "c", planar, macroscopic_average(potential, "c", 2.0))
    assert [trace.name for trace in both.data] == ["planar average", "macroscopic average"]
    assert both.layout.yaxis.title.text == "V (eV)"
