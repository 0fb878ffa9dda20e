"""For which materials a model is meant: None, or one sentence why not."""

from __future__ import annotations

from functools import lru_cache

from mi_core.errors import InputError
from mi_core.inputs.crystals import CRYSTAL
from mi_core.inputs.sites import SITES, SameObject, perovskite_sites, sites_of_crystal

#: Å. Atoms of a supercell that lie so near to their images are the same crystal, relaxed or printed a little differently.
IMAGES_WITHIN = 0.05


def perovskite_crystal(material, *, anions: frozenset[str] | None = None) -> str | None:
    """Take ordered crystals that are perovskites by their geometry, of these X elements if given.

    The composition is no proof: BaCO3 and KNO3 are ABX3 in cells of five atoms, and perovskite models err wildly there.
    """
    try:
        sites = sites_of_crystal(CRYSTAL.read(material))
    except InputError as error:
        return str(error)
    if anions is not None and not anions.issuperset(sites.x):
        name = material.formula or material.id
        got, allowed = (", ".join(sorted(set(symbols))) for symbols in (sites.x, anions))
        return f"{name} has {got} on the X sites; this model was trained on {allowed}."
    return None


def perovskite_of_five_atoms(material) -> str | None:
    """Take ordered perovskite crystals whose primitive cell holds one formula unit, in whatever supercell they come."""
    reason = perovskite_crystal(material)
    if reason is not None:
        return reason
    atoms = _primitive_size(SameObject(material.structure))
    if atoms == 5:
        return None
    name = material.formula or material.id
    return (
        f"{name} has {atoms} atoms in its primitive cell; this model was trained on perovskite cells of five."
    )


def oxide_perovskite(material) -> str | None:
    """Take oxides ABO3 whose sites the user named, or whose crystal is a perovskite."""
    try:
        sites = perovskite_sites(material, "perovskite oxides")
    except InputError as error:
        return str(error)
    if set(sites.x) != {"O"}:
        name = material.formula or material.id
        return (
            f"{name} has {', '.join(sorted(set(sites.x)))} on the X sites; this model was trained on oxides."
        )
    return None


def one_element_on_x(material) -> str | None:
    """Take perovskites ABX3 of any single X whose sites the user named, or whose crystal is a perovskite."""
    try:
        sites = SITES.read(material)
    except InputError as error:
        return str(error)
    if len(set(sites.x)) > 1:
        name = material.formula or material.id
        return f"{name} has {', '.join(sorted(set(sites.x)))} on the X sites; this model was trained on one element there."
    return None


def on_x(material) -> str:
    """Return an element on the X sites of a material that `one_element_on_x` takes."""
    return SITES.read(material).x[0]


@lru_cache(maxsize=8)
def _primitive_size(key: SameObject) -> int:
    from mi_core.structures.analysis.cells import primitive_size

    structure = key.structure
    return 5 if len(structure) == 5 else primitive_size(structure, tolerance=IMAGES_WITHIN)
