"""Numbers as people write them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.tables.decimals import LIKELY_POINT
from mi_core.tables.numbers import (
    APPROXIMATE,
    BOUND,
    EMPTY,
    INFINITE,
    NUMBER,
    RANGE,
    TEXT,
    UNCERTAIN,
    read_cell,
    read_numbers,
)
from mi_core.tables.units import is_unit, split_unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5), ("-0.5", -0.5), ("−0.5", -0.5), ("–0.5", -0.5), ("+0.5", 0.5), (".5", 0.5), ("１．５", 1.5),
        ("1.2e-3", 1.2e-3), ("1.2D-3", 1.2e-3), ("1.2x10^-3", 1.2e-3), ("1.2×10−3", 1.2e-3), ("1.2 · 10^3", 1200),
        ("1,234.5", 1234.5), ("1 234", 1234), ("1'234.5", 1234.5), ("1,234,567", 1234567), ("0,5", 0.5), ("5*", 5),
        ("0.5 eV", 0.5), ("12 %", 12), ("1.5²", 1.5), ("1.5×10⁻⁵", 1.5e-5), ("2 W m⁻¹ K⁻¹", 2),
    ],
)  # fmt: skip
def test_numbers(text, value):
    cell = read_cell(text)
    assert cell.kind == NUMBER
    assert cell.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value", "uncertainty"),
    [
        ("12±3", 12, 3), ("12 ± 3 GPa", 12, 3), ("12 +/- 3", 12, 3), ("12+-3", 12, 3), ("12(3)", 12, 3),
        ("0.512(3)", 0.512, 0.003), ("1.5(2)e-3", 1.5e-3, 2e-4), ("1.2(3)x10^3", 1200, 300), ("0.5(0.1)", 0.5, 0.1),
    ],
)  # fmt: skip
def test_values_with_their_uncertainty(text, value, uncertainty):
    cell = read_cell(text)
    assert cell.kind == UNCERTAIN
    assert (cell.value, cell.uncertainty) == pytest.approx((value, uncertainty))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<0.5", BOUND), ("> 10", BOUND), ("≤5", BOUND), (">=5", BOUND), ("~5", APPROXIMATE), ("ca. 5", APPROXIMATE),
        ("≈ 5", APPROXIMATE), ("1-2", RANGE), ("1 – 2", RANGE), ("0.5…0.7", RANGE), ("inf", INFINITE), ("", EMPTY),
        ("n/a", EMPTY), ("NaN", EMPTY), ("-", EMPTY), ("na", EMPTY), ("BCC", TEXT), ("2020-01-01", TEXT), ("0.1.2", TEXT),
        ("5 foo", TEXT), ("True", TEXT), ("10⁵", TEXT), ("1.5 10-5", TEXT),
    ],
)  # fmt: skip
def test_other_kinds_of_cells(text, kind):
    assert read_cell(text).kind == kind


@pytest.mark.parametrize(
    ("cells", "decimal", "values", "said"),
    [
        (["0,5", "1,25"], "", [0.5, 1.25], "decimal mark"),
        (["1.234,5", "0,5", "1.234"], "", [1234.5, 0.5, 1234], "decimal mark"),
        (["1,234.5", "0.5", "2,000"], "", [1234.5, 0.5, 2000], "groups thousands"),
        (["1,234", "2,345"], "", [1234, 2345], "was taken to group thousands"),
        (["1,234", "2,345"], ",", [1.234, 2.345], "decimal mark"),
        (["1.234", "2.345"], "", [1.234, 2.345], ""),
        (["1.234", "2.345"], ",", [1234, 2345], "point was taken to group thousands"),
        (["1.234", "2.345"], LIKELY_POINT, [1.234, 2.345], "point was taken as the decimal mark"),
        (["1,234E-03", "1,500E+01"], "", [1.234e-3, 15], "decimal mark"),
        (["1,234(5)", "2,345(6)"], "", [1.234, 2.345], "decimal mark"),
        (["1 234", "10 000"], "", [1234, 10000], ""),
    ],
)
def test_commas_are_read_by_what_the_column_tells(cells, decimal, values, said):
    numbers = read_numbers(pd.Series(cells), decimal=decimal)
    np.testing.assert_allclose(numbers.values, values)
    assert said in " ".join(numbers.remarks)
    assert bool(numbers.remarks) == bool(said)


def test_every_number_keeps_the_unit_behind_it():
    numbers = read_numbers(pd.Series(["0.5 eV", "640 meV", "0.7", "", "BCC"]))
    assert numbers.units.tolist() == ["eV", "meV", "", "", ""]
    np.testing.assert_allclose(numbers.values, [0.5, 640, 0.7, np.nan, np.nan])


def test_spreadsheets_hold_numbers_beside_text():
    numbers = read_numbers(pd.Series([1, 2.5, "3±1", None, True, "<4"], dtype=object))
    assert numbers.kinds.tolist() == [NUMBER, NUMBER, UNCERTAIN, EMPTY, TEXT, BOUND]


@pytest.mark.parametrize(
    ("heading", "label", "unit"),
    [
        ("gap (eV)", "gap", "eV"),
        ("E_form [eV/atom]", "E_form", "eV/atom"),
        ("T / K", "T", "K"),
        ("gap, eV", "gap", "eV"),
        ("gap_eV", "gap", "eV"),
        ("E_form_eV_per_atom", "E_form", "eV/atom"),
        ("κ (W m⁻¹ K⁻¹)", "κ", "W m-1 K-1"),
        ("S [µV/K]", "S", "µV/K"),
        ("硬度（HV）", "硬度", "HV"),
        ("Young's modulus/GPa", "Young's modulus", "GPa"),
        ("ratio (-)", "ratio", ""),
        ("band gap (PBE)", "band gap (PBE)", ""),
        ("a_site", "a_site", ""),
        ("gap (2)", "gap (2)", ""),
    ],
)
def test_units_in_headings(heading, label, unit):
    assert split_unit(heading) == (label, unit)


@pytest.mark.parametrize("text", ["eV/atom", "g/cm3", "kJ/mol", "µΩ·cm", "wt.%", "cm^-1", "10^-6/K", "°C"])
def test_units(text):
    assert is_unit(text)


@pytest.mark.parametrize("text", ["foo", "SrTiO3", "n.d.?", "x" * 100])
def test_no_units(text):
    assert not is_unit(text)
