"""The report opens offline, says what was asked and found, and treats the users' text as text."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from predicted_curves import made_curve
from report_page import Page

from mi_core.report import Picture
from mi_core.thermoelectrics.asked import asked_of_texts
from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.figures.predicted import against_temperature
from mi_core.thermoelectrics.learned import learned_rows
from mi_core.thermoelectrics.neighbours import known_materials
from mi_core.thermoelectrics.predicted import predicted_curves
from mi_core.thermoelectrics.predicted_points import predicted_points
from mi_core.thermoelectrics.report.predictions import Predictions, prediction_report
from mi_core.thermoelectrics.report.tables import MOST_LINES, asked_lines, digits
from mi_core.thermoelectrics.standing import standing

ATTACK = "<img src=x onerror=alert(1)>"
GOOD = ["PbTe", "Pb0.98Na0.02Te"]


def predictions(texts, values=(), temperatures=(400.0, 600.0, 800.0)) -> Predictions:
    curves = predicted_curves(asked_of_texts(texts, values), temperatures)
    points = predicted_points(curves)
    return Predictions(curves, points, standing(points, known_materials(learned_rows())))


def report(made: Predictions, closely=GOOD, display=AS_STORED, **options) -> str:
    picture = Picture("Against temperature", against_temperature(made.curves), f"Words on {ATTACK}.")
    known = known_materials(learned_rows())
    return prediction_report(
        made, [picture], known, made_on=date(2026, 1, 2), closely=closely, display=display, **options
    )


@pytest.fixture
def made(with_tiny_thermoelectrics) -> Predictions:
    return predictions([*GOOD, ATTACK])


@pytest.fixture
def html(made) -> str:
    return report(made)


def test_nothing_is_loaded_from_elsewhere_and_links_lead_to_papers_alone(html):
    page = Page(html)
    assert page.loaded() == []
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links
    assert all(link.startswith("https://doi.org/10.") for link in links)
    assert html.count("plotly.js v") == 1
    assert "@import" not in html.partition("<script>")[0]


def test_users_text_stays_text(html, made):
    page = Page(html)
    assert "img" not in {tag for tag, _ in page.tags}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert ATTACK in page.cells
    assert f"{ATTACK}: 400 K to 800 K" in page.text
    assert f"Words on {ATTACK}." in page.text
    error = made.standing["error"].iloc[-1]
    assert error
    assert error in page.cells


def test_it_says_what_was_asked_and_where_zt_is_highest(html, made):
    page = Page(html)
    assert "2026-01-02" in page.text
    assert "2 of 3 compositions predicted at 3 temperatures" in page.text
    for row in made.standing[made.standing["error"] == ""].itertuples():
        assert f"{row.lower:.2f} … {row.upper:.2f}" in page.cells
        assert f"{row.at_k:g}" in page.cells
        assert row.sign in page.cells
    assert page.cells.count("same composition") >= len(GOOD)


def test_each_number_stands_there_with_its_interval_in_the_unit_that_is_shown(made):
    row = made.points.iloc[0]
    ends = [row[f"conductivity_s_per_m{end}"] for end in ("", "_lower", "_upper")]
    for display, factor in ((AS_STORED, 1.0), (Display(per_cm=True, celsius=True), 0.01)):
        page = Page(report(made, display=display))
        value, low, high = (digits(factor * end) for end in ends)
        assert f"{value} ({low} … {high})" in page.cells
    assert "σ (S/cm)" in page.text
    assert "126.85" in page.cells
    assert "400 K" not in page.text


def test_each_curve_has_its_leg_its_headroom_and_its_nearest_measured_compositions(made):
    page = Page(report(made, sides=(500.0, 700.0)))
    assert page.text.count("A leg from 500 K to 700 K") == len(GOOD)
    assert f"{1 - 500 / 700:.2%}" in page.cells
    assert (
        page.text.count("its optimum this quality factor") + page.text.count("at the most; the sample") == 2
    )
    assert any(cell.strip().startswith("10.1000/0.") for cell in page.cells)
    assert page.text.count("Measured nearest to it") == len(GOOD)
    assert "PNAS 112" in page.text


def test_what_does_not_exist_is_not_shown(with_tiny_thermoelectrics):
    page = Page(report(predictions(["PbTe"], temperatures=(500.0,)), closely=["PbTe", "Qq"]))
    for words in ("A leg from", "PNAS", "What not to take at its word", "is no chemical formula"):
        assert words not in page.text
    assert "PbTe: 500 K" in page.text


def test_amounts_that_do_not_add_up_are_named_as_they_were_written(with_tiny_thermoelectrics):
    assert (
        "whole number: Pb0.9Na0.02Te (1.92)" in Page(report(predictions(["Pb0.9Na0.02Te"]), closely=())).text
    )


def test_a_series_is_named_with_its_values_and_its_warnings(with_tiny_thermoelectrics):
    page = Page(report(predictions(["Pb1-xNaxTe"], (0.0, 0.02, 2.0), (400.0, 1300.0)), closely=()))
    assert "Pb1-xNaxTe at x = 0, 0.02, 2: 400 K to 1300 K, 2 temperatures" in page.text
    assert "The model learned between 300 K and 900 K" in page.text
    assert any("choose x from 0 to 1" in cell for cell in page.cells)


def test_of_many_formulas_the_first_are_named_and_the_others_counted():
    curves = pd.concat([made_curve(f"Pb{n}Te") for n in range(2, 2 + MOST_LINES + 5)], ignore_index=True)
    lines = asked_lines(curves, AS_STORED)
    assert lines[0] == "Pb2Te: 300 K"
    assert lines[-1] == "and 5 more"
    assert len(lines) == MOST_LINES + 1


def test_the_model_its_data_and_its_errors_by_split_are_there(html):
    page = Page(html)
    assert "estm-thermoelectrics" in page.text
    assert "CC-BY 4.0" in page.text
    assert "Na and Chang, npj Comput. Mater. 8, 214 (2022)" in page.text
    assert "10.1038/s41524-022-00897-2" in page.text
    assert {"rows", "compositions", "hosts"} <= set(page.cells)
    assert "Seebeck coefficient (µV/K)" in page.cells
    assert "mi_core train estm-thermoelectrics" in page.text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(27766.0, "27,800"), (-0.012345, "−0.0123"), (0.0, "0"), (float("nan"), "–"), (182.4, "182")],
)
def test_numbers_have_three_digits(value, shown):
    assert digits(value) == shown
