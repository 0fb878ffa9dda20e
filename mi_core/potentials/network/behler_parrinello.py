"""The potential: a mean of members, with what holds atoms apart, as all potentials answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.neighbours import find_neighbours, forces_of_pairs, stress_of_pairs
from mi_core.potentials.network.perceptron import random_perceptron
from mi_core.potentials.network.scales import ScaleSums
from mi_core.potentials.network.symmetry import Part, describe
from mi_core.potentials.potential import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ase import Atoms

    from mi_core.potentials.core import Core
    from mi_core.potentials.neighbours import Neighbours
    from mi_core.potentials.network.functions import Functions
    from mi_core.potentials.network.member import Member

SAME_PLACE = 1e-3  # Å
LAYERS = ("symmetry functions", "hidden 1", "hidden 2")


@dataclass(frozen=True, slots=True)
class BehlerParrinello:
    """J. Behler & M. Parrinello, Phys. Rev. Lett. 98, 146401 (2007), of one or more elements.

    Attributes
    ----------
    elements : tuple of str
        In alphabetical order.
    functions : Functions
        That describe environments.
    members : tuple of Member
        Their mean is what the potential says.
    core : Core
        The repulsion added to it.
    """

    elements: tuple[str, ...]
    functions: Functions
    members: tuple[Member, ...]
    core: Core

    @property
    def cutoff(self) -> float:
        """Å, how far an atom sees."""
        return self.functions.cutoff

    def answer(self, atoms: Atoms, *, scales: bool = True) -> Answer:
        """Return energy, forces and stress of atoms of its elements, and the scales of their errors unless not wanted."""
        pairs, numbers = self._pairs(atoms)
        energies, gradients = self.core.energies(pairs, numbers)
        sums = ScaleSums(pairs, self.members) if scales else None
        for part in describe(pairs, numbers, self.functions, len(self.elements)):
            said, slopes = self._mean(part)
            energies[part.atoms] += said
            gradients[part.pairs] += np.einsum("pxm,pm->px", part.gradients, slopes[part.places[:, 0]])
            if sums is not None:
                sums.add(part)
        return Answer(
            float(energies.sum()),
            forces_of_pairs(pairs, gradients),
            stress_of_pairs(pairs, gradients, atoms.get_volume()) if atoms.pbc.all() else None,
            energies,
            None if sums is None else sums.scales(),
        )

    def difference_scale(self, first: Atoms, second: Atoms) -> float:
        """Return the standard deviation (eV) of what two or more members say of the difference of two energies."""
        return float(np.std(self._by_member(second) - self._by_member(first), ddof=1))

    def layers(self, atoms: Atoms) -> dict[str, np.ndarray]:
        """Return what the first member sees of each atom, (n_atoms, width) by layer.

        The layers are "symmetry functions", standardised over the environments learned, "hidden 1" and "hidden 2". Each
        element has its own network, so that only atoms of one element can be compared.
        """
        parts = [self._layers(part) for part in self._described(atoms)]
        return {name: np.concatenate([part[k] for part in parts]) for k, name in enumerate(LAYERS)}

    def with_random_weights(self, seed: int = 0) -> BehlerParrinello:
        """Return the potential as it was before training, as a control: the same whitening, but weights drawn anew."""
        rng = np.random.default_rng(seed)
        members = []
        for member in self.members:
            drawn = []
            for net in member.perceptrons:
                hidden = (len(net.biases[0]), len(net.biases[1]))
                drawn.append(random_perceptron(net.whitening, hidden, rng, bias=float(net.biases[2][0])))
            members.append(replace(member, perceptrons=tuple(drawn)))
        return replace(self, members=tuple(members))

    def _mean(self, part: Part) -> tuple[np.ndarray, np.ndarray]:
        """Energies (n,) and their gradients by the symmetry functions (n, m), of all members' mean."""
        answers = [member.energies(part) for member in self.members]
        energies = np.mean([energies for energies, _ in answers], axis=0)
        return energies, np.mean([slopes for _, slopes in answers], axis=0)

    def _by_member(self, atoms: Atoms) -> np.ndarray:
        """Return the energy (n_members,) that each member gives, without the core, eV."""
        parts = list(self._described(atoms))
        return np.array([sum(member.energies(part)[0].sum() for part in parts) for member in self.members])

    def _layers(self, part: Part) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        nets = self.members[0].perceptrons
        widths = (part.g.shape[1], len(nets[0].biases[0]), len(nets[0].biases[1]))
        first, second, third = (np.zeros((len(part.g), width)) for width in widths)
        for number, net in enumerate(nets):
            own = part.elements == number
            first[own] = net.whitening.standardised(part.g[own])
            second[own], third[own] = net.hidden(part.g[own])
        return first, second, third

    def _described(self, atoms: Atoms) -> Iterator[Part]:
        pairs, numbers = self._pairs(atoms)
        return describe(pairs, numbers, self.functions, len(self.elements))

    def _pairs(self, atoms: Atoms) -> tuple[Neighbours, np.ndarray]:
        numbers = number_elements(atoms, self.elements)
        pairs = find_neighbours(atoms, self.cutoff)
        _refuse_overlap(pairs)
        return pairs, numbers


def number_elements(atoms: Atoms, elements: tuple[str, ...]) -> np.ndarray:
    """Return the number (n_atoms,) of each atom's element among those known; InputError for any other."""
    symbols = atoms.get_chemical_symbols()
    strangers = sorted(set(symbols) - set(elements))
    if strangers:
        raise InputError(
            f"This potential knows {' and '.join(elements)}; got atoms of {', '.join(strangers)}. Ask about frames of "
            "these elements only, or learn a potential from frames that hold the others."
        )
    return np.array([elements.index(symbol) for symbol in symbols])


def _refuse_overlap(pairs: Neighbours) -> None:
    """InputError for atoms in one place, which have no direction to each other."""
    together = np.flatnonzero(np.linalg.norm(pairs.vectors, axis=1) < SAME_PLACE)
    if together.size:
        a, b = pairs.first[together[0]] + 1, pairs.second[together[0]] + 1
        raise InputError(
            f"Two atoms must be at least {SAME_PLACE} Å apart; atoms {a} and {b} are in one place. Leave one of them out."
        )
