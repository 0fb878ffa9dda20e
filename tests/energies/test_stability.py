"""Formation energy, distance to the hull and decomposition of crystals, by the potential that ships."""

from __future__ import annotations

import pytest
from pymatgen.core import Lattice, Structure

from mi_core.energies.stability import COLUMNS, reaction, stability_of
from mi_core.phases.hull import HullDistance, Share
from mi_core.structures.examples import load_examples
from mi_core.structures.material import Material
from mi_core.structures.rows import formula_row


@pytest.fixture(scope="module")
def table():
    rocksalt = Structure.from_spacegroup(
        "Fm-3m", Lattice.cubic(5.69), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]
    )
    stretched = rocksalt.copy()
    stretched.apply_strain(0.08)
    polonium = Structure(Lattice.cubic(3.3), ["Po"], [[0, 0, 0]])
    materials = [
        Material("salt", "salt.cif", rocksalt, "NaCl"),
        Material("stretched", "stretched.cif", stretched, "NaCl"),
        Material("po", "po.cif", polonium, "Po"),
        formula_row("typed", "typed", "NaCl"),
        *load_examples(["SrTiO3"]),
    ]
    return stability_of(materials)


def test_every_row_is_kept_in_order(table):
    assert list(table.columns) == list(COLUMNS)
    assert table["id"].tolist()[:4] == ["salt", "stretched", "po", "typed"]


def test_salt_is_stable_and_stretching_costs_energy(table):
    salt, stretched = table.iloc[0], table.iloc[1]
    assert salt["e_form_ev_per_atom"] == pytest.approx(-2.1, abs=0.1)
    assert salt["e_above_hull_ev_per_atom"] < 0.03
    assert salt["e_form_lower"] < salt["e_form_ev_per_atom"] < salt["e_form_upper"]
    assert stretched["e_above_hull_ev_per_atom"] > salt["e_above_hull_ev_per_atom"] + 0.05
    assert salt["decomposition"] == "NaCl, in its most stable form"
    assert salt["phases"] == "mp-22862"


def test_what_cannot_be_answered_says_why_and_loses_no_other_row(table):
    assert "Po" in table["error"][2]
    assert "no crystal structure" in table["error"][3]
    assert table["error"][[0, 1, 4]].tolist() == ["", "", ""]


def test_a_decomposition_is_balanced_per_formula_unit():
    distance = HullDistance(0.5, 0.5, -1.5, (Share("KCl", "mp-1", 2 / 3), Share("Cl2", "mp-2", 1 / 3)), "")
    assert reaction("KCl2", distance) == "KCl2 → KCl + 0.5 Cl2"


def test_what_the_table_lacks_and_what_lies_below_are_said():
    own = HullDistance(0.0, -0.1, -2.0, (Share("SiO2", "", 1.0),), "mp-1")
    assert "is not in it" in reaction("SiO2", own)
    below = HullDistance(0.0, -0.1, -1.4, (Share("KCl", "mp-1", 2 / 3), Share("Cl2", "mp-2", 1 / 3)), "")
    assert reaction("KCl2", below) == "KCl2, more stable than KCl + 0.5 Cl2"
