"""Columns of numbers whose cells name units of their own."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.tables.elements import find_elements, formulas_of
from mi_core.tables.numbers import BARE, FOREIGN, NUMBER, UNCERTAIN, read_numbers
from mi_core.tables.one_unit import Reading, read_column, to_one_unit
from mi_core.tables.reading import read_table
from mi_core.tables.target import read_features, read_target

NO = np.nan


def table_of(heading: str, cells: list[str]):
    return read_table(
        "t.csv", f"formula,{heading}\n".encode() + "".join(f"NaCl,{c}\n" for c in cells).encode()
    )


@pytest.mark.parametrize(
    ("heading", "cells", "numbers", "unit", "said"),
    [
        ("hardness (GPa)", ["3", "4 GPa", "300 MPa"], [3, 4, NO], "GPa", "the unit GPa stands"),
        ("hardness", ["3 GPa", "4 GPa", "5"], [3, 4, NO], "GPa", "the unit GPa stands"),
        ("hardness", ["3", "4", "5 GPa"], [3, 4, NO], "", ""),
        ("hardness", ["3", "4", "5"], [3, 4, 5], "", ""),
        ("kappa (W/(m K))", ["3 W/mK", "4 W m-1 K-1", "5"], [3, 4, 5], "W/(m K)", ""),
        ("porosity (vol%)", ["3 %", "4"], [3, 4], "vol%", ""),
        ("melting point (K)", ["300 kelvin", "27 °C"], [300, NO], "K", ""),
        ("Eg", ["0.3", "0.4", "300 meV"], [0.3, 0.4, 0.3], "eV", "1 number in meV was brought to eV; 2 numbers without"),
        ("Eg (meV)", ["300", "0.4 eV"], [300, 400], "meV", "1 number in eV was brought to meV"),
        ("Temperature", ["300", "400", "27 °C"], [NO, NO, 300.15], "K", "1 number in °C was brought to K"),
        ("T", ["3 T", "4 T"], [3, 4], "T", "the unit T stands"),
        ("e_form_ev_per_atom", ["1", "2 eV/atom", "3 kJ/mol"], [1, 2, NO], "eV/atom", ""),
    ],
)  # fmt: skip
def test_a_column_is_in_one_unit(heading, cells, numbers, unit, said):
    found, own = read_column(table_of(heading, cells), heading, ".")
    np.testing.assert_allclose(found.values, numbers)
    assert own == unit
    assert said in "; ".join(found.remarks)
    assert np.isin(found.kinds, (BARE, FOREIGN)).tolist() == np.isnan(numbers).tolist()


def test_uncertainties_are_converted_with_their_values():
    table = table_of("Eg (meV)", ["0.40(2) eV", "300±10"])
    numbers, _ = read_column(table, "Eg (meV)", ".")
    assert numbers.kinds.tolist() == [UNCERTAIN, UNCERTAIN]
    np.testing.assert_allclose(numbers.uncertainty, [20, 10])


def test_what_is_bare_may_be_refused():
    numbers = read_numbers(table_of("x", ["1", "2 GPa"]).frame["x"])
    column = to_one_unit(numbers, None, {"GPa": Reading("GPa")}.get)
    assert column.numbers.kinds.tolist() == [BARE, NUMBER]
    assert column.how("GPa", stated=False) == "read in GPa; not read: 1 cell without a unit"


def test_columns_that_are_learnt_from_say_which_numbers_they_leave_out():
    own, complete, masks = read_features(table_of("Temperature", ["300", "27 °C", "28 °C"]), ("Temperature",))
    np.testing.assert_allclose(own[:, 0], [NO, 300.15, 301.15])
    assert complete.tolist() == [False, True, True]
    ((_, _, notes),) = masks
    assert notes[0] == (
        "1 number without a unit in Temperature, where others name theirs and the heading names none, such as '300': not "
        "taken."
    )
    assert "2 numbers in °C were brought to K" in notes[1]


def test_labels_of_another_unit_are_counted_as_such():
    target = read_target(table_of("gap (eV)", ["0.5", "0.6 eV", "640 meV", "7 nm"]), "gap (eV)")
    np.testing.assert_allclose(target.labels, [0.5, 0.6, 0.64, NO])
    assert target.unit == "eV"
    assert (
        "drop_missing_target",
        1,
        "1 row dropped in another unit than eV in gap (eV), such as '7 nm'.",
    ) in target.steps


def test_contents_in_parts_per_million_are_no_per_cents():
    table = read_table("t.csv", b"Al,Cu,Fe\n90,9 %,1\n95 %,4,1\n95,4,100 ppm\n")
    elements = find_elements(table)
    assert "Fe" not in elements.columns
    assert formulas_of(read_table("t.csv", b"Al,Cu\n90,10 %\n95 %,5\n"), find_elements(table))[1] == {}
