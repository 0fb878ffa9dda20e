"""The weave network sees molecules, not how they are written or what stands beside them in a batch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from rdkit import Chem

from mi_core.descriptors.molecules.graph import molecule_graph
from mi_core.regressors.weave.batch import collate_molecules
from mi_core.regressors.weave.network import Set2Set, Standardised, WeaveNetwork, softmax
from mi_core.structures.molecules.smiles import read_smiles

MOLECULES = (
    "C",
    "CCO",
    "c1ccccc1",
    "CC(=O)Oc1ccccc1C(=O)O",
    "C[N+](C)(C)CC#N",
    "O=S(=O)(c1ccccc1)N1CC2CC1C2",
)


def graphs():
    return [molecule_graph(read_smiles(smiles).mol) for smiles in MOLECULES]


@pytest.fixture
def network():
    torch.manual_seed(0)
    return WeaveNetwork(3, width=16, pair_width=8, layers=2, encoding=12).eval()


def answers(network, rows):
    with torch.no_grad():
        return [part.numpy() for part in network(collate_molecules(rows))]


def test_a_batch_answers_as_its_molecules_do_one_by_one(network):
    together = answers(network, graphs())
    for number, graph in enumerate(graphs()):
        for whole, one in zip(together, answers(network, [graph]), strict=True):
            np.testing.assert_allclose(whole[number], one[0], rtol=1e-4, atol=1e-5)


def test_the_order_of_atoms_changes_nothing(network):
    mol = read_smiles(MOLECULES[3]).mol
    order = np.random.default_rng(1).permutation(mol.GetNumAtoms()).tolist()
    mixed = molecule_graph(Chem.RenumberAtoms(mol, order))
    for one, other in zip(answers(network, [molecule_graph(mol)]), answers(network, [mixed]), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("steps", [0, 3])
def test_every_weight_learns(steps):
    network = WeaveNetwork(2, width=8, pair_width=4, layers=2, steps=steps, encoding=8)
    mean, log_scale, _ = network(collate_molecules(graphs()))
    (mean.square().sum() + log_scale.square().sum()).backward()
    assert [name for name, weight in network.named_parameters() if weight.grad is None] == []


def test_attention_is_a_share_within_each_molecule():
    molecule = torch.tensor([0, 0, 0, 1])
    weights = softmax(torch.tensor([1.0, 2.0, 700.0, -5.0]), molecule, 2)
    np.testing.assert_allclose(weights, [0, 0, 1, 1], atol=1e-6)
    read = Set2Set(4, 2)(torch.ones(4, 4), molecule, 2)
    np.testing.assert_allclose(read[0].detach(), read[1].detach(), rtol=1e-5)


def test_numbers_beside_a_molecule_are_brought_on_one_scale_and_bounded():
    rows = np.random.default_rng(0).normal([5.0, -3.0], [2.0, 0.0], (500, 2))
    layer = Standardised(2)
    layer.learn_scales(rows)
    scaled = layer(torch.tensor(np.vstack([rows, [[1e9, -3.0]]]), dtype=torch.float32))
    assert scaled[:500, 0].mean() == pytest.approx(0, abs=0.1)
    assert scaled[:500, 0].std() == pytest.approx(1, abs=0.1)
    assert scaled[-1].tolist() == [Standardised.LARGEST, 0.0]
