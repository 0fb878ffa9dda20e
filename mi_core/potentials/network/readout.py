"""The last layers, solved exactly once the layers before them are trained, and how sure they are.

Energies and forces are linear in the last layers, so that ridge regression towards the trained weights has a closed form,
which at the same time is the mean of a Gaussian posterior (C. M. Bishop, Pattern Recognition and Machine Learning, 2006,
section 3.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.neighbours import forces_of_pairs
from mi_core.potentials.network.member import Member

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.network.examples import Example
    from mi_core.potentials.network.perceptron import Perceptron
    from mi_core.potentials.network.settings import NetworkSettings

PRIOR = 1.0  # eV, the standard deviation of a weight around the trained one


def fit_readout(
    perceptrons: tuple[Perceptron, ...], examples: Sequence[Example], settings: NetworkSettings
) -> Member:
    """Return the networks with the last layers that fit energies and forces best, and their covariance."""
    width = sum(len(net.weights[2]) + 1 for net in perceptrons)
    member = Member(perceptrons, np.eye(width), (1.0, 1.0))
    trained = _readout_of(member)
    errors = np.array([settings.energy_error, settings.force_error])
    energy, force = _Sums(width), _Sums(width)
    for example in examples:
        shown, rows = _features(member, example, settings)
        energy.add(shown, np.array([example.energy / len(example.g)]) - shown @ trained)
        force.add(rows, example.forces.ravel() - rows @ trained)
    return _solved(member, trained, energy, force, errors)


class _Sums:
    """Normal equations of rows that are seen a few at a time."""

    def __init__(self, width: int):
        self.normal, self.moment = np.zeros((width, width)), np.zeros(width)
        self.square, self.number = 0.0, 0

    def add(self, rows: np.ndarray, residuals: np.ndarray) -> None:
        self.normal += rows.T @ rows
        self.moment += rows.T @ residuals
        self.square += float(residuals @ residuals)
        self.number += len(residuals)

    def rmse(self, change: np.ndarray) -> float:
        """Of the residuals, once the weights have changed so."""
        left = self.square - 2 * self.moment @ change + change @ self.normal @ change
        return float(np.sqrt(max(left, 0.0) / self.number))


def _solved(member: Member, trained: np.ndarray, energy: _Sums, force: _Sums, errors: np.ndarray) -> Member:
    """As in the training, all energies together weigh as much as all forces."""
    weights = force.number / energy.number / errors[0] ** 2, 1 / errors[1] ** 2
    normal = weights[0] * energy.normal + weights[1] * force.normal + np.eye(len(trained)) / PRIOR**2
    change = np.linalg.solve(normal, weights[0] * energy.moment + weights[1] * force.moment)
    noise = max(energy.rmse(change), 1e-6), max(force.rmse(change), 1e-6)
    posterior = energy.normal / noise[0] ** 2 + force.normal / noise[1] ** 2 + np.eye(len(trained)) / PRIOR**2
    nets = tuple(
        net.with_readout((trained + change)[place][:-1], float((trained + change)[place][-1]))
        for net, place in zip(member.perceptrons, member.readout, strict=True)
    )
    return Member(nets, np.linalg.inv(posterior), noise)


def _readout_of(member: Member) -> np.ndarray:
    return np.concatenate([np.append(net.weights[2][:, 0], net.biases[2][0]) for net in member.perceptrons])


def _features(member: Member, example: Example, settings: NetworkSettings) -> tuple[np.ndarray, np.ndarray]:
    """What the last layers multiply in the energy per atom (1, n_readout), and in the forces (3 n_atoms, n_readout)."""
    shown, slopes = zip(
        *(member.features(part) for part in example.parts(settings.functions, len(member.perceptrons))),
        strict=True,
    )
    rows = forces_of_pairs(example.pairs, np.concatenate(slopes))
    return np.concatenate(shown).mean(axis=0, keepdims=True), rows.reshape(-1, rows.shape[-1])
