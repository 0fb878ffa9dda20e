"""Which curves formulas, series and materials ask for."""

from __future__ import annotations

import math

import pytest

from mi_core.errors import InputError
from mi_core.formulas.series import read_series
from mi_core.structures.material import Material
from mi_core.structures.reading import read_materials
from mi_core.structures.source import Source
from mi_core.thermoelectrics.asked import (
    asked_of_materials,
    asked_of_texts,
    sentences_on_temperatures,
    temperature_grid,
    usual_values,
)


def test_formulas_and_series_stand_in_the_order_of_the_texts():
    asked = asked_of_texts(["PbTe", "Bi2-xSbxTe3", "SnTe"], [0, 0.5])
    assert [one.curve for one in asked] == ["PbTe", "Bi2Te3", "Bi1.5Sb0.5Te3", "SnTe"]
    assert [one.series for one in asked] == ["", "Bi2-xSbxTe3", "Bi2-xSbxTe3", ""]
    assert [one.x for one in asked[1:3]] == [0, 0.5]
    assert math.isnan(asked[0].x)
    assert asked[1].letter == "x"


def test_without_values_a_series_goes_over_its_limits():
    assert [one.x for one in asked_of_texts(["Bi2-xSbxTe3"])] == pytest.approx([0, 0.4, 0.8, 1.2, 1.6, 2])
    assert usual_values(read_series("Cu2+xSe")) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert usual_values(read_series("YBa2Cu3O7-δ"))[0] == 0


def test_a_negative_amount_and_a_bad_series_keep_their_place_with_a_sentence():
    asked = asked_of_texts(["Pb1-xNaxTe", "PbTe1-x-ySexSy"], [0.02, 1.5])
    assert [bool(one.error) for one in asked] == [False, True, True]
    assert asked[1].curve == "Pb1-xNaxTe, x = 1.5"
    assert "x and y" in asked[2].error


def test_curves_of_one_name_are_told_apart():
    asked = asked_of_texts(["PbTe", "Pb1-xNaxTe", "PbTe1-xSex"], [0])
    assert [one.curve for one in asked] == ["PbTe", "PbTe [2]", "PbTe [3]"]
    assert {one.formula for one in asked} == {"PbTe"}


def test_materials_of_one_composition_are_one_curve_at_the_temperatures_of_their_rows():
    rows = [
        Material("a", formula="PbTe", numbers={"temperature_k": 500.0}),
        Material("b", formula="PbTe", numbers={"temperature_k": 300.0}),
        Material("c", formula="PbTe", numbers={"temperature_k": 500.0}),
        Material("d", formula="SnTe", numbers={"temperature_k": math.nan}),
        Material("e", error="It has no atoms."),
    ]
    asked = asked_of_materials(rows, (300.0, 400.0))
    assert [(one.curve, one.temperatures, one.error) for one in asked] == [
        ("PbTe", (500.0, 300.0), ""),
        ("SnTe", (), ""),
        ("e", (), "It has no atoms."),
    ]


def test_a_crystal_without_a_temperature_keeps_the_chosen_ones_beside_those_of_a_table():
    rows = [
        Material("crystal", formula="SnTe"),
        Material("row", formula="SnTe", numbers={"temperature_k": 350.0}),
        Material("other", formula="PbTe", numbers={"temperature_k": 500.0}),
    ]
    asked = asked_of_materials(rows, (300.0, 400.0))
    assert [(one.curve, one.temperatures) for one in asked] == [("SnTe", (300, 350, 400)), ("PbTe", (500,))]


def test_failed_rows_are_told_apart_from_curves_of_their_name():
    rows = [
        Material("PbTe", error="It has no atoms."),
        Material("PbTe", formula="PbTe"),
        Material("PbTe [2]", error="It has no atoms, too."),
    ]
    asked = asked_of_materials(rows, (300.0,))
    assert [one.curve for one in asked] == ["PbTe", "PbTe [2]", "PbTe [2] [2]"]
    assert [bool(one.error) for one in asked] == [False, True, True]


def test_a_row_whose_temperature_alone_cannot_be_read_fails_alone():
    text = "formula,Temperature\nGeTe,300\nGeTe,27 °C\nSnTe,\n"
    rows = read_materials([Source("t.csv", text.encode())])
    asked = asked_of_materials(rows, (300.0, 400.0))
    assert [(one.curve, one.temperatures) for one in asked] == [
        ("GeTe", (300.15,)),
        ("SnTe", ()),
        ("t-1", ()),
    ]
    assert "names no unit" in asked[-1].error
    assert sentences_on_temperatures(rows) == [
        "Temperature from the column 'Temperature', read in °C; not read: 1 cell without a unit."
    ]


@pytest.mark.parametrize(
    ("ends", "grid"),
    [
        ((300, 400, 50), (300, 350, 400)),
        ((300, 420, 50), (300, 350, 400, 420)),
        ((300, 300, 50), (300,)),
        ((0, 0.3, 0.1), (0, 0.1, 0.2, 0.3)),
    ],
)
def test_temperatures_go_up_to_the_highest(ends, grid):
    assert temperature_grid(*ends) == pytest.approx(grid)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((500, 300, 50), "the lower one first"),
        ((300, 500, 0), "above 0 K"),
        ((300, 500, math.nan), "above 0 K"),
        ((0, 5000, 1), "more than 201"),
    ],
)
def test_what_is_no_range_of_temperatures_is_said(ends, words):
    with pytest.raises(InputError, match=words):
        temperature_grid(*ends)
