"""The built-in crystals against known space groups and densities."""

from __future__ import annotations

import pytest

from mi_core.errors import InputError
from mi_core.structures.examples import EXAMPLES, load_examples
from mi_core.structures.summary import summarise

# space group; density in g/cm³ as in mineral and materials handbooks
KNOWN = {
    "SrTiO3": (221, 5.12),
    "BaTiO3": (99, 6.02),
    "CaTiO3": (62, 4.04),
    "LaAlO3": (167, 6.52),
    "CsPbI3": (221, 4.81),
    "KMgF3": (221, 3.15),
    "Ca3SnO": (221, 3.76),
    "Si": (227, 2.329),
    "NaCl": (225, 2.163),
    "MgO": (225, 3.585),
    "TiO2": (136, 4.25),
    "GaN": (186, 6.08),
    "LiCoO2": (166, 5.05),
    "Bi2Te3": (166, 7.86),
    "Cu3Au": (221, 12.2),
}


@pytest.fixture(scope="module")
def frame():
    return summarise(load_examples()).set_index("id")


@pytest.mark.parametrize("name", KNOWN)
def test_space_group_and_density(frame, name):
    number, density = KNOWN[name]
    assert frame.loc[name, "space_group_number"] == number
    assert frame.loc[name, "density_g_cm3"] == pytest.approx(density, rel=0.025)  # some cells are computed
    assert frame.loc[name, "warnings"] == ""


# shortest distance between two elements, Å: tells a swap of two elements that density cannot see
BONDS = {
    "LiCoO2": {("Co", "O"): 1.92, ("Li", "O"): 2.09},
    "LaAlO3": {("Al", "O"): 1.90},
    "BaTiO3": {("Ti", "O"): 1.90},
    "CaTiO3": {("Ti", "O"): 1.95},
    "KMgF3": {("Mg", "F"): 1.99},
    "CsPbI3": {("Pb", "I"): 3.14},
    "TiO2": {("Ti", "O"): 1.95},
    "GaN": {("Ga", "N"): 1.95},
    "Bi2Te3": {("Bi", "Te"): 3.07},
    "Ca3SnO": {("Ca", "O"): 2.41},
    "Si": {("Si", "Si"): 2.35},
}


@pytest.mark.parametrize(
    ("name", "pair", "length"),
    [(name, *bond) for name, bonds in BONDS.items() for bond in bonds.items()],
)
def test_the_bonds_are_those_of_the_compound(name, pair, length):
    crystal = EXAMPLES[name].structure()
    first = next(site for site in crystal if site.specie.symbol == pair[0])
    neighbours = crystal.get_neighbors(first, 4)
    shortest = min(n.nn_distance for n in neighbours if n.specie.symbol == pair[1])
    assert shortest == pytest.approx(length, abs=0.05)


def test_every_example_is_usable_and_cited(frame):
    assert set(KNOWN) | {"CuNi"} == set(EXAMPLES)
    assert (frame["error"] == "").all()
    for name, example in EXAMPLES.items():
        assert frame.loc[name, "formula"] == name
        assert example.source.endswith(")")


def test_the_solid_solution_shows_how_disorder_is_treated(frame):
    (row,) = load_examples(["CuNi"])
    assert not row.structure.is_ordered
    assert "Partial occupancy" in row.warnings[0]
    assert frame.loc["CuNi", "space_group"] == "Fm-3m"


def test_an_unknown_example_is_refused():
    with pytest.raises(InputError, match="SrTiO3"):
        load_examples(["Unobtainium"])
