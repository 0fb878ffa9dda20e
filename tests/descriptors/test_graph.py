"""Crystal graphs against pymatgen's neighbours, and their invariances."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.graph import (
    CrystalGraphs,
    crystal_graph,
    merge_equal_edges,
    nearest_shells,
    neighbour_pairs,
)
from mi_core.errors import InputError
from mi_core.structures.material import Material

PEROVSKITE = Structure.from_spacegroup(
    "Pm-3m", Lattice.cubic(3.905), ["Sr", "Ti", "O"], [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0]]
)
COPPER = Structure(Lattice([[0, 1.805, 1.805], [1.805, 0, 1.805], [1.805, 1.805, 0]]), ["Cu"], [[0, 0, 0]])
LAYERED = Structure.from_spacegroup(
    "R-3m", Lattice.hexagonal(4.386, 30.497), ["Bi", "Te", "Te"], [[0, 0, 0.4], [0, 0, 0], [0, 0, 0.2095]]
)
SKEWED = Structure(
    Lattice.from_parameters(3.1, 5.7, 4.4, 71, 103, 95),
    ["Na", "Cl", "Cs"],
    [[0.1, 0.2, 0.3], [0.6, 0.7, 0.1], [0.4, 0.2, 0.8]],
)
CRYSTALS = {"perovskite": PEROVSKITE, "one atom": COPPER, "layers": LAYERED, "triclinic": SKEWED}


@pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)
@pytest.mark.parametrize("cutoff", [3.0, 8.0])
def test_pairs_are_those_of_pymatgen(crystal, cutoff):
    centre, neighbour, distance = neighbour_pairs(crystal.lattice.matrix, crystal.cart_coords, cutoff)
    theirs = crystal.get_neighbor_list(cutoff, exclude_self=True)
    ours, expected = in_order(centre, neighbour, distance), in_order(theirs[0], theirs[1], theirs[3])
    assert ours[0].tolist() == expected[0].tolist()
    np.testing.assert_allclose(ours[1], expected[1], atol=1e-6)


def in_order(centre, neighbour, distance) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of atoms (n, 2), sorted, and beside them their distances (n,), the shorter of a pair first."""
    order = np.lexsort((distance, neighbour, centre))
    return np.column_stack([centre, neighbour])[order], distance[order]


@pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)
@pytest.mark.parametrize("n_neighbours", [1, 4, 12, 30])
def test_nearest_shells_hold_the_nearest_and_all_equally_near(crystal, n_neighbours):
    centre, _, distance = nearest_shells(
        crystal.lattice.matrix, crystal.cart_coords, n_neighbours=n_neighbours, cutoff=8.0
    )
    theirs = crystal.get_neighbor_list(8.0, exclude_self=True)
    for atom in range(len(crystal)):
        expected = np.sort(theirs[3][theirs[0] == atom])
        limit = expected[min(n_neighbours, len(expected)) - 1]
        np.testing.assert_allclose(
            np.sort(distance[centre == atom]), expected[expected <= limit + 1e-3], atol=1e-9
        )


def test_an_atom_neighbours_its_own_images():
    graph = crystal_graph(COPPER)
    assert graph.centre.tolist() == [0]
    assert graph.neighbour.tolist() == [0]
    assert graph.weight.tolist() == [12]
    assert graph.distance[0] == pytest.approx(1.805 * np.sqrt(2), abs=1e-6)


def test_lone_atoms_within_the_cutoff_keep_what_they_have():
    graph = crystal_graph(Structure(Lattice.cubic(7.5), ["Ar"], [[0, 0, 0]]))
    assert graph.weight.sum() == 6


def test_a_cell_without_neighbours_says_so():
    with pytest.raises(InputError, match="no two atoms within 8 Å"):
        crystal_graph(Structure(Lattice.cubic(20), ["Ar"], [[0, 0, 0]]))


def test_disordered_crystals_are_refused():
    alloy = Structure(Lattice.cubic(3.6), [{"Cu": 0.5, "Ni": 0.5}], [[0, 0, 0]])
    with pytest.raises(InputError, match="partly occupied"):
        crystal_graph(alloy)


def test_merging_keeps_the_messages():
    centre, neighbour, distance = nearest_shells(PEROVSKITE.lattice.matrix, PEROVSKITE.cart_coords)
    graph = merge_equal_edges(PEROVSKITE.atomic_numbers, centre, neighbour, distance)
    assert len(graph.centre) < len(centre) / 2
    assert graph.weight.sum() == len(centre)
    full, merged = np.zeros((5, 5)), np.zeros((5, 5))
    np.add.at(full, (centre, neighbour), np.exp(-distance))
    np.add.at(merged, (graph.centre, graph.neighbour), graph.weight * np.exp(-graph.distance.astype(float)))
    np.testing.assert_allclose(merged, full, rtol=1e-5)


def test_the_transformer_names_materials_without_a_crystal():
    with pytest.raises(InputError, match="NaCl-row has no crystal structure"):
        CrystalGraphs().fit_transform([Material(id="NaCl-row", formula="NaCl")])


def test_real_crystals_have_pymatgens_neighbours(data_dir):
    import pandas as pd
    from pymatgen.io.cif import CifParser

    table = pd.read_parquet(data_dir / "mp_structures.parquet", columns=["cif"])
    for text in table["cif"].sample(20, random_state=1):
        crystal = CifParser.from_str(text).parse_structures(primitive=False)[0]
        centre, _, distance = nearest_shells(crystal.lattice.matrix, crystal.cart_coords)
        theirs = crystal.get_neighbor_list(8.0, exclude_self=True)
        for atom in range(len(crystal)):
            expected = np.sort(theirs[3][theirs[0] == atom])
            limit = expected[min(12, len(expected)) - 1]
            np.testing.assert_allclose(
                np.sort(distance[centre == atom]), expected[expected <= limit + 1e-3], atol=1e-9
            )
