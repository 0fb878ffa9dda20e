"""Temperatures and band gaps in tables, under whatever heading and in whatever unit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.conditions import CONDITIONS, OPTIONAL_NUMBERS
from mi_core.structures.reading import read_materials
from mi_core.structures.source import Source
from mi_core.tables.conditions import find_quantity
from mi_core.tables.reading import read_table

NO = np.nan
TEMPERATURE, GAP = CONDITIONS["temperature_k"], OPTIONAL_NUMBERS["gap_ev"]


def found_in(text: str, quantity=TEMPERATURE, **options):
    table = read_table("t.csv", text.encode())
    return find_quantity(table, table.columns, quantity, **options)


def rows_of(text: str):
    return read_materials([Source("t.csv", text.encode())])


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
        ("T (°F)", ["80.33", "32"], [300, 273.15]),
        ("T/K", ["300", "400"], [300, 400]),
        ("temperature", ["25 °C", "50 °C"], [298.15, 323.15]),
        ("temperature", ["25 °C", "50 K"], [298.15, 50]),
        ("T (K)", ["300", "25 °C", "400"], [300, 298.15, 400]),
        ("temp_c", ["300", "300 K", "80.33 °F"], [573.15, 300, 300]),
        ("temperature", ["300", "400", "500", "27 °C"], [NO, NO, NO, 300.15]),
        ("T (K)", ["300", "3 GPa"], [300, NO]),
    ],
)
def test_temperatures_are_read_in_kelvin(heading, cells, kelvin):
    rows = "".join(f"PbTe,{cell}\n" for cell in cells)
    found = found_in(f"formula,{heading}\n{rows}")
    np.testing.assert_allclose(found.numbers, kelvin)
    assert f"Temperature from the column {heading!r}, read in" in found.remark


@pytest.mark.parametrize("heading", ["T (GPa)", "melting temperature (K)", "gap_ev", "t_factor", "T_c"])
def test_other_columns_are_no_temperatures(heading):
    assert found_in(f"formula,{heading}\nPbTe,300\nGeTe,400\n") is None


def test_a_letter_over_text_or_over_a_row_of_another_unit_is_no_temperature():
    assert found_in("formula,T\nPbTe,high\nGeTe,low\n") is None
    assert found_in("formula,t\n,h\nPbTe,3\nGeTe,4\nSnTe,4\n") is None


def test_a_row_of_units_below_the_headings_counts():
    found = found_in("formula,T\n,°C\nPbTe,26.85\nGeTe,126.85\nSnTe,1\n")
    np.testing.assert_allclose(found.numbers, [300, 400, 274.15])


@pytest.mark.parametrize(
    ("text", "quantity", "words"),
    [
        ("formula,temperature\nPbTe,300\n", TEMPERATURE, "'temperature' names no unit, which may be K or °C or °F"),
        ("formula,T (K)\n,°C\nPbTe,25\nPbTe,30\nPbTe,35\n", TEMPERATURE, "'T (K)' names two units, K, °C"),
        ("formula,temperature\nPbTe,3 GPa\nPbTe,4 GPa\n", TEMPERATURE, "not known as one of temperature: 'GPa'"),
        ("formula,temperature (GPa)\nPbTe,3\n", TEMPERATURE, "not known as one of temperature: 'GPa'; write one of K, °C"),
        ("formula,T (K),temp_c\nPbTe,300,50\n", TEMPERATURE, "'T (K)', 'temp_c' all say the temperature"),
        ("formula,gap (nm)\nPbTe,300\n", GAP, "not known as one of band gap: 'nm'; write one of eV, meV"),
        ("formula,gap (eV),Eg (meV)\nPbTe,1,200\n", GAP, "'gap (eV)', 'Eg (meV)' all say the band gap"),
        ("formula,gap,Eg\nPbTe,1,2\n", GAP, "'gap', 'Eg' all say the band gap"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_a_sentence_and_no_number(text, quantity, words):
    found = found_in(text, quantity)
    assert words in found.fault
    assert np.isnan(found.numbers).all()


@pytest.mark.parametrize(
    ("text", "quantity", "value", "words"),
    [
        ("T (°C),temperature_k\n1,300\n", TEMPERATURE, 300, "'temperature_k', read in K; not from 'T (°C)'"),
        ("T (°C),T (K)\n26.85,300\n", TEMPERATURE, 300, "'T (°C)', read in °C; not from 'T (K)'"),
        ("T,T (K)\n26.85,300\n", TEMPERATURE, 300, "'T (K)', read in K; not from 'T'"),
        ("gap_ev,Eg\n1,2\n", GAP, 1, "'gap_ev', read in eV; not from 'Eg'"),
        ("gap (nm),Eg\n1,2\n", GAP, 2, "'Eg', which names no unit: taken for eV; not from 'gap (nm)'"),
    ],
)
def test_of_several_columns_the_plainest_is_read_and_the_others_are_named(text, quantity, value, words):
    found = found_in(text, quantity)
    assert found.numbers.tolist() == pytest.approx([value])
    assert words in found.remark


def test_a_bare_heading_may_be_taken_for_the_usual_unit():
    found = found_in("T\n300\n", needs_unit=False)
    assert found.numbers.tolist() == [300]
    assert "names no unit: taken for K" in found.remark


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
        (["20 meV", "30 nm"], [{"gap_ev": 0.02}, {"gap_ev": NO}]),
    ],
)
def test_an_empty_gap_is_none_and_one_that_cannot_be_read_is_told_from_it(cells, numbers):
    rows = rows_of("formula,gap_ev\n" + "".join(f"PbTe,{cell}\n" for cell in cells))
    for row, expected in zip(rows, numbers, strict=True):
        assert row.numbers.keys() == expected.keys()
        np.testing.assert_equal(dict(row.numbers), expected)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("formula,Gap_eV\nPbTe,0.3\nGeTe,\n", [0.3, None]),
        ("formula;band gap [meV]\nPbTe;300,5\nGeTe;\n", [0.3005, None]),
        ("formula,Eg\nPbTe,300 meV\nGeTe,200 meV\n", [0.3, 0.2]),
        ("formula,bandgap\nPbTe,inf\nGeTe,0.2\n", [NO, 0.2]),
        ("formula,gap\nPbTe,direct\nGeTe,indirect\n", [None, None]),
        ("formula,gap_error\nPbTe,0.3\nGeTe,0.1\n", [None, None]),
    ],
)
def test_gaps_reach_the_materials_in_ev(text, gaps):
    found = [row.numbers.get("gap_ev") for row in rows_of(text)]
    assert [gap is None for gap in found] == [gap is None for gap in gaps]
    np.testing.assert_allclose([NO if gap is None else gap for gap in found], np.array(gaps, dtype=float))


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Eg", "Band gap from the column 'Eg', which names no unit: taken for eV."),
        ("gap (nm)", "The unit of the column 'gap (nm)' is not known"),
        ("gap_pbe_ev", "Band gap was not read from 'gap_pbe_ev'; head the column that has it 'gap_ev'."),
        ("gap_ev", ""),
        ("gap_error", ""),
    ],
)
def test_how_a_gap_was_read_is_said_once(heading, words):
    first, second = rows_of(f"formula,{heading}\nPbTe,0.3\nGeTe,0.2\n")
    assert words in " ".join(first.warnings)
    assert bool(first.warnings) == bool(words)
    assert second.warnings == ()


@pytest.mark.parametrize(
    ("heading", "cells", "options", "numbers", "how"),
    [
        ("Eg", ["0.3", "0.4", "300 meV"], {}, [0.3, 0.4, 0.3], "which names no unit: taken for eV, but for 1 cell in meV."),
        ("gap (meV)", ["300", "0.4 eV"], {}, [0.3, 0.4], "read in meV, but for 1 cell in eV."),
        ("gap (meV)", ["300", "5 nm"], {}, [0.3, NO], "read in meV; not read: 1 cell in nm."),
        ("T", ["300", "27 °C"], {"needs_unit": False}, [300, 300.15], "taken for K, but for 1 cell in °C."),
        ("T", ["300", "27 °C"], {}, [NO, 300.15], "'T', read in °C; not read: 1 cell without a unit."),
        ("T", ["300 K", "27 °C"], {}, [300, 300.15], "'T', read in K, °C."),
        ("T (K)", ["300 K", "300 kelvin"], {}, [300, 300], "'T (K)', read in K."),
    ],
)  # fmt: skip
def test_each_cell_is_in_its_own_unit_and_the_remark_says_so(heading, cells, options, numbers, how):
    rows = "".join(f"PbTe,{cell}\n" for cell in cells)
    quantity = TEMPERATURE if heading[0] == "T" else GAP
    found = found_in(f"formula,{heading}\n{rows}", quantity, **options)
    np.testing.assert_allclose(found.numbers, numbers)
    assert found.remark.endswith(how)
    assert list(found.faults) == np.flatnonzero(np.isnan(numbers)).tolist()


def test_a_cell_that_cannot_be_read_costs_its_own_row_alone():
    rows = rows_of("formula,Temperature,gap_ev\nPbTe,300,1\nPbTe,27 °C,300 meV\nPbTe,20 °C,2 nm\n")
    columns = [row.columns["temperature_k"] for row in rows]
    assert "names no unit, which may be K or °C or °F" in columns[0].fault
    assert [column.fault for column in columns[1:]] == ["", ""]
    assert [column.alone for column in columns] == [True, False, False]
    assert "band gap: 'nm'; write one of eV" in rows[2].columns["gap_ev"].fault
    assert "'gap_ev', read in eV, but for 1 cell in meV; not read: 1 cell in nm" in " ".join(rows[0].warnings)


@pytest.mark.parametrize("suffix", ["parquet", "xlsx"])
def test_tables_of_other_kinds_are_read_alike(suffix, tmp_path):
    frame = pd.DataFrame({"formula": ["PbTe", "GeTe"], "Gap (meV)": [300.0, NO], "T/°C": [26.85, 126.85]})
    getattr(frame, "to_parquet" if suffix == "parquet" else "to_excel")(tmp_path / f"t.{suffix}", index=False)
    first, second = read_materials([tmp_path / f"t.{suffix}"])
    assert (first.numbers["gap_ev"], first.numbers["temperature_k"]) == pytest.approx((0.3, 300))
    assert second.numbers["temperature_k"] == pytest.approx(400)
    assert "gap_ev" not in second.numbers
