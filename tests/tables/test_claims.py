"""What a column is of one of the product's own numbers."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.conditions import CONDITIONS
from mi_core.tables.claims import claim_of, holds_numbers, numbers_under
from mi_core.tables.reading import read_table

TEMPERATURE = CONDITIONS["temperature_k"]


def table_of(heading: str, cells: list[str]):
    return read_table("t.csv", (f"formula,{heading}\n" + "".join(f"PbTe,{c}\n" for c in cells)).encode())


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("t", ["3 h", "4 h"]), ("T", ["high", "low"]), ("Eg", ["1", "2"]), ("temperature", ["high", "low"])],
)
def test_what_is_no_temperature(heading, cells):
    assert claim_of(table_of(heading, cells), heading, TEMPERATURE, needs_unit=True) is None


def test_a_letter_is_a_temperature_where_any_number_says_so():
    claim = claim_of(table_of("T", ["300 K", "3 h", "27 °C"]), "T", TEMPERATURE, needs_unit=True)
    np.testing.assert_allclose(claim.values, [300, np.nan, 300.15])
    assert claim.faults == {
        1: "The unit of the number in the column 'T' is not known as one of temperature: 'h'; write one of K, °C, °F."
    }
    assert claim.fault == ""
    assert claim.has_odd_units


def test_a_column_of_which_nothing_can_be_read_is_at_fault_as_a_whole():
    claim = claim_of(table_of("T", ["300", "400"]), "T", TEMPERATURE, needs_unit=True)
    assert "names no unit" in claim.fault


def test_half_of_the_cells_make_a_column_of_numbers():
    table = table_of("T", ["300", "hot", "400"])
    assert holds_numbers(numbers_under(table, "T"))
    assert not holds_numbers(numbers_under(table, "formula"))
