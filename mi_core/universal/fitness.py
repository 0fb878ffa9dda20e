"""Which crystals a universal potential can answer for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.analysis.contacts import OVERLAP, closest_contact
from mi_core.structures.ordered import ordered_crystal
from mi_core.structures.same_object import SameObject
from mi_core.universal.offered import POTENTIALS

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.structures.material import Material
    from mi_core.universal.potential import UniversalPotential

MOST_ATOMS = 500  # whose pairs, with what the potential makes of them, take a gigabyte


def crystal_for(material: Material, potential: UniversalPotential | type[UniversalPotential]) -> Structure:
    """Return the crystal of a material that the potential can answer for.

    InputError: no crystal, partly occupied sites, elements that it does not know, too many atoms, atoms that overlap.
    """
    structure = ordered_crystal(material, "this model")
    name = material.formula or material.id
    if len(structure) > MOST_ATOMS:
        raise InputError(
            f"{name} has {len(structure):,} atoms in its cell, and {potential.title} is asked for {MOST_ATOMS} at most; "
            "give the primitive cell."
        )
    unknown = [
        element.symbol for element in structure.composition if element.Z not in potential.atomic_numbers
    ]
    if unknown:
        raise InputError(
            f"{name} holds {', '.join(unknown)}, which {potential.title} never learned; it knows the elements up to Pu but "
            "Po, At, Rn, Fr and Ra. Ask a model of the formula, or replace the element."
        )
    overlap = _overlap(SameObject(structure))
    if overlap:
        raise InputError(f"{name} is no crystal that {potential.title} could know: {overlap}")
    return structure


@lru_cache(maxsize=64)
def _overlap(key: SameObject) -> str:
    """Return "" or the sentence about two atoms that overlap, where any potential tells nonsense."""
    structure = key.structure
    contact = closest_contact(
        np.array(structure.atomic_numbers), structure.cart_coords, structure.lattice.matrix
    )
    if contact is None or contact.share >= OVERLAP:
        return ""
    first, second = (structure[i].specie.symbol for i in contact[:2])
    return (
        f"atoms {contact.first + 1} ({first}) and {contact.second + 1} ({second}) are {contact.distance:.2f} Å apart, "
        f"{contact.share:.0%} of the sum of their covalent radii, and at least {OVERLAP:.0%} is needed; check the cell, the "
        "elements and the coordinates."
    )


def why_not(material: Material, name: str) -> str | None:
    """Return None for a material that the potential of that name can answer for, else one sentence why not."""
    try:
        crystal_for(material, POTENTIALS[name])
    except InputError as error:
        return str(error)
    return None
