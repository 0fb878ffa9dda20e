"""What torch trains is what numpy answers with, and the last layer is the one that fits best."""

import numpy as np
import pytest
import torch
from network_frames import labelled, shaken, tiny_network

from mi_core.potentials.neighbours import forces_of_pairs
from mi_core.potentials.network.examples import make_examples, reference_energies
from mi_core.potentials.network.perceptron import random_perceptron
from mi_core.potentials.network.readout import fit_readout
from mi_core.potentials.network.trainable import Trainable, add_forces, make_blocks
from mi_core.potentials.network.whitening import POWER, fit_whitening

SETTINGS = tiny_network().settings
FUNCTIONS = SETTINGS.functions


@pytest.fixture(scope="module")
def examples():
    return make_examples(labelled(shaken(8, gold=True)), ("Au", "Cu"), FUNCTIONS)


@pytest.fixture(scope="module")
def perceptrons(examples):
    rng = np.random.default_rng(0)
    g, elements = (np.concatenate([getattr(x, name) for x in examples]) for name in ("g", "elements"))
    return tuple(random_perceptron(fit_whitening(g[elements == k]), SETTINGS.hidden, rng) for k in (0, 1))


def test_torch_and_numpy_agree(examples, perceptrons):
    example, network = examples[0], Trainable(perceptrons)
    forces, energies = torch.zeros(5, 3), np.zeros(4)
    for number, block in enumerate(make_blocks(example, FUNCTIONS, perceptrons)):
        said, slopes = network(number, block.inputs)
        forces = add_forces(forces, block, slopes)
        energies[block.atoms] = said.detach()
    gradients = np.zeros((len(example.pairs.first), 3))
    for part in example.parts(FUNCTIONS, 2):
        for number, net in enumerate(perceptrons):
            own = part.elements == number
            expected, slopes = net.energies(part.g[own])
            np.testing.assert_allclose(energies[part.atoms][own], expected, atol=1e-5)
            full = np.zeros(part.g.shape)
            full[own] = slopes
            gradients[part.pairs] += np.einsum("pxm,pm->px", part.gradients, full[part.places[:, 0]])
    np.testing.assert_allclose(forces[:4].detach(), forces_of_pairs(example.pairs, gradients), atol=1e-4)


def test_written_out_slopes_are_those_of_torch(perceptrons):
    network = Trainable(perceptrons)
    x = torch.randn(5, perceptrons[0].whitening.axes.shape[1], requires_grad=True)
    energies, slopes = network(0, x)
    np.testing.assert_allclose(slopes.detach(), torch.autograd.grad(energies.sum(), x)[0], atol=1e-6)


def test_the_last_layer_minimises_the_loss(examples, perceptrons):
    """No small change of a last layer makes energies and forces better, but for the pull towards the trained one."""
    member = fit_readout(perceptrons, examples, SETTINGS)

    def loss(nets):
        energy, force = [], []
        for x in examples:
            gradients, total = np.zeros((len(x.pairs.first), 3)), 0.0
            for part in x.parts(FUNCTIONS, 2):
                said, slopes = type(member)(nets, member.covariance, member.noise).energies(part)
                total += said.sum()
                gradients[part.pairs] = np.einsum("pxm,pm->px", part.gradients, slopes[part.places[:, 0]])
            energy.append(total / 4 - x.energy / 4)
            force.append(forces_of_pairs(x.pairs, gradients) - x.forces)
        return (
            np.mean(np.square(energy)) / SETTINGS.energy_error**2
            + np.mean(np.square(force)) / SETTINGS.force_error**2
        )

    best = loss(member.perceptrons)
    assert best < 0.9 * loss(perceptrons)
    rng = np.random.default_rng(1)
    for _ in range(5):
        change = rng.normal(scale=0.05, size=SETTINGS.hidden[1] + 1)
        first = member.perceptrons[0]
        moved = first.with_readout(
            first.weights[2][:, 0] + change[:-1], float(first.biases[2][0] + change[-1])
        )
        assert loss((moved, member.perceptrons[1])) > 0.999 * best


def test_references_are_exact_where_energies_are_sums(examples):
    energies = np.array([-3.0, 1.5])
    made = [type(x)(x.pairs, x.elements, x.g, energies[x.elements].sum(), x.forces) for x in examples]
    np.testing.assert_allclose(reference_energies(made, 2), energies)


def test_whitened_functions_have_no_correlation():
    rng = np.random.default_rng(0)
    g = rng.normal(size=(500, 6)) @ rng.normal(size=(6, 9)) + 4.0
    g = np.column_stack([g, np.full(500, 2.0)])
    x = fit_whitening(g)(g)
    assert x.shape == (500, 6)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-6)
    variances = np.linalg.eigvalsh(np.corrcoef(g[:, :9].T))[:2:-1] ** (1 - 2 * POWER)
    np.testing.assert_allclose(x.T @ x / 500, np.diag(variances), atol=1e-5)
