"""Pairs of neighbouring atoms, as flat lists."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ase import Atoms


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All pairs of atoms closer than a cut-off, each in both directions, ordered by their first atom.

    Attributes
    ----------
    first, second : (n_pairs,) int
        Indices of the atom in the middle and of its neighbour.
    vectors : (n_pairs, 3)
        From the first to the second, Å; the second may be a periodic image.
    n_atoms : int
        Of the cell.
    """

    first: np.ndarray
    second: np.ndarray
    vectors: np.ndarray
    n_atoms: int

    @property
    def starts(self) -> np.ndarray:
        """(n_atoms + 1,) where the pairs of each atom start, and the number of all pairs."""
        return np.searchsorted(self.first, np.arange(self.n_atoms + 1))

    def of_atoms(self, atoms: np.ndarray) -> Neighbours:
        """Return the pairs whose first atom is one of these, atoms numbered as before."""
        chosen = np.isin(self.first, atoms)
        return Neighbours(self.first[chosen], self.second[chosen], self.vectors[chosen], self.n_atoms)


def find_neighbours(atoms: Atoms, cutoff: float) -> Neighbours:
    """Return the pairs of atoms closer than the cut-off (Å), across the directions in which the cell repeats."""
    from vesin import ase_neighbor_list

    first, second, vectors = ase_neighbor_list("ijD", atoms, cutoff)
    order = np.argsort(first, kind="stable")
    return Neighbours(first[order].astype(int), second[order].astype(int), vectors[order], len(atoms))


def forces_of_pairs(pairs: Neighbours, gradients: np.ndarray) -> np.ndarray:
    """Return the forces (n_atoms, 3, …), eV/Å, of the energy's gradients (n_pairs, 3, …) by the pairs' vectors."""
    from scipy.sparse import csr_array

    n_pairs = len(pairs.first)
    rows, columns = np.concatenate([pairs.first, pairs.second]), np.tile(np.arange(n_pairs), 2)
    signs = np.repeat([1.0, -1.0], n_pairs)
    sums = csr_array((signs, (rows, columns)), shape=(pairs.n_atoms, n_pairs))
    return (sums @ gradients.reshape(n_pairs, math.prod(gradients.shape[1:]))).reshape(
        pairs.n_atoms, *gradients.shape[1:]
    )


def stress_of_pairs(pairs: Neighbours, gradients: np.ndarray, volume: float) -> np.ndarray:
    """Return the stress (3, 3), eV/Å³, positive under tension, of the energy's gradients by the pairs' vectors."""
    virial = pairs.vectors.T @ gradients
    return (virial + virial.T) / (2 * volume)
