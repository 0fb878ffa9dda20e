"""The crystal of a material, for what needs one element on each site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.structures.material import Material


def ordered_crystal(material: Material, what: str = "this model") -> Structure:
    """Return the crystal of a material; InputError where there is none, or one with partly occupied sites.

    what : needs it, in words.
    """
    name = material.formula or material.id
    if material.structure is None:
        raise InputError(f"{name} has no crystal structure, and {what} needs one; give a CIF or POSCAR file.")
    if not material.structure.is_ordered:
        raise InputError(
            f"{name} has partly occupied sites, and {what} needs one element on each; give an ordered supercell."
        )
    return material.structure
