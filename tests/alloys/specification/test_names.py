"""Names that are not offered: the sentence says whether the database lacks them, or design does."""

from __future__ import annotations

import pytest

from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.errors import InputError


def refused(found: dict) -> str:
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        check_specification(specification_from_json(found))
    return str(caught.value)


@pytest.mark.parametrize(
    ("symbol", "words"),
    [
        ("Li", "COST507 has Li, but design does not offer it"),
        ("Sn", "COST507 has Sn, but design does not offer it"),
        ("Ni", "COST507 has Ni, but does not describe Al-Ni"),
        ("Sc", "COST507 lacks Sc; it has Al, Ar, B"),
        ("Ag", "COST507 lacks Ag"),
        ("Magnesium", "did you mean Mg"),
        ("Xx", "the symbol of no element"),
    ],
)
def test_elements(symbol, words):
    assert words in refused({"composition_wt": {symbol: {"min": 1.0}}})


def test_every_element_of_the_database_is_said_to_be_there():
    database = default_database()
    for capital in set(database.db.elements) - {"VA", "/-"}:
        symbol = capital.capitalize()
        if symbol not in database.elements:
            assert f"COST507 has {symbol}" in refused({"composition_wt": {symbol: {"min": 1.0}}})


@pytest.mark.parametrize("key", ["solvus_k", "solvus", "solvus_k:", "Solvus_K: "])
def test_a_solvus_without_its_phase(key):
    said = refused({"derived": {key: {"min": 780}}})
    assert "solvus_k:PHASE" in said
    assert "MG2SI" in said
    assert "LIQUID" not in said


def test_a_solvus_of_a_phase_that_is_not_known():
    assert "MG2SI" in refused({"derived": {"solvus_k:MG2SY": {"min": 780}}})


def test_a_solvus_whose_phase_stands_behind_half_its_key():
    said = refused({"derived": {"solvus:Mg2Si": {"min": 780}}})
    assert "did you mean 'solvus_k:MG2SI'?" in said
