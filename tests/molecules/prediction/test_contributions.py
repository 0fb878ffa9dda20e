"""Contributions of atoms to answers that are known: sums over atoms, and over neighbourhoods."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.molecules.fingerprints import morgan_counts, neighbourhoods
from mi_core.molecules.prediction.contributions import atom_contributions, occluded
from mi_core.structures.molecules.smiles import read_smiles

ASPIRIN = read_smiles("CC(=O)Oc1ccccc1C(=O)O")
OXYGEN = 5  # the code of its element


def oxygens(described):
    return np.array([float((graph.atoms[:, 0] == OXYGEN).sum()) for graph in described.graphs])


def test_a_sum_over_atoms_is_shared_out_exactly():
    found = atom_contributions(ASPIRIN, lambda described: 1 + 2 * oxygens(described))
    expected = [2.0 * (atom.GetSymbol() == "O") for atom in ASPIRIN.mol.GetAtoms()]
    assert found.values == pytest.approx(expected)
    assert (found.answer, found.empty) == (9, 1)
    assert found.total == pytest.approx(found.change)
    assert found.adds_up
    assert found.normalised.max() == 1


def test_what_atoms_do_together_does_not_add_up():
    found = atom_contributions(ASPIRIN, lambda described: (oxygens(described) == 4).astype(float))
    assert found.total == 4
    assert found.change == 1
    assert not found.adds_up


def test_an_answer_that_nothing_changes_has_no_contributions():
    found = atom_contributions(ASPIRIN, lambda described: np.full(len(described), 3.0))
    assert not found.normalised.any()
    assert found.adds_up


def test_a_hidden_atom_is_gone_with_its_pairs_and_neighbourhoods_and_descriptors_stay():
    described = occluded(ASPIRIN)
    whole, empty, *hidden = described.graphs
    assert len(described) == len(whole) + 2
    assert (len(empty), len(empty.pairs), described.counts[1].sum()) == (0, 0, 0)
    assert described.counts[0].tolist() == morgan_counts(ASPIRIN.mol).tolist()
    for atom, graph in enumerate(hidden):
        assert len(graph) == len(whole) - 1
        assert len(graph.pairs) == (whole.pairs != atom).all(axis=1).sum()
        assert graph.pairs.max() < len(graph)
        assert (graph.beside == whole.beside).all()
    left = described.counts[2:].astype(int)
    assert (left <= described.counts[0]).all()
    assert (left.sum(axis=1) < described.counts[0].sum()).all()


def test_one_atom_alone_makes_the_whole_answer():
    found = atom_contributions(read_smiles("O"), oxygens)
    assert (found.values.tolist(), found.change) == ([1.0], 1.0)


def test_neighbourhoods_are_those_that_are_counted():
    around = neighbourhoods(ASPIRIN.mol)
    counts = np.bincount([place for place, _ in around], minlength=2048)
    assert counts.tolist() == morgan_counts(ASPIRIN.mol).tolist()
    assert max(len(atoms) for _, atoms in around) <= ASPIRIN.heavy_atoms
