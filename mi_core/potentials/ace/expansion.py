"""An expansion at work: from atoms to its functions, their sums and gradients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.ace import kernels
from mi_core.potentials.ace.pairs import pair_parts
from mi_core.potentials.ace.products import build_products
from mi_core.potentials.neighbours import find_neighbours, forces_of_pairs

if TYPE_CHECKING:
    from ase import Atoms

    from mi_core.potentials.ace.pairs import PairParts
    from mi_core.potentials.ace.products import Products
    from mi_core.potentials.ace.settings import AceSettings
    from mi_core.potentials.neighbours import Neighbours


_AT_ONCE = 64  # atoms: the functions of pairs take 0.5 MB for each


@dataclass(frozen=True, slots=True)
class Expansion:
    """The functions of an expansion for given elements.

    Attributes
    ----------
    settings : AceSettings
    elements : tuple of str
        In alphabetical order.
    nearest : float
        Å, the shortest distance learned.
    products : Products
    """

    settings: AceSettings
    elements: tuple[str, ...]
    nearest: float
    products: Products

    @property
    def width(self) -> int:
        """How many projections one element of a neighbour has."""
        return self.settings.radial * (self.settings.angular + 1) ** 2

    @property
    def n_columns(self) -> int:
        """Functions of all elements of the atom in the middle: each element has coefficients of its own."""
        return len(self.elements) * len(self.products)

    def kinds(self, atoms: Atoms) -> np.ndarray:
        """Return the place (n_atoms,) of each atom's element among the elements."""
        return np.array([self.elements.index(symbol) for symbol in atoms.get_chemical_symbols()])

    def neighbours(self, atoms: Atoms) -> Neighbours:
        """Return the pairs within the cut-off."""
        return find_neighbours(atoms, self.settings.cutoff)


def expansion_of(settings: AceSettings, elements: tuple[str, ...], nearest: float) -> Expansion:
    """Return the expansion of these settings."""
    return Expansion(settings, elements, nearest, build_products(settings, len(elements)))


def projections_of(
    expansion: Expansion, kinds: np.ndarray, pairs: Neighbours, parts: PairParts
) -> np.ndarray:
    """Return the projections (n_atoms, n_projections) of pairs; `kinds` (n_atoms,) are places of elements."""
    found = np.zeros((pairs.n_atoms, len(expansion.elements) * expansion.width))
    places = kinds[pairs.second] * expansion.width
    kernels.sum_over_neighbours(pairs.starts, places, parts.radial, parts.angular, found)
    return found


@dataclass(frozen=True, slots=True)
class Described:
    """The functions of one frame.

    Attributes
    ----------
    values : (n_atoms, n_functions)
        Of each atom.
    kinds : (n_atoms,) int
        Its element.
    forces : (n_atoms, 3, n_columns) or None
        What a coefficient of one adds to the forces; columns as of `columns`.
    """

    values: np.ndarray
    kinds: np.ndarray
    forces: np.ndarray | None

    def columns(self, n_elements: int) -> np.ndarray:
        """Return the functions (n_atoms, n_elements · n_functions) with zeros for all elements but an atom's own."""
        n_atoms, n_functions = self.values.shape
        found = np.zeros((n_atoms, n_elements, n_functions))
        found[np.arange(n_atoms), self.kinds] = self.values
        return found.reshape(n_atoms, -1)


def describe(expansion: Expansion, atoms: Atoms, *, forces: bool = True) -> Described:
    """Return the functions of each atom, and what they add to forces."""
    pairs, kinds = expansion.neighbours(atoms), expansion.kinds(atoms)
    values = np.zeros((pairs.n_atoms, len(expansion.products)))
    if not forces:
        parts = pair_parts(pairs.vectors, expansion.settings, expansion.nearest)
        projections = projections_of(expansion, kinds, pairs, parts)
        for atom in range(pairs.n_atoms):
            _add_values(expansion, projections[atom], values[atom])
        return Described(values, kinds, None)
    found = np.zeros((pairs.n_atoms, 3, expansion.n_columns))
    for block in np.array_split(np.arange(pairs.n_atoms), -(-pairs.n_atoms // _AT_ONCE)):
        _describe_block(expansion, pairs.of_atoms(block), kinds, values, found)
    return Described(values, kinds, found)


def _describe_block(
    expansion: Expansion, pairs: Neighbours, kinds: np.ndarray, values: np.ndarray, forces: np.ndarray
) -> None:
    """Write the values of the pairs' first atoms, and add to the forces what they move."""
    parts = pair_parts(pairs.vectors, expansion.settings, expansion.nearest)
    projections = projections_of(expansion, kinds, pairs, parts)
    by_pair = np.zeros((len(pairs.first), 3, len(expansion.products)))
    for atom in np.unique(pairs.first):
        derivatives = _add_values(expansion, projections[atom], values[atom])
        mine = np.arange(pairs.starts[atom], pairs.starts[atom + 1])
        for element in range(len(expansion.elements)):
            rows = mine[kinds[pairs.second[mine]] == element]
            block = derivatives[:, element * expansion.width : (element + 1) * expansion.width]
            by_pair[rows] = parts.gradients(rows) @ block.T
    n_functions = len(expansion.products)
    for element in range(len(expansion.elements)):
        chosen = (
            by_pair
            if len(expansion.elements) == 1
            else by_pair * (kinds[pairs.first] == element)[:, None, None]
        )
        forces[:, :, element * n_functions : (element + 1) * n_functions] += forces_of_pairs(pairs, chosen)


def _add_values(expansion: Expansion, projection: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Write the functions of one atom, and return their derivatives (n_functions, n_projections)."""
    products = expansion.products
    derivatives = np.zeros((len(products), len(projection)))
    kernels.values_and_derivatives(
        projection,
        products.function,
        products.order,
        products.factors,
        products.coefficients,
        values,
        derivatives,
    )
    return derivatives
