"""Crystals as the surroundings of their atoms, as a universal potential sees them, beside their formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core import Element

from mi_core.descriptors.stateless import Stateless
from mi_core.universal.kept import environments_of
from mi_core.universal.reference_terms import reference_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.universal.potential import Environments

SAME_ENERGY = (
    1e-3  # eV: atoms of one element whose energies round to the same are equal; what they hear is averaged
)


@dataclass(frozen=True, slots=True)
class CrystalEnvironments:
    """One crystal; equal atoms are stored once.

    Attributes
    ----------
    features : (n_atoms, n_features) float16
        Invariants of each atom's surroundings, from the layers of the potential.
    number : (n_atoms,) float32
        How many equal atoms each one stands for.
    element_of : (n_atoms,) int64
        Position in `elements` of each atom's element.
    elements : (n_elements,) int64
        Atomic numbers, ascending.
    fractions : (n_elements,) float32
        Their shares of the atoms; they sum to one.
    energy : float
        Energy of the potential, eV/atom: no formation energy.
    composition : str
        Composition key, such as "Ba1 O3 Ti1".
    """

    features: np.ndarray
    number: np.ndarray
    element_of: np.ndarray
    elements: np.ndarray
    fractions: np.ndarray
    energy: float
    composition: str


def crystal_environments(atomic_numbers: np.ndarray, found: Environments) -> CrystalEnvironments:
    """Return what the potential found of a crystal with atoms (n_atoms,), equal ones stored once."""
    steps = np.rint(found.energies / SAME_ENERGY).astype(np.int64)
    kinds, kind, number = np.unique(
        np.stack([atomic_numbers, steps]), axis=1, return_inverse=True, return_counts=True
    )
    sums = np.zeros((len(number), found.features.shape[1]), dtype=np.float32)
    np.add.at(sums, kind, found.features)
    elements, element_of = np.unique(kinds[0], return_inverse=True)
    amounts = np.bincount(element_of, number)
    return CrystalEnvironments(
        features=(sums / number[:, None]).astype(np.float16),
        number=number.astype(np.float32),
        element_of=element_of,
        elements=elements.astype(np.int64),
        fractions=(amounts / amounts.sum()).astype(np.float32),
        energy=float(found.energies.mean()),
        composition=_key(elements, amounts),
    )


def _key(elements: np.ndarray, amounts: np.ndarray) -> str:
    """Return the composition key of whole amounts, as `datasets.composition.composition_key` writes it."""
    smallest = np.gcd.reduce(amounts.astype(np.int64))
    counts = zip((Element.from_Z(int(number)).symbol for number in elements), amounts, strict=True)
    return " ".join(f"{symbol}{int(amount // smallest)}" for symbol, amount in sorted(counts))


class EnvironmentsOf(Stateless):
    """Transformer from a list of materials with crystals to a list of CrystalEnvironments.

    Parameters
    ----------
    potential : str
        Name in `mi_core.universal.offered.POTENTIALS`.
    """

    def __init__(self, potential: str = "sevennet-0"):
        self.potential = potential

    def transform(self, X) -> list[CrystalEnvironments]:
        """Return one row per crystal; InputError for a crystal that the potential cannot answer for."""
        described = environments_of(X, self.potential)
        return [
            crystal_environments(np.array(material.structure.atomic_numbers), found)
            for material, found in zip(X, described, strict=True)
        ]


def potential_terms(rows: Sequence[CrystalEnvironments]) -> np.ndarray:
    """Return what formation energies are linear in, (n, 1 + N_TERMS): the potential's energy, eV/atom, and the terms."""
    energies = np.array([row.energy for row in rows])
    return np.column_stack(
        [energies, reference_terms([row.elements for row in rows], [row.fractions for row in rows])]
    )
