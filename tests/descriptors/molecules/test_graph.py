"""Graphs of molecules: atoms, pairs, rings and charges as RDKit has them."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from mi_core.descriptors.molecules.graph import (
    ATOM_CODES,
    FARTHEST,
    PAIR_CODES,
    MoleculeGraphs,
    molecule_graph,
)
from mi_core.structures.material import Material
from mi_core.structures.molecules.smiles import read_smiles

MOLECULES = (
    "C",
    "CCO",
    "c1ccccc1",
    "C[C@H](N)C(=O)O",
    "O=S(=O)(c1ccccc1)N1CC2CC1C2",
    "C[N+](C)(C)CC#N",
    "[Se]1C=CC=C1",
)


def graph_of(smiles: str):
    return molecule_graph(read_smiles(smiles).mol)


@pytest.mark.parametrize("smiles", MOLECULES)
def test_codes_stay_below_what_networks_have_vectors_for(smiles):
    graph = graph_of(smiles)
    assert (graph.atoms < np.array(ATOM_CODES)).all()
    assert (graph.pair_codes < np.array(PAIR_CODES)).all()


@pytest.mark.parametrize("smiles", MOLECULES)
def test_pairs_are_those_at_most_four_bonds_apart(smiles):
    mol, graph = read_smiles(smiles).mol, graph_of(smiles)
    distances = Chem.GetDistanceMatrix(mol)
    expected = {(i, j): distances[i, j] for i in range(len(graph)) for j in range(i + 1, len(graph))}
    expected = {pair: apart for pair, apart in expected.items() if apart <= FARTHEST}
    found = {
        tuple(pair): codes[1] for pair, codes in zip(graph.pairs.tolist(), graph.pair_codes, strict=True)
    }
    assert found == expected


def test_bonds_and_rings_of_a_fused_molecule():
    graph = graph_of("C=CC1CCC2CC12")
    bonded = graph.pair_codes[:, 0] > 0
    assert bonded.sum() == Chem.MolFromSmiles("C=CC1CCC2CC12").GetNumBonds()
    assert (graph.pair_codes[:, 0] == 2).sum() == 1
    three, five = (
        3,
        10 - 3,
    )  # pairs within the ring of three, and what the ring of five adds beyond the shared bond
    assert graph.pair_codes[:, 2].sum() == three + five + 2


def test_the_order_of_atoms_changes_nothing_but_the_order():
    mol = read_smiles("CC(=O)Oc1ccccc1C(=O)O").mol
    order = np.random.default_rng(0).permutation(mol.GetNumAtoms())
    mixed = molecule_graph(Chem.RenumberAtoms(mol, order.tolist()))
    np.testing.assert_array_equal(molecule_graph(mol).atoms[order], mixed.atoms)
    assert sorted(map(tuple, molecule_graph(mol).pair_codes)) == sorted(map(tuple, mixed.pair_codes))


def test_mirror_images_differ_in_chirality_alone():
    right, left = graph_of("C[C@H](N)C(=O)O"), graph_of("C[C@@H](N)C(=O)O")
    differing = np.flatnonzero((right.atoms != left.atoms).any(axis=0))
    assert differing.tolist() == [len(ATOM_CODES) - 1]


def test_an_element_without_a_code_shares_one():
    assert graph_of("[Xe]").atoms[0, 0] == 0


def test_materials_become_graphs():
    material = Material("a", inputs={"molecule": read_smiles("CCO")})
    (graph,) = MoleculeGraphs().fit_transform([material])
    assert len(graph) == 3
