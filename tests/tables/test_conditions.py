"""Temperatures in tables, under whatever heading and in whatever unit."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.structures.reading import read_materials
from mi_core.structures.source import Source
from mi_core.tables.conditions import condition_columns
from mi_core.tables.reading import read_table

NO = np.nan


def temperatures(text: str) -> list[float] | None:
    table = read_table("t.csv", text.encode())
    found = condition_columns(table, table.columns)
    return found["temperature_k"].tolist() if found else None


@pytest.mark.parametrize(
    ("heading", "cells", "kelvin"),
    [
        ("temperature_k", ["300", "650.5"], [300, 650.5]),
        ("Temperature_K", ["300", ""], [300, NO]),
        ("temperature_k", ["hot", "600"], [NO, 600]),
        ("temperature_k", ["300 K", "600 K"], [300, 600]),
        ("T (K)", ["300", "~600"], [300, 600]),
        ("Temperature [°C]", ["26.85", "300"], [300, 573.15]),
        ("Temperature (C)", ["26.85", "300"], [300, 573.15]),
        ("T (deg C)", ["26.85", "300"], [300, 573.15]),
        ("temperature", ["25 °C", "50 °C"], [298.15, 323.15]),
        ("temperature", ["25 °C", "50 K"], [298.15, NO]),
    ],
)
def test_temperatures_are_read_in_kelvin(heading, cells, kelvin):
    rows = "".join(f"PbTe,{cell}\n" for cell in cells)
    np.testing.assert_allclose(temperatures(f"formula,{heading}\n{rows}"), kelvin)


@pytest.mark.parametrize("heading", ["temperature", "T (GPa)", "melting temperature (K)", "gap_ev", "T (°F)"])
def test_other_columns_are_no_temperatures(heading):
    assert temperatures(f"formula,{heading}\nPbTe,300\nGeTe,400\n") is None


def test_the_key_itself_comes_before_other_headings():
    assert temperatures("formula,T (°C),temperature_k\nPbTe,1,300\nGeTe,2,400\n") == [300, 400]


def test_rows_have_their_conditions_however_many_columns_there_are():
    others = [f"x{i}" for i in range(60)]
    cells = ",".join("1" for _ in others)
    text = f"formula,{','.join(others)},gap_ev,T (°C)\nPbTe,{cells},0.3,26.85\nGeTe,{cells},,x\n"
    first, second = read_materials([Source("t.csv", text.encode())])
    assert first.numbers["temperature_k"] == pytest.approx(300)
    assert first.numbers["gap_ev"] == pytest.approx(0.3)
    assert np.isnan(second.numbers["temperature_k"])
    assert "gap_ev" not in second.numbers


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1.4", ""], [{"gap_ev": 1.4}, {}]),
        (["1.4", "wide"], [{"gap_ev": 1.4}, {"gap_ev": NO}]),
        (["wide", "none"], [{"gap_ev": NO}, {}]),
        (["-1", "0"], [{"gap_ev": -1.0}, {"gap_ev": 0.0}]),
        (["1.4 eV", "0.2 eV"], [{"gap_ev": 1.4}, {"gap_ev": 0.2}]),
        (["20 meV", "30 meV"], [{"gap_ev": NO}, {"gap_ev": NO}]),
    ],
)
def test_an_empty_gap_is_none_and_one_that_cannot_be_read_is_told_from_it(cells, numbers):
    text = "formula,gap_ev\n" + "".join(f"PbTe,{cell}\n" for cell in cells)
    rows = read_materials([Source("t.csv", text.encode())])
    for row, expected in zip(rows, numbers, strict=True):
        assert row.numbers.keys() == expected.keys()
        np.testing.assert_equal(dict(row.numbers), expected)
