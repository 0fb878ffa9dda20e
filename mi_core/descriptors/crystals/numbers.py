"""What descriptors of crystals by rows of numbers share: the checks, and scikit-learn's contract."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.elements import LAST_ATOMIC_NUMBER
from mi_core.descriptors.stateless import Stateless
from mi_core.errors import InputError
from mi_core.structures.ordered import ordered_crystal

if TYPE_CHECKING:
    from ase import Atoms
    from pymatgen.core import Structure

    from mi_core.structures.material import Material


DECIMALS = 9  # what symmetry makes zero is zero, and not the noise of its sum


class CrystalNumbers(Stateless, ABC):
    """Base of transformers from materials with crystals to rows of numbers; a subclass offers `row` and `names`.

    It has the parameter `most_atoms`, the largest cell that is described.
    """

    what = "this model"  # needs the crystal, in words
    most_atoms: int

    @abstractmethod
    def row(self, structure: Structure) -> np.ndarray:
        """Return the numbers (d,) of a checked crystal."""

    @abstractmethod
    def names(self) -> list[str]:
        """Return the name of each of the d columns."""

    def check(self, structure: Structure, name: str) -> None:
        """InputError for an ordered crystal that cannot be described; `name` is what it is called."""
        if max(structure.atomic_numbers) > LAST_ATOMIC_NUMBER:
            unknown = max(structure.species, key=lambda specie: specie.Z)
            raise InputError(
                f"{name} holds {unknown}, and {self.what} knows the elements from H to Lr; leave this crystal out."
            )
        n_atoms = self.n_atoms(structure)
        if n_atoms > self.most_atoms:
            raise InputError(
                f"{name} has {n_atoms:,} atoms in its cell, and {self.what} takes at most {self.most_atoms:,}; "
                "leave this crystal out."
            )

    def n_atoms(self, structure: Structure) -> int:
        """Return the atoms of the cell that is described."""
        return len(structure)

    def why_not(self, material: Material) -> str | None:
        """Return None for a material that can be described, else one sentence why not; quick, nothing is computed."""
        try:
            self._checked(material)
        except InputError as error:
            return str(error)
        return None

    def transform(self, X) -> np.ndarray:
        """Return the numbers of each material, (n, d) float64; InputError for one that cannot be described."""
        found = np.empty((len(X), len(self.names())))
        for number, material in enumerate(X):
            found[number] = self.row(self._checked(material))
        return np.round(found, DECIMALS)

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        """Return the name of each column."""
        return np.array(self.names(), dtype=object)

    def _checked(self, material: Material) -> Structure:
        structure = ordered_crystal(material, self.what)
        self.check(structure, material.formula or material.id)
        return structure


def ase_atoms(structure: Structure) -> Atoms:
    """Return an ordered crystal as DScribe reads it."""
    from ase import Atoms

    return Atoms(
        numbers=structure.atomic_numbers,
        positions=structure.cart_coords,
        cell=structure.lattice.matrix,
        pbc=True,
    )
