"""What a universal potential is to the rest of the product: another one is a file beside this and a line in `offered`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from ase.calculators.calculator import Calculator
    from pymatgen.core import Structure


@dataclass(frozen=True, slots=True)
class Environments:
    """What a potential makes of one crystal.

    Attributes
    ----------
    energies : (n_atoms,) float64
        Energy of each atom, eV; their sum is that of the cell.
    features : (n_atoms, n_features) float32
        Invariant features of each atom's surroundings from the potential's layers, earlier layers first.
    """

    energies: np.ndarray
    features: np.ndarray


class UniversalPotential(ABC):
    """A trained potential for most elements, on the processor of this machine."""

    name: ClassVar[str]
    title: ClassVar[str]
    citation: ClassVar[str]
    cutoff: ClassVar[float]
    """Of its neighbour lists, Å."""
    n_features: ClassVar[int]
    atomic_numbers: ClassVar[frozenset[int]]
    """Elements that it was trained on."""

    @abstractmethod
    def environments(self, structures: Sequence[Structure]) -> list[Environments]:
        """Return energies and features of each crystal; the caller has asked `why_not` of `mi_core.universal.fitness`."""

    @abstractmethod
    def calculator(self) -> Calculator:
        """Return an ASE calculator of energy (eV), forces (eV/Å) and stress (eV/Å³)."""

    def energies(self, structures: Sequence[Structure]) -> list[float]:
        """Return the energy of each cell in eV, on the potential's own scale: no formation energy."""
        return [float(found.energies.sum()) for found in self.environments(structures)]
