"""What every interatomic potential answers, of whatever kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from ase import Atoms


@dataclass(frozen=True, slots=True)
class Scales:
    """How large errors the potential expects, before calibration.

    Attributes
    ----------
    energy : float
        Of the energy per atom, eV/atom.
    forces : (n_atoms,)
        Of one component of the force on each atom, eV/Å.
    atoms : (n_atoms,)
        How far each atom's environment is from those learned, without unit: the larger, the farther.
    """

    energy: float
    forces: np.ndarray
    atoms: np.ndarray


@dataclass(frozen=True, slots=True)
class Answer:
    """What a potential says of one frame.

    Attributes
    ----------
    energy : float
        Of the whole cell, eV, on the reference of the frames learned.
    forces : (n_atoms, 3)
        eV/Å.
    stress : (3, 3) or None
        eV/Å³, positive under tension as in ASE; None where the cell does not repeat in three directions.
    atom_energies : (n_atoms,)
        eV; their sum is the energy.
    scales : Scales or None
        None where they were not asked for.
    """

    energy: float
    forces: np.ndarray
    stress: np.ndarray | None
    atom_energies: np.ndarray
    scales: Scales | None = None


class Potential(Protocol):
    """An interatomic potential."""

    @property
    def elements(self) -> tuple[str, ...]:
        """Symbols that it knows, in alphabetical order."""

    @property
    def cutoff(self) -> float:
        """How far an atom sees, Å."""

    def answer(self, atoms: Atoms, *, scales: bool = True) -> Answer:
        """Return energy, forces and stress of atoms of its elements; without `scales` it may be faster."""

    def difference_scale(self, first: Atoms, second: Atoms) -> float:
        """Return how large an error of the difference of two energies it expects, eV, before calibration."""
