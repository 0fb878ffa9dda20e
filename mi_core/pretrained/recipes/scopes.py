"""For which materials a model is meant: None, or one sentence why not."""

from __future__ import annotations

from mi_core.errors import InputError

ATOMS_PER_CELL = 5


def perovskite_crystal(material, *, anions: frozenset[str] | None = None) -> str | None:
    """Take ordered ABX3 perovskite crystals, of these X elements if given.

    A cell of five atoms is taken by its composition alone: the training sets hold such cells distorted beyond what geometry
    calls a perovskite. Larger cells may be anything, and must show the octahedral network.
    """
    from mi_core.structures.perovskite import find_sites, split_by_role

    name = material.formula or material.id
    structure = material.structure
    if structure is None:
        return f"{name} has no crystal structure, and this model needs one; give a CIF or POSCAR file."
    if not structure.is_ordered:
        return f"{name} has partly occupied sites, and this model needs one element on each; give an ordered supercell."
    try:
        _, x = split_by_role(structure.composition.reduced_composition.get_el_amt_dict())
        if len(structure) != ATOMS_PER_CELL:
            find_sites(structure)
    except InputError as error:
        return f"This model takes ABX3 perovskites only. {error}"
    if anions is not None and not anions.issuperset(x):
        got, allowed = (", ".join(sorted(set(symbols))) for symbols in (x, anions))
        return f"{name} has {got} on the X sites; this model was trained on {allowed}."
    return None


def oxide_perovskite(material) -> str | None:
    """Take oxides ABO3 whose sites the user named, or whose crystal is a perovskite."""
    from mi_core.descriptors.sites import site_elements

    name = material.formula or material.id
    if material.sites is None and material.structure is None:
        return f"{name} is a bare formula, which does not tell A from B; give a crystal, or a table with a_site and b_site."
    try:
        sites = site_elements(material)
    except InputError as error:
        return f"This model takes perovskite oxides only. {error}"
    if set(sites.x) != {"O"}:
        return (
            f"{name} has {', '.join(sorted(set(sites.x)))} on the X sites; this model was trained on oxides."
        )
    return None
