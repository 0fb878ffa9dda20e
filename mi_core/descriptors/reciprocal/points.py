"""What networks read of a crystal in reciprocal space: the vectors, the moduli there, and the elements beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.formulas import element_fractions
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import Cube
from mi_core.descriptors.reciprocal.fields import find_field
from mi_core.descriptors.stateless import Stateless
from mi_core.structures.ordered import ordered_crystal
from mi_core.structures.reduced_formula import crystal_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymatgen.core import Structure


@dataclass(frozen=True, slots=True)
class ReciprocalPoints:
    """A crystal as moduli of Fourier coefficients at half of its reciprocal lattice vectors.

    Attributes
    ----------
    g : (n, 3) float32, Å⁻¹
        First G = 0, then one of each pair G, -G, in a sphere that holds the cube in any orientation.
    moduli : (n, n_fields) float32
        In electrons per Å³. Half of it at G = 0, so that these vectors and their mates together are the whole.
    elements : (n_elements,) int64
        Atomic numbers, ascending.
    fractions : (n_elements,) float32
        Their shares of the atoms; they sum to one.
    """

    g: np.ndarray
    moduli: np.ndarray
    elements: np.ndarray
    fractions: np.ndarray


def reciprocal_points(
    structure: Structure, fields: Sequence[str] = ("electrons",), cube: Cube | None = None
) -> ReciprocalPoints:
    """Return the points of an ordered crystal for these fields; InputError for an element that one of them lacks."""
    reach = (cube or Cube()).reach * np.sqrt(3)
    found = [promolecule(structure, reach, sphere=True, factor=find_field(name).factor) for name in fields]
    g = found[0].points()[0]
    moduli = np.stack([of_field.points()[1] for of_field in found], axis=1)
    composition = element_fractions(crystal_formula(structure))
    return ReciprocalPoints(
        g.astype(np.float32), moduli.astype(np.float32), composition.atomic_numbers, composition.fractions
    )


class ReciprocalPointsOf(Stateless):
    """Transformer from a list of materials with crystals to a list of ReciprocalPoints.

    Parameters
    ----------
    fields : sequence of str
        Names of `fields.FIELDS`, a channel each.
    """

    def __init__(self, fields=("electrons",)):
        self.fields = fields

    def transform(self, X) -> list[ReciprocalPoints]:
        """Return the points of each crystal; InputError for a material without one."""
        return [reciprocal_points(ordered_crystal(material), self.fields) for material in X]
