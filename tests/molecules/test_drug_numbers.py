"""Numbers of well-known molecules, and the rule of five."""

from __future__ import annotations

import pytest

from mi_core.molecules.drug_numbers import drug_numbers
from mi_core.structures.molecules.smiles import read_smiles


def test_the_numbers_of_aspirin():
    numbers = drug_numbers(read_smiles("CC(=O)Oc1ccccc1C(=O)O"))
    assert numbers.molar_mass == pytest.approx(180.16, abs=0.01)
    assert numbers.tpsa == pytest.approx(63.6, abs=0.1)
    assert (numbers.donors, numbers.acceptors, numbers.heavy_atoms) == (1, 4, 13)
    assert numbers.lipinski == "Rule of five: kept."


def test_one_exception_is_allowed_and_two_are_not():
    greasy = drug_numbers(read_smiles("Clc1ccc(cc1)C(c1ccc(Cl)cc1)C(Cl)(Cl)Cl"))
    assert greasy.lipinski == "Rule of five: one exception, which it allows (logP 6.5 > 5)."
    heavy = drug_numbers(read_smiles("C" * 60))
    assert heavy.lipinski.startswith("Rule of five: broken in 2 of 4 (molar mass 844 > 500 g/mol, logP")
