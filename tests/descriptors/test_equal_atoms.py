"""Equal atoms: as many kinds as the crystal has sites, whatever its cell, and nothing lost."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.graph import CrystalGraphs, crystal_graph
from mi_core.regressors.cgcnn import CGCNNRegressor

ROCK_SALT = Structure.from_spacegroup(
    "Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]
)
RUTILE = Structure.from_spacegroup(
    "P4_2/mnm", Lattice.tetragonal(4.59, 2.96), ["Ti", "O"], [[0, 0, 0], [0.305, 0.305, 0]]
)
CORUNDUM = Structure.from_spacegroup(
    "R-3c", Lattice.hexagonal(4.76, 12.99), ["Al", "O"], [[0, 0, 0.352], [0.306, 0, 0.25]]
)
#: ZrO2: one site of Zr and two of O.
BADDELEYITE = Structure.from_spacegroup(
    "P2_1/c",
    Lattice.from_parameters(5.15, 5.21, 5.32, 90, 99.2, 90),
    ["Zr", "O", "O"],
    [[0.275, 0.040, 0.208], [0.070, 0.332, 0.345], [0.450, 0.757, 0.480]],
)


def merged(structure):
    return CrystalGraphs(merge_atoms=True).transform([structure])[0]


@pytest.mark.parametrize(
    ("structure", "kinds"),
    [
        (ROCK_SALT, {11: 4, 17: 4}),
        (RUTILE, {22: 2, 8: 4}),
        (CORUNDUM, {13: 12, 8: 18}),
        (BADDELEYITE, {40: 4, 8: 4}),
    ],
)
def test_there_is_one_atom_for_each_site_of_the_space_group(structure, kinds):
    graph = merged(structure)
    n_sites = {40: 1, 8: 2} if structure is BADDELEYITE else dict.fromkeys(kinds, 1)
    for z, number in kinds.items():
        assert graph.number[graph.atomic_numbers == z].tolist() == [number] * n_sites[z]
    assert graph.number.sum() == len(structure)


@pytest.mark.parametrize("structure", [ROCK_SALT, RUTILE, CORUNDUM, BADDELEYITE])
def test_every_atom_hears_what_it_heard(structure):
    whole, graph = crystal_graph(structure), merged(structure)
    shells = {
        (int(z), round(float(d), 2), int(s)): 0.0
        for z, d, s in zip(
            whole.atomic_numbers[whole.centre],
            whole.distance,
            whole.atomic_numbers[whole.neighbour],
            strict=True,
        )
    }
    for g, sign in ((whole, 1), (graph, -1)):
        for c, n, d, w in zip(g.centre, g.neighbour, g.distance, g.weight, strict=True):
            key = (int(g.atomic_numbers[c]), round(float(d), 2), int(g.atomic_numbers[n]))
            shells[key] += sign * float(w) * float(g.number[c])
    assert set(shells.values()) == {0.0}


def test_a_supercell_is_the_same_graph():
    one, many = merged(BADDELEYITE), merged(BADDELEYITE * (2, 1, 2))
    assert len(one.atomic_numbers) == len(many.atomic_numbers)
    assert len(one.centre) == len(many.centre)
    np.testing.assert_allclose(np.sort(many.number), 4 * np.sort(one.number))


def test_a_moved_atom_is_of_a_kind_of_its_own():
    moved = ROCK_SALT.copy()
    moved.translate_sites([0], [0.02, 0.01, 0.0])
    assert len(merged(moved).atomic_numbers) > 2
    assert merged(moved).number.sum() == 8


@pytest.mark.parametrize("update_edges", [False, True])
def test_networks_cannot_tell(update_edges):
    structures = [ROCK_SALT, RUTILE, CORUNDUM, BADDELEYITE]
    model = CGCNNRegressor(
        atom_features=8, edge_features=8, head_features=8, update_edges=update_edges, epochs=5, batch_size=2
    )
    model.fit(CrystalGraphs().transform(structures), np.array([1.0, -1.0, 0.5, 2.0]))
    whole = model.outputs(CrystalGraphs().transform(structures))[2]
    np.testing.assert_allclose(model.outputs([merged(s) for s in structures])[2], whole, atol=2e-5)


def test_atoms_that_all_differ_stay_in_their_order():
    random = np.random.default_rng(0)
    symbols = ["O", "Ti", "Sr", "O", "O"]
    places = [[0.5, 0.5, 0.02], [0.5, 0.55, 0.52], [0.03, 0.02, 0.01], [0.5, 0, 0.5], [0.01, 0.5, 0.5]]
    for _ in range(5):
        moved = np.array(places) + random.normal(0, 0.02, (5, 3))
        structure = Structure(Lattice.orthorhombic(3.9, 4.1, 4.5), symbols, moved)
        once, whole = merged(structure), crystal_graph(structure)
        np.testing.assert_array_equal(once.atomic_numbers, whole.atomic_numbers)
        assert [sorted(once.distance[once.centre == atom]) for atom in range(5)] == [
            pytest.approx(sorted(whole.distance[whole.centre == atom]), abs=1e-3) for atom in range(5)
        ]
