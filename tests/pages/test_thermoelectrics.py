"""The Thermoelectrics page without a browser: points typed, uploaded and linked, and what follows from them."""

from __future__ import annotations

import pandas as pd
import pytest

POINTS = "300,-150,80000,1.5;600,-205,42000,1.4"


def shown(at):
    """Return the table of what follows."""
    assert not at.exception
    return at.dataframe[-1].value


def test_it_opens_and_asks_for_a_row(open_at):
    at = open_at("thermoelectrics", part="sample")
    assert not at.exception
    assert "Give a row or more" in at.info[0].value


def test_a_link_brings_its_points_and_what_follows(open_at):
    at = open_at("thermoelectrics", points=POINTS)
    table = shown(at)
    assert table["zt_from_parts"].tolist() == pytest.approx(
        [150e-6**2 * 80_000 * 300 / 1.5, 205e-6**2 * 42_000 * 600 / 1.4]
    )
    assert (table["zt_at_optimum"] >= table["zt_from_parts"]).all()
    assert at.query_params["points"] == POINTS


def test_made_up_numbers_fill_the_grid_and_the_address(open_at):
    at = open_at("thermoelectrics", part="sample")
    at.button(key="thermoelectrics_example").click().run()
    assert len(shown(at)) == 4
    assert at.query_params["points"].startswith("300,-150,80000,1.5;")


def test_a_table_is_read_in_its_units_and_a_row_that_lacks_something_stays(open_at):
    at = open_at("thermoelectrics", part="sample")
    table = "T (°C);S (µV/K);rho (mΩ cm);kappa (W/mK)\n27;-110;3,6;0,63\n127;-138;4,2;n/a\n"
    at.file_uploader[0].upload("mine.csv", table.encode(), "text/csv").run()
    rows = shown(at)
    assert rows["temperature_k"].tolist() == pytest.approx([300.15, 400.15])
    assert rows["conductivity_s_per_m"].tolist() == pytest.approx([1e5 / 3.6, 1e5 / 4.2])
    assert "κ is missing" in rows["not_computed"].iloc[1]
    assert "read in mΩ cm" in " ".join(m.value for m in at.markdown)


def test_a_table_of_something_else_says_what_it_lacks(open_at):
    at = open_at("thermoelectrics", part="sample")
    at.file_uploader[0].upload("mine.csv", b"formula,gap (eV)\nSi,1.1\n", "text/csv").run()
    assert not at.exception
    assert "has no column for Temperature" in at.error[0].value


def test_a_link_that_holds_no_points_is_said(open_at):
    at = open_at("thermoelectrics", points="300,-150,many,1.5")
    assert not at.exception
    assert "got '300,-150,many,1.5'" in at.error[0].value.replace("\\", "")


def test_a_leg_is_shown_between_the_sides_of_the_address(open_at):
    at = open_at("thermoelectrics", points=POINTS, sides="350-550")
    found = {metric.label: metric.value for metric in at.metric}
    assert found["Carnot's efficiency"] == "36.36%"
    assert 0 < float(found["Highest efficiency"].rstrip("%")) < 36.36
    assert 0.36 < float(found["Average zT"]) < 0.76
    assert at.query_params["sides"] == "350-550"


def test_one_temperature_makes_no_leg_and_two_samples_are_said(open_at):
    at = open_at("thermoelectrics", points="300,-150,80000,1.5")
    assert any("Two temperatures or more" in caption.value for caption in at.caption)
    at = open_at("thermoelectrics", points="300,-150,80000,1.5;300,-140,80000,1.5")
    assert "300 K occurs more than once" in at.error[0].value


def test_other_units_go_through_grid_table_and_leg_and_the_points_stay(open_at):
    at = open_at("thermoelectrics", points=POINTS, units="S_per_cm,uW_per_cm_K2,celsius", sides="350-550")
    table = shown(at)
    assert table["temperature_k"].tolist() == pytest.approx([26.85, 326.85])
    assert table["conductivity_s_per_m"].tolist() == pytest.approx([800.0, 420.0])
    assert table["power_factor_mw_per_m_k2"].tolist() == pytest.approx(
        [1e4 * 150e-6**2 * 80_000, 1e4 * 205e-6**2 * 42_000]
    )
    assert table["zt_from_parts"].tolist() == pytest.approx(
        [150e-6**2 * 80_000 * 300 / 1.5, 205e-6**2 * 42_000 * 600 / 1.4]
    )
    assert at.slider[0].label == "Cold and hot side (°C)"
    assert at.slider[0].value == pytest.approx((76.85, 276.85))
    assert at.query_params["points"] == POINTS
    assert at.query_params["sides"] == "350-550"
    found = {metric.label: metric.value for metric in at.metric}
    assert found["Carnot's efficiency"] == "36.36%"


