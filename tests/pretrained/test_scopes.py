"""Which materials a model takes."""

from __future__ import annotations

import pytest
from pymatgen.core import Lattice, Structure

from mi_core.pretrained.recipes import RECIPES
from mi_core.structures.examples import load_examples
from mi_core.structures.material import Material

CASTELLI, OQMD = RECIPES["castelli-cgcnn"].scope, RECIPES["oqmd-cgcnn"].scope


def example(name: str) -> Material:
    (material,) = load_examples([name])
    return material


def test_perovskites_are_taken():
    assert CASTELLI(example("SrTiO3")) is None
    assert OQMD(example("SrTiO3")) is None
    supercell = example("SrTiO3").structure * (2, 2, 2)
    assert OQMD(Material(id="big", structure=supercell, formula="SrTiO3")) is None


def test_cells_of_five_atoms_are_taken_in_any_supercell():
    scope, crystal = RECIPES["mp-perovskite-transfer"].scope, example("SrTiO3").structure
    assert scope(example("SrTiO3")) is None
    doubled = crystal * (2, 1, 1)
    assert scope(Material(id="big", structure=doubled, formula="SrTiO3")) is None
    shifted = doubled.copy()
    shifted.translate_sites([0], [0.03, 0, 0])
    assert "10 atoms in its primitive cell" in scope(Material(id="odd", structure=shifted, formula="SrTiO3"))


def test_other_anions_are_refused_by_name():
    assert OQMD(example("CsPbI3")) is None
    assert CASTELLI(example("CsPbI3")) == "CsPbI3 has I on the X sites; this model was trained on F, N, O, S."


@pytest.mark.parametrize("name", ["NaCl", "Si", "LiCoO2"])
def test_other_compositions_are_refused(name):
    assert f"The composition {name} is not ABX3" in OQMD(example(name))


def test_the_composition_alone_does_not_make_a_perovskite():
    calcite = Structure.from_spacegroup(
        "R-3c", Lattice.hexagonal(4.99, 17.06), ["Ca", "C", "O"], [[0, 0, 0], [0, 0, 0.25], [0.257, 0, 0.25]]
    )
    assert "is not a perovskite" in CASTELLI(Material(id="calcite", structure=calcite, formula="CaCO3"))


def test_five_atoms_of_the_right_kinds_do_not_make_a_perovskite():
    coords = [[0, 0, 0], [0.48, 0.48, 0.48], [0.33, 0.33, 0.78], [0.33, 0.78, 0.33], [0.78, 0.33, 0.33]]
    nitrate = Structure(Lattice.rhombohedral(4.37, 77.0), ["K", "N", "O", "O", "O"], coords)
    assert "is not a perovskite" in OQMD(Material(id="nitrate", structure=nitrate, formula="KNO3"))


def test_formulas_and_disorder_say_what_is_needed():
    assert "give a CIF or POSCAR" in CASTELLI(Material(id="f", formula="SrTiO3"))
    mixed = Structure.from_spacegroup(
        "Pm-3m",
        Lattice.cubic(3.9),
        [{"Sr": 0.5, "Ba": 0.5}, "Ti", "O"],
        [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0]],
    )
    assert "partly occupied" in OQMD(Material(id="mixed", structure=mixed, formula="Ba0.5Sr0.5TiO3"))
