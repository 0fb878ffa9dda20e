"""A learned expansion as a potential."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.ace import kernels
from mi_core.potentials.ace.expansion import describe, projections_of
from mi_core.potentials.ace.gram import energy_row
from mi_core.potentials.ace.pairs import pair_parts
from mi_core.potentials.core import core_below
from mi_core.potentials.neighbours import forces_of_pairs, stress_of_pairs
from mi_core.potentials.potential import Answer, Scales

if TYPE_CHECKING:
    from ase import Atoms

    from mi_core.potentials.ace.expansion import Described, Expansion
    from mi_core.potentials.neighbours import Neighbours


@dataclass(frozen=True)
class AcePotential:
    """A linear atomic cluster expansion.

    Attributes
    ----------
    expansion : Expansion
    coefficients : (n_columns,)
        Of the functions of each element, then the energy of an atom of each element, eV.
    root : (n_columns, n_columns)
        Of the coefficients' covariance.
    """

    expansion: Expansion
    coefficients: np.ndarray
    root: np.ndarray

    @property
    def elements(self) -> tuple[str, ...]:
        """Symbols, in alphabetical order."""
        return self.expansion.elements

    @property
    def cutoff(self) -> float:
        """How far an atom sees, Å."""
        return self.expansion.settings.cutoff

    @cached_property
    def weights(self) -> np.ndarray:
        """The coefficient of each monomial (n_elements, n_monomials)."""
        products, n_elements = self.expansion.products, len(self.elements)
        by_function = self.coefficients[: self.expansion.n_columns].reshape(n_elements, -1)
        return np.ascontiguousarray(by_function[:, products.function] * products.coefficients)

    def answer(self, atoms: Atoms, *, scales: bool = True) -> Answer:
        """Return energy, forces and stress of atoms of its elements."""
        pairs, kinds = self.expansion.neighbours(atoms), self.expansion.kinds(atoms)
        energies, gradients = self._of_pairs(pairs, kinds)
        energies += self.coefficients[self.expansion.n_columns :][kinds]
        return Answer(
            energy=float(energies.sum()),
            forces=forces_of_pairs(pairs, gradients),
            stress=stress_of_pairs(pairs, gradients, atoms.get_volume()) if atoms.pbc.all() else None,
            atom_energies=energies,
            scales=self.scales(describe(self.expansion, atoms)) if scales else None,
        )

    def scales(self, described: Described) -> Scales:
        """Return what the covariance of the coefficients says of a frame."""
        n_elements, n_columns = len(self.elements), self.expansion.n_columns
        energy = energy_row(self.expansion, described.values, described.kinds) @ self.root
        assert described.forces is not None
        functions = self.root[:n_columns]
        forces = described.forces.reshape(-1, n_columns) @ functions
        atoms = described.columns(n_elements) @ functions + self.root[n_columns:][described.kinds]
        return Scales(
            energy=float(np.linalg.norm(energy)),
            forces=np.sqrt((forces**2).sum(axis=1).reshape(-1, 3).mean(axis=1)),
            atoms=np.linalg.norm(atoms, axis=1),
        )

    def difference_scale(self, first: Atoms, second: Atoms) -> float:
        """Return √((φ₂ − φ₁)ᵀ Σ (φ₂ − φ₁)), eV, of the functions of both cells and the coefficients' covariance."""
        return float(np.linalg.norm((self._sums(second) - self._sums(first)) @ self.root))

    def _sums(self, atoms: Atoms) -> np.ndarray:
        """Return what coefficients of one add to the energy of the cell (n_columns,)."""
        found = describe(self.expansion, atoms, forces=False)
        return len(atoms) * energy_row(self.expansion, found.values, found.kinds)

    def _of_pairs(self, pairs: Neighbours, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return energies of atoms (n_atoms,) and the energy's gradients (n_pairs, 3) by the pairs' vectors."""
        expansion, products = self.expansion, self.expansion.products
        parts = pair_parts(pairs.vectors, expansion.settings, expansion.nearest)
        projections = projections_of(expansion, kinds, pairs, parts)
        energies, derivatives = np.zeros(pairs.n_atoms), np.zeros_like(projections)
        kernels.energy_and_derivatives(
            projections, kinds, self.weights, products.order, products.factors, energies, derivatives
        )
        gradients, places = np.empty((len(pairs.first), 3)), kinds[pairs.second] * expansion.width
        kernels.pair_gradients(
            pairs.starts, places, parts.directions, parts.radial, parts.slopes, parts.angular, parts.turning,
            derivatives, gradients,
        )  # fmt: skip
        repelled, pushing = core_below(self.elements, expansion.nearest).energies(pairs, kinds)
        return energies + repelled, gradients + pushing
