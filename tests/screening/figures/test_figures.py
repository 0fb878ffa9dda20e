"""The screening's figures show the numbers they are given."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from plotly.colors import get_colorscale, sample_colorscale

from mi_core.figures.periodic_layout import POSITIONS
from mi_core.screening.figures.maps import highest, map_values, number_tables, site_maps, site_tables
from mi_core.screening.figures.savings import savings_figure

STABLE = {"Sr": 3, "Ti": 0, "Ba": 100}
CANDIDATES = {"Sr": 10, "Ti": 50, "Ba": 500, "O": 0}  # no share lies between two of the 256 colours


def cell(trace, symbol: str, what: str = "z"):
    """Return what a heat map holds where an element stands."""
    x, y = POSITIONS[symbol]
    return getattr(trace, what)[math.floor(y)][math.floor(x)]


def test_numbers_and_shares_leave_out_elements_without_candidates():
    assert map_values(STABLE, CANDIDATES, "number") == {"Sr": 3, "Ti": 0, "Ba": 100}
    assert map_values(STABLE, CANDIDATES, "share") == pytest.approx({"Sr": 30.0, "Ti": 0.0, "Ba": 20.0})
    assert highest({"A": STABLE}, {"A": CANDIDATES}, "number") == 100
    assert highest({"A": STABLE}, {"A": CANDIDATES}, "share") == pytest.approx(30)


def viridis(place: float) -> str:
    """Return the colour at 0 … 1 of the scale's part of Viridis, in its nearest of 256 steps, as plotly computes it."""
    numbers = sample_colorscale(get_colorscale("Viridis"), [0.3 + 0.7 * round(255 * place) / 255])[0]
    return "#{:02x}{:02x}{:02x}".format(
        *(round(float(n)) for n in numbers.removeprefix("rgb(")[:-1].split(","))
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours #rrggbb, as the Web Content Accessibility Guidelines 2.1 define it."""

    def luminance(colour: str) -> float:
        parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("show", ["number", "share"])
@pytest.mark.parametrize("page", ["#10171e", "#ffffff"], ids=["dark", "light"])
def test_one_is_clearly_coloured_and_zero_is_empty(show, page):
    numbers = {"Sr": 1, "Ti": 0, "Ba": 5000}
    table = site_tables({"A": numbers}, {"A": dict.fromkeys(numbers, 10_000)}, show=show)["tables"]["A site"]
    assert table["Ti"][:2] == ("", "")
    assert contrast(table["Sr"][0], page) > 2.5
    assert table["Sr"][0] != table["Ba"][0]


def test_a_map_colours_numbers_by_their_logarithm_and_shares_as_they_are():
    table = site_tables({"A": STABLE}, {"A": CANDIDATES})["tables"]["A site"]
    assert {symbol: colour for symbol, (colour, _, _) in table.items()} == {
        "Sr": viridis(math.log10(3) / 2),
        "Ti": "",
        "Ba": viridis(1),
    }
    shares = site_tables({"A": STABLE}, {"A": CANDIDATES}, show="share")["tables"]["A site"]
    assert [shares[symbol][0] for symbol in ("Sr", "Ti", "Ba")] == [viridis(1), "", viridis(20 / 30)]


def test_a_cell_tells_number_candidates_and_share():
    table = site_tables({"A": STABLE}, {"A": CANDIDATES})["tables"]["A site"]
    assert table["Ba"][2] == "Ba: 100 stable of 500 candidates, 20 %"
    assert table["Ti"][2] == "Ti: 0 stable of 50 candidates, 0 %"
    all_of_them = site_tables({"A": {"O": 1200}}, {"A": {"O": 1200}})["tables"]["A site"]
    assert all_of_them["O"][2] == "O: 1,200 stable of 1,200 candidates, 100 %"


def test_the_colours_of_the_page_are_those_of_the_file():
    few = {"Sr": 1, "Ti": 2}
    counts = {"A": STABLE, "B": few}, dict.fromkeys("AB", CANDIDATES)
    tables, figure = site_tables(*counts)["tables"], site_maps(*counts)
    axis = figure.layout.coloraxis
    drawn = [trace for trace in figure.data if trace.type == "heatmap" and trace.coloraxis]
    for trace, table in zip(drawn, tables.values(), strict=True):
        for symbol, (colour, _, words) in table.items():
            if not colour:
                assert cell(trace, symbol) is None
                continue
            assert colour == viridis((cell(trace, symbol) - axis.cmin) / (axis.cmax - axis.cmin))
            name, text = cell(trace, symbol, "customdata").removeprefix("<b>").split("</b><br>")
            assert f"{name}: {text}" == words


def test_the_bar_is_labelled_in_numbers_or_in_per_cent():
    bar = site_tables({"A": STABLE}, {"A": CANDIDATES})["bar"]
    assert bar["title"] == "Stable compounds"
    assert bar["labels"][0] == (0.0, "1")
    assert bar["labels"][-1] == (100.0, "100")
    bar = site_tables({"A": STABLE}, {"A": CANDIDATES}, show="share")["bar"]
    assert bar["title"] == "Stable among candidates (%)"
    assert bar["labels"] == [(33.33, "10"), (66.67, "20"), (100.0, "30")]


def test_maps_of_numbers_hold_the_whole_table():
    tables = number_tables({"A": {"Ba": 1200, "Yb": 3}, "X": {"O": 12}})
    assert tables["tables"]["A"]["Ba"][2] == "Ba: 1,200 stable"
    assert tables["tables"]["X"]["O"][0] == viridis(math.log10(12) / math.log10(1200))
    assert {symbol for symbol, _, _ in tables["places"]} == set(POSITIONS)


def test_the_maps_of_three_sites_share_one_scale():
    few = {"Sr": 1, "Ti": 2}
    figure = site_maps({"A": STABLE, "B": few, "X": few}, dict.fromkeys("ABX", CANDIDATES))
    coloured = [trace for trace in figure.data if trace.type == "heatmap" and trace.coloraxis]
    assert len(coloured) == 3
    assert figure.layout.coloraxis.cmax == pytest.approx(2)
    assert cell(coloured[1], "Ti") == pytest.approx(math.log10(2))
    assert "2 stable of 50" in cell(coloured[2], "Ti", "customdata")


def test_the_file_outlines_zeros_and_says_what_that_means():
    figure = site_maps({"A": STABLE}, {"A": CANDIDATES})
    (outline,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    x, y = POSITIONS["Ti"]
    assert outline.x0 < x < outline.x1
    assert outline.y0 < y < outline.y1
    assert "outlined: 0, grey: no candidates" in figure.layout.coloraxis.colorbar.title.text
    told = [cell(trace, "Ti", "customdata") for trace in figure.data if trace.type == "heatmap"]
    assert "<b>Ti</b><br>0 stable of 50 candidates, 0 %" in told


@pytest.mark.parametrize("show", ["number", "share"])
def test_maps_without_a_stable_compound_still_draw(show):
    none = dict.fromkeys(CANDIDATES, 0)
    tables = site_tables({"A": none, "B": {}}, {"A": CANDIDATES, "B": {}}, show=show)["tables"]
    assert tables["A site"]["Ba"][0] == ""
    assert tables["B site"] == {}
    site_maps({"A": none}, {"A": CANDIDATES}, show=show)


def test_the_recall_curve_is_drawn_in_per_cent_with_both_ends():
    n = 5001
    curve = pd.DataFrame({"computed": np.linspace(0, 1, n), "recall": np.sqrt(np.linspace(0, 1, n))})
    figure = savings_figure(curve, recall=0.9, computed=0.81, stable_share=0.2)
    lines = {trace.name: trace for trace in figure.data}
    model = lines["this model"]
    assert (model.x[0], model.y[0], model.x[-1], model.y[-1]) == (0, 0, 100, 100)
    assert np.allclose(np.asarray(model.y) ** 2, 100 * np.asarray(model.x))
    assert len(model.x) <= 2502
    assert (lines["90 % found"].x[0], lines["90 % found"].y[0]) == pytest.approx((81, 90))
    assert list(lines["perfect ranking"].x) == [0, 20, 100]
    assert "19.0 % saved" in figure.layout.annotations[0].text
