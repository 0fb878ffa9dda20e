"""The periodic table as a figure: every element in its place, colours and words from the values."""

from __future__ import annotations

import math

import pytest
from pymatgen.core import Element

from mi_core.errors import InputError
from mi_core.figures.periodic_layout import POSITIONS
from mi_core.figures.periodic_table import periodic_table_figure, periodic_tables_figure


def cells(trace) -> dict[tuple[float, float], float]:
    """Value by the middle of each coloured cell."""
    return {
        ((trace.x[j] + trace.x[j + 1]) / 2, (trace.y[i] + trace.y[i + 1]) / 2): z
        for i, line in enumerate(trace.z)
        for j, z in enumerate(line)
        if z is not None
    }


def test_all_elements_stand_where_pymatgen_says():
    assert set(POSITIONS) == {element.symbol for element in Element} - {"D", "T"}
    for symbol, (x, y) in POSITIONS.items():
        element = Element(symbol)
        if element.is_lanthanoid or element.is_actinoid:
            first = 57 if element.is_lanthanoid else 89
            assert x == 2.5 + element.Z - first
            assert y > 7
        else:
            assert (x, y) == (element.group - 0.5, element.row - 0.5)


def test_values_colour_their_cells_and_all_others_are_grey():
    values = {"O": 0.25, "Fe": -1.5, "La": 3.0, "Pb": float("nan"), "H": None}
    figure = periodic_table_figure(values, title="Error", unit="eV/atom", counts={"O": 1200, "Fe": 1})
    grey, coloured = figure.data[:2]
    assert cells(coloured) == {POSITIONS["O"]: 0.25, POSITIONS["Fe"]: -1.5, POSITIONS["La"]: 3.0}
    assert set(cells(grey)) == set(POSITIONS.values()) - set(cells(coloured))
    assert (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax) == (-1.5, 3.0)
    assert figure.layout.coloraxis.colorbar.title.text == "Error (eV/atom)"
    words = [word for line in coloured.customdata for word in line if word]
    assert words == [
        "<b>O</b><br>0.25 eV/atom<br>from 1,200 rows",
        "<b>Fe</b><br>−1.5 eV/atom<br>from 1 row",
        "<b>La</b><br>3 eV/atom",
    ]
    assert list(figure.data[-1].text) == ["0.25", "−1.50", "3.00"]


def test_a_logarithmic_scale_is_labelled_in_the_values_own_numbers():
    figure = periodic_table_figure(
        {"O": 1000, "Fe": 10, "La": 0}, title="Number", unit="", digits=0, log=True
    )
    axis = figure.layout.coloraxis
    assert (axis.cmin, axis.cmax) == pytest.approx((1, 3))
    labels = dict(zip(axis.colorbar.tickvals, axis.colorbar.ticktext, strict=True))
    assert {"10", "1,000"} <= set(labels.values())
    assert cells(figure.data[1])[POSITIONS["La"]] == axis.cmin  # zero has no logarithm
    assert all(math.isclose(10**value, float(text.replace(",", ""))) for value, text in labels.items())


def test_three_sites_share_one_scale():
    sites = {"A": {"Ba": 5.0}, "B": {"Ti": 7.0}, "X": {"O": 9.0}}
    figure = periodic_tables_figure(sites, title="Stable", unit="")
    assert [note.text for note in figure.layout.annotations] == ["A", "B", "X"]
    coloured = [trace for trace in figure.data if trace.type == "heatmap"][1::2]
    assert [cells(trace) for trace in coloured] == [
        {POSITIONS["Ba"]: 5.0},
        {POSITIONS["Ti"]: 7.0},
        {POSITIONS["O"]: 9.0},
    ]
    assert {trace.coloraxis for trace in coloured} == {"coloraxis"}


@pytest.mark.parametrize("values", [{}, {"O": 2.0}, {"O": float("nan")}])
def test_few_values_leave_a_scale_with_room(values):
    axis = periodic_table_figure(values, title="t", unit="").layout.coloraxis
    assert axis.cmin < axis.cmax


def test_what_is_no_element_is_said():
    with pytest.raises(InputError, match="'Xx' is no element symbol"):
        periodic_table_figure({"Xx": 1.0}, title="t", unit="")
    with pytest.raises(InputError, match="positive ends"):
        periodic_table_figure({"O": 1.0}, title="t", unit="", colour_range=(0, 1), log=True)
