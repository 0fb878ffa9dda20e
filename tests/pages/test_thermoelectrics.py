"""The Thermoelectrics page without a browser: points typed, uploaded and linked, and what follows from them."""

from __future__ import annotations

import pytest

POINTS = "300,-150,80000,1.5;600,-205,42000,1.4"


def shown(at):
    """Return the table of what follows."""
    assert not at.exception
    return at.dataframe[-1].value


def test_it_opens_and_asks_for_a_row(open_at):
    at = open_at("thermoelectrics")
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
    at = open_at("thermoelectrics")
    at.button(key="thermoelectrics_example").click().run()
    assert len(shown(at)) == 4
    assert at.query_params["points"].startswith("300,-150,80000,1.5;")


def test_a_table_is_read_in_its_units_and_a_row_that_lacks_something_stays(open_at):
    at = open_at("thermoelectrics")
    table = "T (°C);S (µV/K);rho (mΩ cm);kappa (W/mK)\n27;-110;3,6;0,63\n127;-138;4,2;n/a\n"
    at.file_uploader[0].upload("mine.csv", table.encode(), "text/csv").run()
    rows = shown(at)
    assert rows["temperature_k"].tolist() == pytest.approx([300.15, 400.15])
    assert rows["conductivity_s_per_m"].tolist() == pytest.approx([1e5 / 3.6, 1e5 / 4.2])
    assert "κ is missing" in rows["not_computed"].iloc[1]
    assert "read in mΩ cm" in " ".join(m.value for m in at.markdown)


def test_a_table_of_something_else_says_what_it_lacks(open_at):
    at = open_at("thermoelectrics")
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
