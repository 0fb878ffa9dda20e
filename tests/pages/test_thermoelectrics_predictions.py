"""The predictions of the Thermoelectrics page without a browser: formulas, series, the session, and bad input."""

from __future__ import annotations

from functools import partial

import pytest


@pytest.fixture
def open_page(open_at, with_tiny_thermoelectrics):
    """Open the page with its predictions, and parameters in its address."""
    return partial(open_at, "thermoelectrics")


def standing(at):
    """Return the table with a line per curve."""
    assert not at.exception
    return at.dataframe[0].value


def points(at):
    """Return the table of all points."""
    return at.dataframe[1].value


def said(at) -> str:
    return " ".join(
        str(e.value).replace("\\", "") for box in (at.error, at.warning, at.info, at.caption) for e in box
    )


def test_it_opens_with_predictions_and_asks_for_a_formula(open_page):
    at = open_page()
    assert not at.exception
    assert "Give a formula" in at.info[0].value
    assert at.query_params["part"] == "predict"


def test_an_example_is_predicted_beside_what_was_measured_and_is_in_the_address(open_page):
    at = open_page()
    at.button(key="thermoelectrics_example_PbTe with Na").click().run()
    table = standing(at)
    assert table["curve"].tolist() == ["PbTe", "Pb0.99Na0.01Te", "Pb0.98Na0.02Te", "Pb0.96Na0.04Te"]
    assert set(table["relation"]) == {"same composition"}
    assert set(table["carrier_type"]) == {"p"}
    assert (table["highest_zt"] > 0).all()
    assert at.dataframe[-1].value["address"].iloc[0].startswith("https://doi.org/10.1000/")
    assert at.query_params["formulas"] == "Pb(1-x)Na(x)Te"
    assert at.query_params["near"] == "all"


def test_a_series_of_the_address_has_a_line_per_x_and_a_point_per_temperature(open_page):
    at = open_page(
        part="predict", formulas="Pb1-xNaxTe, SnTe", x="0, 0.02", lowest="400", highest="600", step="100"
    )
    assert standing(at)["curve"].tolist() == ["PbTe", "Pb0.98Na0.02Te", "SnTe"]
    assert standing(at)["x"].iloc[1] == pytest.approx(0.02)
    assert points(at)["temperature_k"].tolist() == [400.0, 500.0, 600.0] * 3
    assert {metric.label for metric in at.metric} >= {"Average zT", "Highest efficiency"}
    assert "predicted directly averages" in said(at)
    assert "PbTe: This composition was measured. p-type: S is positive in all rows." in said(at)


def test_the_derived_numbers_follow_from_the_predicted_ones(open_page):
    at = open_page(part="predict", formulas="PbTe", lowest="500", highest="500")
    row = points(at).iloc[0]
    parts = (1e-6 * row["seebeck_uv_per_k"]) ** 2 * row["conductivity_s_per_m"] * 500
    assert row["zt_from_parts"] == pytest.approx(parts / row["thermal_conductivity_w_per_mk"])
    assert row["zt_at_optimum"] >= row["zt_from_parts"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"formulas": "Pb1-xNaxTe", "x": "0.02, 1.5"}, "choose x from 0 to 1"),
        ({"formulas": "Pb1-x-yNaxKyTe"}, "leaves x and y open"),
        ({"formulas": "PbTe, Qq"}, "no chemical element"),
        ({"formulas": "PbTe", "lowest": "0", "highest": "300", "step": "300"}, "Nothing is predicted at 0 K"),
        (
            {"formulas": "PbTe", "lowest": "300", "highest": "5000", "step": "1000"},
            "Nothing is predicted at 5,000 K",
        ),
        (
            {"formulas": "PbTe", "lowest": "300", "highest": "1300", "step": "500"},
            "The model learned between 300 K and 900 K",
        ),
        ({"formulas": "PbTe", "lowest": "900", "highest": "300"}, "the lower one first"),
        ({"formulas": "PbTe", "highest": "5000", "step": "1"}, "more than 201"),
        ({"formulas": "Pb1-xNaxTe", "x": "some"}, "is no number"),
        ({"formulas": "AgSbS2"}, "nothing with all of these main elements was measured"),
        ({"formulas": "Pb0.9Na0.02Te"}, "Pb0.9Na0.02Te (1.92)"),
        ({"formulas": "Pb0.98Bi0.02Te"}, "the sign of S is open"),
    ],
)
def test_what_is_wrong_or_doubtful_is_said_in_a_sentence(open_page, asked, words):
    at = open_page(part="predict", **asked)
    assert not at.exception
    assert words in said(at)


def test_one_bad_formula_leaves_the_others_their_predictions(open_page):
    at = open_page(part="predict", formulas="PbTe, Qq, SnTe")
    table = standing(at)
    assert table["highest_zt"].notna().tolist() == [True, False, True]
    assert "Qq" in table["error"].iloc[1]


