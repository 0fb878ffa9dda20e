"""Whether a crystal can be relaxed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.material import Material
from mi_core.structures.reduced_formula import crystal_formula
from mi_core.universal.fitness import crystal_for

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.universal.potential import UniversalPotential

MOST_ATOMS = 200  # for which a step takes two seconds
VACUUM_A3 = 100.0  # per atom: caesium, the most open element, has 115 and is let through by its element
OPEN_ELEMENTS = frozenset({"K", "Rb", "Cs"})


def check_start(structure: Structure, potential: UniversalPotential) -> str:
    """Return "" where cell and atoms can be relaxed, or the sentence why the cell is held fixed.

    InputError: partly occupied sites, elements that the potential does not know, too many atoms.
    """
    formula = crystal_formula(structure)
    crystal_for(Material(formula, "", structure, formula), potential)
    if len(structure) > MOST_ATOMS:
        raise InputError(
            f"{formula} has {len(structure)} atoms in its cell, and at most {MOST_ATOMS} are relaxed here; give the "
            "primitive cell."
        )
    per_atom = structure.volume / len(structure)
    if per_atom > VACUUM_A3 and not {e.symbol for e in structure.composition} <= OPEN_ELEMENTS:
        return (
            f"The cell holds vacuum ({per_atom:.0f} Å³ per atom), as that of a molecule or a slab does, so it is held fixed "
            "and the atoms alone relax."
        )
    return ""
