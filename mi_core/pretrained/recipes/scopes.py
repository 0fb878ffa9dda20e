"""For which materials a model is meant: None, or one sentence why not."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.inputs.crystals import CRYSTAL
from mi_core.inputs.sites import SITES, perovskite_sites, sites_of_crystal
from mi_core.structures.same_object import SameObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.structures.material import Material, SiteElements

#: Å. Atoms of a supercell that lie so near to their images are the same crystal, relaxed or printed a little differently.
IMAGES_WITHIN = 0.05
#: Elements with at most ten training compounds that have them on X: there, trees take sulphur for oxygen.
RARE_ON_X = frozenset(
    {"B", "C", "N", "Si", "P", "S", "Ge", "As", "Se", "In", "Te", "Pm", "Ac", "Th", "Pa", "U", "Np", "Pu"}
)


def perovskite_crystal(material: Material, *, anions: frozenset[str] | None = None) -> str | None:
    """Take ordered crystals that are perovskites by their geometry, of these X elements if given.

    The composition is no proof: BaCO3 and KNO3 are ABX3 in cells of five atoms, and perovskite models err wildly there.
    """
    allowed = ", ".join(sorted(anions or ()))
    return _why_not(material, _crystal_sites, lambda x: anions is None or x <= anions, allowed)


def perovskite_of_five_atoms(material: Material) -> str | None:
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


def oxide_perovskite(material: Material) -> str | None:
    """Take oxides ABO3 whose sites the user named, or whose crystal is a perovskite."""
    oxide_sites = partial(perovskite_sites, what="perovskite oxides")
    return _why_not(material, oxide_sites, lambda x: x == {"O"}, "oxides")


def common_element_on_x(material: Material) -> str | None:
    """Take perovskites ABX3 of one X that training knew well, if the user named the sites or the crystal is a perovskite."""
    reason = _why_not(material, SITES.read, lambda x: len(x) == 1, "one element there")
    if reason is not None:
        return reason
    return _why_not(material, SITES.read, RARE_ON_X.isdisjoint, "ten such compounds at most")


def _why_not(
    material: Material,
    read: Callable[[Material], SiteElements],
    fits: Callable[[set[str]], bool],
    trained_on: str,
) -> str | None:
    """Return None where a material has sites and the elements on X fit, else the sentence that says what is wrong."""
    try:
        x = set(read(material).x)
    except InputError as error:
        return str(error)
    if fits(x):
        return None
    name = material.formula or material.id
    return f"{name} has {', '.join(sorted(x))} on the X sites; this model was trained on {trained_on}."


def _crystal_sites(material: Material) -> SiteElements:
    return sites_of_crystal(CRYSTAL.read(material))


@lru_cache(maxsize=8)
def _primitive_size(key: SameObject) -> int:
    from mi_core.structures.analysis.cells import primitive_size

    structure = key.structure
    return 5 if len(structure) == 5 else primitive_size(structure, tolerance=IMAGES_WITHIN)