def test_a_hundred_thousand_points_are_refused_and_thousands_are_asked_about(open_page):
    many = ", ".join(f"Pb{1 - n / 2000:g}Na{n / 2000:g}Te" for n in range(1, 600))
    at = open_page(part="predict", formulas=many, step="3")
    assert "120,399 pairs of composition and temperature" in said(at)
    at = open_page(part="predict", formulas=many, step="200")
    assert not at.dataframe
    assert "Predict 2,396 points" in [button.label for button in at.button]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("x", "Bands: 90 % intervals"),
        ("pisarenko", "86.17"),
        ("ioffe", "best power factor"),
        ("headroom", "Pb0.98Na0.02Te: At"),
    ],
)
def test_each_figure_opens_by_its_address(open_page, figure, words):
    at = open_page(part="predict", formulas="Pb1-xNaxTe", x="0, 0.02", figure=figure, curve="Pb0.98Na0.02Te")
    assert not at.exception
    assert words in said(at)
    assert at.query_params["figure"] == figure
    assert at.query_params["curve"] == "Pb0.98Na0.02Te"


def test_many_members_of_a_series_go_against_x_at_a_temperature_of_the_address(open_page):
    at = open_page(part="predict", formulas="Pb1-xNaxTe", x="0 to 0.04 in 10 steps", at="400")
    assert len(standing(at)) == 11
    assert at.select_slider[0].value == 400.0
    assert at.query_params["at"] == "400"
    at = open_page(part="predict", formulas="Pb1-xNaxTe", x="0 to 0.04 in 10 steps", figure="temperature")
    assert "8 of 11 curves are drawn" in said(at)


def test_measured_neighbours_of_one_type_alone_can_be_asked_for(open_page):
    at = open_page(part="predict", formulas="Bi2Te2Se", near="p")
    assert set(at.dataframe[-1].value["carrier_type"]) == {"p"}
    at = open_page(part="predict", formulas="Bi2Te2Se", near="n")
    assert at.dataframe[-1].value["relation"].iloc[0] == "same composition"


def test_a_bad_value_of_x_or_range_leaves_all_boxes_where_they_are(open_page):
    at = open_page(part="predict", formulas="Pb1-xNaxTe", x="some", lowest="900", highest="300")
    assert [box.value for box in at.text_area] == ["Pb1-xNaxTe", "some"]
    assert [box.value for box in at.number_input] == [900.0, 300.0, 50.0]
    assert at.query_params["formulas"] == "Pb1-xNaxTe"


def test_units_of_the_page_are_those_of_its_tables(open_page):
    at = open_page(part="predict", formulas="PbTe", lowest="400", highest="400", units="S_per_cm,celsius")
    row = points(at).iloc[0]
    assert row["temperature_k"] == pytest.approx(126.85)
    kelvin = points(open_page(part="predict", formulas="PbTe", lowest="400", highest="400")).iloc[0]
    assert row["conductivity_s_per_m"] == pytest.approx(kelvin["conductivity_s_per_m"] / 100)
    assert at.number_input[0].label == "From (°C)"


def test_crystals_of_the_session_are_predicted_by_their_compositions(open_page):
    at = open_page(part="predict", source="session")
    at.button(key="example_SrTiO3").click().run()
    assert standing(at)["curve"].tolist() == ["SrTiO3"]
    assert standing(at)["relation"].tolist() == ["new"]


def test_a_table_is_followed_at_its_own_temperatures(open_page):
    at = open_page(part="predict", source="session")
    table = "formula,temperature_k\nPbTe,350\nPbTe,450\nSnTe,\nQq,300\n"
    at.file_uploader[0].upload("mine.csv", table.encode(), "text/csv").run()
    found = standing(at)
    assert found["curve"].tolist()[:2] == ["TePb", "SnTe"]  # as reduced formulas are written
    rows = points(at)
    assert rows.loc[rows["curve"] == "TePb", "temperature_k"].tolist() == [350.0, 450.0]
    assert len(rows[rows["curve"] == "SnTe"]) == 13
    assert "no chemical element" in said(at)


def test_what_others_measured_comes_from_the_model_that_ships(open_page, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))  # no table
    at = open_page(part="known", formula="PbTe")
    assert at.dataframe[-1].value["relation"].iloc[0] == "same composition"
    assert at.dataframe[-1].value["address"].iloc[0].startswith("https://doi.org/10.1000/0.")


def test_without_the_model_it_is_said_how_to_train_it(open_at, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(tmp_path))
    at = open_at("thermoelectrics", part="predict", formulas="PbTe")
    assert not at.exception
    assert "mi_core train estm-thermoelectrics" in at.error[0].value.replace("\\", "")


def test_links_of_older_days_still_lead_to_measurements(open_page):
    at = open_page(points="300,-150,80000,1.5")
    assert at.query_params["part"] == "sample"


def test_measured_members_stand_in_the_figure_against_x_where_measured_ones_are_asked_for(open_page):
    asked = {"part": "predict", "formulas": "Pb1-xNaxTe", "x": "0, 0.02", "figure": "x", "at": "500"}
    assert "3 measured compositions of this series" in said(open_page(**asked, near="all"))
    assert "measured composition" not in said(open_page(**asked))
    assert "measured composition" not in said(open_page(**asked, near="n"))


def test_a_report_is_offered_beside_the_tables_and_made_of_what_is_shown(open_page):
    at = open_page(
        part="predict", formulas="Pb1-xNaxTe, Qq", x="0, 0.02", near="all", sides="400-600", at="500"
    )
    labels = [button.label for button in at.get("download_button")]
    assert "Report (HTML)" in labels
    assert labels.index("Report (HTML)") == labels.index("CSV · all that follows") + 1
    assert not open_page(part="predict", formulas="Qq").get("download_button")
