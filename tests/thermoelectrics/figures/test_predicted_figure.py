"""Small figures of predictions against temperature and against x."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from predicted_curves import made_curve

from mi_core.thermoelectrics.display import Display
from mi_core.thermoelectrics.figures.predicted import PLACES, against_temperature, against_x
from mi_core.thermoelectrics.neighbours import known_materials, nearest_measured
from mi_core.thermoelectrics.predicted_points import predicted_points
from mi_core.thermoelectrics.series_members import measured_members

CURVES = pd.concat(
    [
        made_curve("PbTe", [500.0, 300.0]),
        made_curve("PbTe", [900.0], zt=(0.9, 0.3), temperature_learned=False),
        made_curve("SnTe", [300.0, 500.0]),
        made_curve("Qq", error="'Qq' is no element."),
    ],
    ignore_index=True,
)
SERIES = pd.concat(
    [made_curve(f"m{x}", x=x, series="Pb1-xNaxTe", zt=(0.5 + x, 0.1)) for x in (0.2, 0.0, 0.1)]
    + [made_curve("SnTe")],
    ignore_index=True,
)


def lines(figure, name):
    return [t for t in figure.data if t.name == name and t.mode == "lines+markers"]


def test_each_quantity_has_its_axes_and_each_curve_a_colour_of_its_own():
    figure = against_temperature(CURVES)
    assert {a.text for a in figure.layout.annotations} == {
        "zT",
        "S (µV/K)",
        "σ (S/m)",
        "κ (W/(m K))",
        "S²σ (mW/(m K²))",
    }
    assert len({t.yaxis for t in figure.data}) == len(PLACES)
    colours = {name: {t.line.color for t in lines(figure, name)} for name in ("PbTe", "SnTe")}
    assert all(len(found) == 1 for found in colours.values())
    assert colours["PbTe"] != colours["SnTe"]
    assert [t.name for t in figure.data if t.showlegend] == ["PbTe", "SnTe"]


def test_a_band_encloses_each_line_and_temperatures_not_learned_are_dotted():
    figure = against_temperature(CURVES)
    band = next(t for t in figure.data if t.fill == "toself")
    np.testing.assert_allclose(band.x, [300, 500, 900, 900, 500, 300])
    np.testing.assert_allclose(np.asarray(band.y, dtype=float), [0.75, 0.75, 1.2, 0.6, 0.45, 0.45])
    solid, dotted = lines(figure, "PbTe")[:2]
    assert (solid.line.dash, dotted.line.dash) == ("solid", "dot")
    np.testing.assert_allclose(solid.y, [0.6, 0.6, np.nan])
    np.testing.assert_allclose(dotted.y, [np.nan, 0.6, 0.9])


def test_measured_points_stand_in_all_axes_with_their_papers(measured):
    near = nearest_measured("PbTe", known_materials(measured), most=2)
    figure = against_temperature(CURVES, near)
    points = [t for t in figure.data if t.mode == "markers"]
    assert {t.hovertemplate.split("DOI ")[1].split("<")[0] for t in points} == {"10.1/lead", "10.1/other"}
    assert len({t.yaxis for t in points}) == len(PLACES)
    sigma = [t for t in points if t.yaxis == figure.data[-3].yaxis]
    assert sigma
    assert sum(t.showlegend for t in points) == 2


def test_zt_of_the_parts_is_dashed_beside_zt_in_the_same_colour():
    parts = predicted_points(CURVES[CURVES["curve"] == "SnTe"])
    figure = against_temperature(CURVES, parts=parts)
    (dashed,) = [t for t in figure.data if t.line.dash == "dash"]
    assert dashed.name == "SnTe: S²σT/κ"
    assert dashed.line.color == lines(figure, "SnTe")[0].line.color
    np.testing.assert_allclose(dashed.y, parts["zt_from_parts"])


def test_own_measurements_stand_in_the_same_axes():
    own = pd.DataFrame(
        {
            "temperature_k": [300.0],
            "seebeck_uv_per_k": [150.0],
            "conductivity_s_per_m": [1e5],
            "thermal_conductivity_w_per_mk": [2.0],
        }
    )
    stars = {
        t.yaxis: t.y[0] for t in against_temperature(CURVES, own=own).data if t.name == "your measurements"
    }
    zt = 150e-6**2 * 1e5 * 300 / 2
    np.testing.assert_allclose(sorted(stars.values()), sorted([zt, 150.0, 1e5, 2.0, 150e-6**2 * 1e5 * 1e3]))


def test_units_and_logarithmic_axes_are_those_that_are_shown():
    figure = against_temperature(CURVES, display=Display(per_cm=True, celsius=True, log_sigma=True))
    assert {"σ (S/cm)"} <= {a.text for a in figure.layout.annotations}
    assert "log" in {axis.type for axis in figure.select_yaxes()}
    assert figure.data[1].x[0] == pytest.approx(26.85)


def test_points_out_of_the_domain_are_open():
    curves = made_curve("PbTe", [300.0, 400.0])
    curves.loc[curves["temperature_k"] == 400, "in_domain"] = False
    (line,) = lines(against_temperature(curves), "PbTe")[:1]
    assert list(line.marker.symbol) == ["circle", "circle-open"]


def test_members_of_a_series_go_against_its_letter():
    figure = against_x(SERIES)
    (line,) = [t for t in lines(figure, "Pb1-xNaxTe") if t.yaxis == "y"]
    np.testing.assert_allclose(line.x, [0, 0.1, 0.2])
    np.testing.assert_allclose(line.y, [0.5, 0.6, 0.7])
    assert "x" in {axis.title.text for axis in figure.select_xaxes()}
    assert not lines(figure, "SnTe")


def test_measured_members_of_a_series_stand_at_their_x_in_its_colour_with_their_papers(measured):
    known = known_materials(measured)
    members = measured_members(SERIES, known, 310.0)
    figure = against_x(SERIES, members=members)
    points = [t for t in figure.data if t.mode == "markers"]
    assert len(points) == len(PLACES)
    assert {t.marker.color for t in points} == {lines(figure, "Pb1-xNaxTe")[0].line.color}
    np.testing.assert_allclose(points[0].x, [0, 0, 0.02], atol=1e-6)
    np.testing.assert_allclose(points[1].y, [90, 80, 150])
    assert [row[1:].tolist() for row in points[0].customdata] == [
        ["300 K", "10.1/lead"],
        ["300 K", "10.1/other"],
        ["300 K", "10.1/lead"],
    ]
    assert "x = %{x" in points[0].hovertemplate
    assert [t.name for t in points if t.showlegend] == ["Pb1-xNaxTe, measured"]


def test_nothing_to_draw_is_said():
    figure = against_temperature(CURVES[CURVES["curve"] == "Qq"])
    assert not figure.data
    assert figure.layout.annotations[0].text == "There is nothing to draw."
