"""For which materials a model is meant: None, or one sentence why not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.structures.material import SiteElements

#: Å. Atoms of a supercell that lie so near to their images are the same crystal, relaxed or printed a little differently.
IMAGES_WITHIN = 0.05


def perovskite_crystal(material, *, anions: frozenset[str] | None = None) -> str | None:
    """Take ordered crystals that are perovskites by their geometry, of these X elements if given.

    The composition is no proof: BaCO3 and KNO3 are ABX3 in cells of five atoms, and perovskite models err wildly there.
    """
    name = material.formula or material.id
    if material.structure is None:
        return f"{name} has no crystal structure, and this model needs one; give a CIF or POSCAR file."
    if not material.structure.is_ordered:
        return f"{name} has partly occupied sites, and this model needs one element on each; give an ordered supercell."
    sites = _sites_or_reason(_SameObject(material.structure))
    if isinstance(sites, InputError):
        return f"This model takes ABX3 perovskites only. {sites}"
    if anions is not None and not anions.issuperset(sites.x):
        got, allowed = (", ".join(sorted(set(symbols))) for symbols in (sites.x, anions))
        return f"{name} has {got} on the X sites; this model was trained on {allowed}."
    return None


def perovskite_of_five_atoms(material) -> str | None:
    """Take ordered perovskite crystals whose primitive cell holds one formula unit, in whatever supercell they come."""
    reason = perovskite_crystal(material)
    if reason is not None:
        return reason
    atoms = _primitive_size(_SameObject(material.structure))
    if atoms == 5:
        return None
    name = material.formula or material.id
    return (
        f"{name} has {atoms} atoms in its primitive cell; this model was trained on perovskite cells of five."
    )


def oxide_perovskite(material) -> str | None:
    """Take oxides ABO3 whose sites the user named, or whose crystal is a perovskite."""
    sites = _perovskite_sites(material, "perovskite oxides")
    if isinstance(sites, str):
        return sites
    if set(sites.x) != {"O"}:
        name = material.formula or material.id
        return (
            f"{name} has {', '.join(sorted(set(sites.x)))} on the X sites; this model was trained on oxides."
        )
    return None


def one_element_on_x(material) -> str | None:
    """Take perovskites ABX3 of any single X whose sites the user named, or whose crystal is a perovskite."""
    sites = _perovskite_sites(material, "ABX3 perovskites")
    if isinstance(sites, str):
        return sites
    if len(set(sites.x)) > 1:
        name = material.formula or material.id
        return f"{name} has {', '.join(sorted(set(sites.x)))} on the X sites; this model was trained on one element there."
    return None


def on_x(material) -> str:
    """Return an element on the X sites of a material that `one_element_on_x` takes."""
    return (material.sites or _sites_or_reason(_SameObject(material.structure))).x[0]


def _perovskite_sites(material, what: str) -> SiteElements | str:
    """Return the site elements that are named or found, or the sentence why there are none."""
    if material.sites is None and material.structure is None:
        name = material.formula or material.id
        return f"{name} is a bare formula, which does not tell A from B; give a crystal, or a table with a_site and b_site."
    sites = material.sites or _sites_or_reason(_SameObject(material.structure))
    return f"This model takes {what} only. {sites}" if isinstance(sites, InputError) else sites


class _SameObject:
    """A structure as a key of a cache: equal to itself alone, without comparing any atoms."""

    __slots__ = ("structure",)

    def __init__(self, structure):
        self.structure = structure

    def __hash__(self):
        return id(self.structure)

    def __eq__(self, other):
        return self.structure is other.structure


@lru_cache(maxsize=8)
def _primitive_size(key: _SameObject) -> int:
    from mi_core.structures.analysis.cells import primitive_size

    structure = key.structure
    return 5 if len(structure) == 5 else primitive_size(structure, tolerance=IMAGES_WITHIN)


@lru_cache(maxsize=8)  # several models ask for the same crystal one after the other
def _sites_or_reason(key: _SameObject) -> SiteElements | InputError:
    from mi_core.structures.analysis.perovskite import find_sites

    try:
        return find_sites(key.structure)
    except InputError as error:
        return error
