import warnings

import numpy as np
import pytest
from pymatgen.analysis.graphs import StructureGraph
from pymatgen.analysis.local_env import CrystalNN, JmolNN

from mi_core.errors import InputError
from mi_core.structures.drawing import bonds as module
from mi_core.structures.drawing.bonds import find_bonds


def as_set(bonds):
    rows = np.column_stack([bonds.centre, bonds.neighbour, bonds.image])
    return set(map(tuple, rows.tolist()))


@pytest.mark.parametrize("name", ["srtio3", "nacl", "silicon"])
def test_small_cells_have_the_bonds_of_pymatgens_crystalnn(name, request):
    structure = request.getfixturevalue(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = StructureGraph.from_local_env_strategy(structure, CrystalNN())
    expected = {
        (site, near.index, *near.jimage)
        for site in range(len(structure))
        for near in graph.get_connected_sites(site)
    }
    found = find_bonds(structure)
    assert found.method == "CrystalNN"
    assert as_set(found) == expected


def test_large_cells_have_the_bonds_of_pymatgens_jmol_rule(nacl):
    large = nacl * (3, 3, 3)
    large.perturb(0.1, seed=0)
    found = find_bonds(large)
    assert found.method == "Jmol radii"
    finder = JmolNN()
    for site in (0, 7, 100, 215):
        expected = {(near["site_index"], *near["image"]) for near in finder.get_nn_info(large, site)}
        rows = found.centre == site
        assert {tuple(r) for r in np.column_stack([found.neighbour, found.image])[rows].tolist()} == expected


@pytest.mark.parametrize("method", ["CrystalNN", "Jmol radii"])
def test_every_bond_is_listed_from_both_ends(srtio3, method):
    found = as_set(find_bonds(srtio3, method))
    assert found
    assert all((j, i, -x, -y, -z) in found for i, j, x, y, z in found)


def test_a_failing_crystalnn_gives_way_to_the_radii_and_says_so(srtio3, monkeypatch):
    class Broken:
        def get_nn_info(self, *_):
            raise ValueError("No Voronoi neighbors found for site")

    monkeypatch.setattr(module, "crystal_nn", Broken)
    assert find_bonds(srtio3).method == "Jmol radii"


def test_mixed_sites_are_bonded_as_their_majority(mixed_alloy):
    assert find_bonds(mixed_alloy, "Jmol radii").centre.size == 0  # Cu–Cu 3.6 Å is beyond 2 × 1.52 + 0.45
    assert find_bonds(mixed_alloy.copy().scale_lattice(20.0), "Jmol radii").centre.size == 6


def test_an_unknown_rule_names_the_known_ones(srtio3):
    with pytest.raises(InputError, match="CrystalNN, Jmol radii"):
        find_bonds(srtio3, "VIRE")
