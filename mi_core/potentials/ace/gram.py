"""The normal equations of energies and forces, added up frame by frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.ace.expansion import Described, Expansion
    from mi_core.potentials.ace.kept import DescribedFrames
    from mi_core.potentials.frames.frame import Frame


@dataclass(frozen=True, slots=True)
class Gram:
    """Sums of products of columns over rows; the last column holds what is to be learned.

    The columns are the functions, by element, then the share of each element, whose coefficient is the energy of an atom.

    Attributes
    ----------
    energy, force : (n_columns + 1, n_columns + 1)
        Over energies per atom (eV/atom), and over components of forces (eV/Å).
    n_energies, n_forces : int
        Rows.
    """

    energy: np.ndarray
    force: np.ndarray
    n_energies: int
    n_forces: int

    def __add__(self, other: Gram) -> Gram:
        return Gram(
            self.energy + other.energy,
            self.force + other.force,
            self.n_energies + other.n_energies,
            self.n_forces + other.n_forces,
        )

    def __sub__(self, other: Gram) -> Gram:
        return Gram(
            self.energy - other.energy,
            self.force - other.force,
            self.n_energies - other.n_energies,
            self.n_forces - other.n_forces,
        )

    def squared_error(self, coefficients: np.ndarray) -> tuple[float, float]:
        """Return the mean squared errors of energies and of forces for coefficients (n_columns,)."""
        ends = np.append(coefficients, -1.0)
        return (
            float(ends @ self.energy @ ends) / max(self.n_energies, 1),
            float(ends @ self.force @ ends) / max(self.n_forces, 1),
        )


def frame_rows(expansion: Expansion, frame: Frame, described: Described) -> tuple[np.ndarray, np.ndarray]:
    """Return the row of a frame's energy (n_columns + 1,) and those of its forces (3 · n_atoms, n_columns + 1)."""
    assert frame.forces is not None
    assert described.forces is not None
    energy = np.append(energy_row(expansion, described.values, described.kinds), frame.energy_per_atom)
    n_rows, n_elements = 3 * len(frame.atoms), len(expansion.elements)
    forces = described.forces.reshape(n_rows, -1).astype(float)
    return energy, np.hstack([forces, np.zeros((n_rows, n_elements)), frame.forces.reshape(-1, 1)])


def energy_row(expansion: Expansion, values: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Return what coefficients of one add to the energy per atom (n_columns,): means of functions, shares of elements."""
    n_elements = len(expansion.elements)
    sums = np.stack([values[kinds == element].sum(axis=0) for element in range(n_elements)])
    shares = np.bincount(kinds, minlength=n_elements) / len(kinds)
    return np.concatenate([sums.ravel() / len(kinds), shares])


def gram_of(described: DescribedFrames, numbers: Sequence[int], references: np.ndarray) -> Gram:
    """Return the sums over frames of these numbers; `references` (n_elements,), eV/atom, are taken off the energies."""
    expansion = described.expansion
    n = expansion.n_columns + len(expansion.elements) + 1
    energy, force, n_forces = np.zeros((n, n)), np.zeros((n, n)), 0
    for number in numbers:
        row, rows = frame_rows(expansion, described.frames[number], described[number])
        row[-1] -= row[-1 - len(expansion.elements) : -1] @ references
        energy += np.outer(row, row)
        force += rows.T @ rows
        n_forces += len(rows)
    return Gram(energy, force, len(numbers), n_forces)
