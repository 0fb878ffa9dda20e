"""For which materials a model is meant: None, or one sentence why not."""

from __future__ import annotations

# Three equal anions, two kinds of anion, three kinds; or A and B the same element.
ABX3_AMOUNTS = ((1, 1, 3), (1, 1, 1, 2), (1, 1, 1, 1, 1), (2, 3))


def abx3_crystal(material) -> str | None:
    """Take ordered crystals of composition ABX3."""
    name = material.formula or material.id
    if material.structure is None:
        return f"{name} has no crystal structure, and this model needs one; give a CIF or POSCAR file."
    if not material.structure.is_ordered:
        return f"{name} has partly occupied sites, and this model needs one element on each; give an ordered supercell."
    amounts = tuple(sorted(material.structure.composition.reduced_composition.values()))
    if amounts not in ABX3_AMOUNTS:
        return f"{name} is no ABX3 compound, and this model was trained on those alone."
    return None
