"""Formulas of ordered and disordered crystals, and of typed compositions."""

from __future__ import annotations

import pytest
from pymatgen.core import Composition, Lattice, Structure

from mi_core.structures.reduced_formula import crystal_formula, reduced_formula
from mi_core.structures.rows import formula_row


def crystal(*species) -> Structure:
    return Structure(Lattice.cubic(9), species, [[i / len(species), 0.1, 0.2] for i in range(len(species))])


@pytest.mark.parametrize(
    ("species", "formula"),
    [
        (["Na", "Cl"] * 4, "NaCl"),
        ([{"Zn": 0.8, "Mg": 0.2}, "O"] * 2, "Mg0.2Zn0.8O"),
        ([{"La": 0.7, "Sr": 0.3}, "Mn", "O", "O", "O"] * 4, "Sr0.3La0.7MnO3"),
        ([{"Cu": 0.5, "Ni": 0.5}] * 4, "CuNi"),
        ([{"Co": 0.2, "Cr": 0.2, "Fe": 0.2, "Mn": 0.2, "Ni": 0.2}] * 4, "MnCrFeCoNi"),
        ([{"La": 0.3}] * 2 + ["Co"] * 8 + ["Sb"] * 24, "La0.3Co4Sb12"),
        (["Mg", "O", {"O": 0.5}], "MgO1.5"),
        ([{"Li": 0.1}] * 3 + ["O"], "Li0.3O"),
        ([{"Ga": 0.99996, "Mn": 0.00004}, "As"], "Mn0.00004GaAs"),
    ],
)
def test_formula_of_a_crystal(species, formula):
    structure = crystal(*species)
    assert crystal_formula(structure) == formula
    assert Composition(formula).fractional_composition.almost_equals(
        structure.composition.fractional_composition, atol=1e-4
    )


@pytest.mark.parametrize(
    ("typed", "formula"),
    [
        ("La0.7Sr0.3MnO3", "Sr0.3La0.7MnO3"),
        ("Sr0.30000000000000004TiO3", "Sr0.3TiO3"),
        ("La0.3Co4Sb12", "La0.3Co4Sb12"),
        ("Sr2Ti2O6.0000000001", "SrTiO3"),
        ("Ti0.333O0.667", "Ti0.333O0.667"),
    ],
)
def test_formula_that_was_typed(typed, formula):
    assert reduced_formula(Composition(typed)) == formula
    assert formula_row("a", "b", typed).formula == formula