def test_a_unit_that_is_chosen_is_in_the_address_and_moves_no_point(open_at):
    at = open_at("thermoelectrics", points=POINTS)
    at.button_group(key="thermoelectrics_units_1").set_value(["S_per_cm", "celsius"]).run()
    assert shown(at)["conductivity_s_per_m"].tolist() == pytest.approx([800.0, 420.0])
    assert at.query_params["units"] == "S_per_cm,celsius"
    assert at.query_params["points"] == POINTS


@pytest.mark.parametrize(
    ("plot", "said"),
    [
        ("pisarenko", "86.17"),
        ("ioffe", "best power factor"),
        ("headroom", "its optimum this quality factor"),
    ],
)
def test_each_figure_opens_by_its_address_with_its_words(open_at, plot, said):
    at = open_at("thermoelectrics", points=POINTS, plot=plot)
    assert not at.exception
    assert any(said in caption.value for caption in at.caption)
    assert at.query_params["plot"] == plot


def test_the_type_of_the_carriers_is_said(open_at):
    at = open_at("thermoelectrics", points=POINTS)
    assert shown(at)["carrier_type"].tolist() == ["n", "n"]
    assert any("n-type: S is negative in all rows." in caption.value for caption in at.caption)


@pytest.fixture
def small_estm(tmp_path, monkeypatch):
    """A table of measured rows under the name of the real one."""
    rows = [
        ("PbTe", 300.0, 90.0, 1e5, "10.1/lead"),
        ("PbTe", 500.0, 140.0, 6e4, "10.1/lead"),
        ("Bi2Te3", 300.0, -200.0, 9e4, "10.1/bismuth"),
    ]
    frame = pd.DataFrame(
        rows, columns=["formula", "temperature_k", "seebeck_uv_per_k", "conductivity_s_per_m", "doi"]
    )
    frame["thermal_conductivity_w_per_mk"] = 2.0
    frame["power_factor_w_per_mk2"] = (1e-6 * frame["seebeck_uv_per_k"]) ** 2 * frame["conductivity_s_per_m"]
    frame["zt"] = frame["power_factor_w_per_mk2"] * frame["temperature_k"] / 2.0
    frame.to_parquet(tmp_path / "estm_thermoelectrics.parquet")
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MI_MODELS", str(tmp_path))  # a model that ships would bring its own rows


def test_neighbours_of_a_formula_come_with_their_papers_and_a_flag_on_the_sign(open_at, small_estm):
    at = open_at("thermoelectrics", part="known", formula="Pb0.97Bi0.03Te", quantity="seebeck_uv_per_k")
    table = shown(at)
    assert table["formula"].tolist() == ["PbTe", "Bi2Te3"]
    assert table["relation"].tolist() == ["same host", "another host"]
    assert table["address"].tolist() == ["https://doi.org/10.1/lead", "https://doi.org/10.1/bismuth"]
    said = " ".join(m.value for m in at.markdown)
    assert "Compositions of this host were measured" in said
    assert "never with Bi" in said
    assert "The sign of S is open" in at.warning[0].value
    assert at.query_params["formula"] == "Pb0.97Bi0.03Te"


def test_without_a_formula_the_page_asks_for_one_and_a_bad_one_is_said(open_at, small_estm):
    at = open_at("thermoelectrics", part="known")
    assert "Give a formula" in at.info[0].value
    at.text_input[0].set_value("Bi(2-x)Sb(x)Te3").run()
    assert not at.exception
    assert at.error
    at.text_input[0].set_value("Bi2Te3").run()
    assert shown(at)["relation"].iloc[0] == "same composition"


def test_a_table_that_is_not_at_hand_is_offered(open_at, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MI_MODELS", str(tmp_path))
    at = open_at("thermoelectrics", part="known", formula="PbTe")
    assert "not at hand" in at.info[0].value
    assert at.button(key="thermoelectrics_fetch")


def test_four_splits_stand_side_by_side(open_at):
    at = open_at("thermoelectrics", part="trust", quantity="zt")
    assert not at.exception
    table = at.dataframe[0].value
    assert set(table["held_out"]) == {"rows", "compositions", "papers", "hosts"}
    assert at.query_params["part"] == "trust"
