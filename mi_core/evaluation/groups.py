"""Groups of materials within which intervals are calibrated: families of anions, kinds, or distances from known ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.formulas import element_fractions
from mi_core.descriptors.own_columns import known_number
from mi_core.evaluation.distance import SAME_HOST, SAME_SERIES

if TYPE_CHECKING:
    from collections.abc import Collection

    from mi_core.evaluation.distance import KnownCompositions
    from mi_core.structures.material import Material

# Of several anions the first one listed names the family: an oxynitride is among the oxides.
FAMILIES = {
    "oxides": frozenset({8}),
    "nitrides": frozenset({7}),
    "chalcogenides": frozenset({16, 34, 52}),
    "halides": frozenset({9, 17, 35, 53}),
}
OTHER = "others"
ELEMENTS, ABX3 = "elements", "ABX3 formulas"


def family(atomic_numbers) -> str:
    """Return the family of a compound from its atomic numbers."""
    elements = {int(z) for z in atomic_numbers}
    return next((name for name, anions in FAMILIES.items() if elements & anions), OTHER)


def anion_family(material: Material) -> str:
    """Return the family of the material's anion."""
    return family(element_fractions(material.formula).atomic_numbers)


def kind_of_formula(material: Material) -> str:
    """Return "elements" or "ABX3 formulas" where the formula is one, else the family of its anion.

    Tables of computed crystals hold many high-lying perovskites of such formulas beside the ground states, and a model that
    reads the formula alone cannot know which of them a crystal is. Polymorphs of an element differ more than those of a
    compound.
    """
    fractions = np.sort(element_fractions(material.formula).fractions)
    if len(fractions) == 1:
        return ELEMENTS
    if len(fractions) == 3 and np.allclose(fractions, (0.2, 0.2, 0.6), atol=1e-4):
        return ABX3
    return anion_family(material)


def group_among(material: Material, calibrated: Collection[str]) -> str:
    """Return the material's kind if intervals were calibrated for it, else the family of its anion."""
    kind = kind_of_formula(material)
    return kind if kind in calibrated else anion_family(material)


@dataclass(frozen=True, slots=True)
class DistanceGroups:
    """Groups by how far a composition is from those that a model learned, and by which further numbers are given.

    known : what the model learned. optional : headings of the numbers that it reads where they are given; a material that
    has all of them is in a group of its own, "same host, with gap_ev", and apart again where one of them is 0, as the gap of
    a metal is: metals err in another way. series : whether "same series" is a group of its own, apart from "same host". Of
    measurements, most held-out compositions of a known series are sister samples of a paper that was learned, while another
    dopant mostly means another paper, and larger errors: one interval for both is too wide for the ones, too narrow for the
    others. In computed tables nothing is doped, and nobody's samples are sisters.
    """

    known: KnownCompositions
    optional: tuple[str, ...] = ()
    series: bool = False

    def name(self, material: Material) -> str:
        """Return the group of a material; InputError where it has no formula."""
        distance = self.known.distance_class(material.formula)
        if distance == SAME_SERIES and not self.series:
            distance = SAME_HOST
        given = {name: known_number(material, name) for name in self.optional}
        if not given or not np.isfinite(list(given.values())).all():
            return distance
        words = (name if number else f"{name} 0" for name, number in given.items())
        return f"{distance}, with {' and '.join(words)}"
