"""The elements on the sites of ABX3 perovskites, described by their properties site by site."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.inputs.formulas import TRANSPORT, statistics
from mi_core.inputs.kind import Basis, InputKind
from mi_core.structures.material import Material, SiteElements
from mi_core.structures.same_object import SameObject

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from pymatgen.core import Structure


def perovskite_sites(material: Material, what: str = "ABX3 perovskites") -> SiteElements:
    """Return the site elements that the user named or that the crystal shows; InputError where there are none.

    what : the perovskites that are asked for, for the sentence.
    """
    if material.sites is not None:
        return material.sites
    if material.structure is None:
        name = material.formula or material.id
        raise InputError(
            f"{name} is a bare formula, which does not tell A from B; give a crystal, or a table with a_site and b_site."
        )
    return sites_of_crystal(material.structure, what)


def sites_of_crystal(structure: Structure, what: str = "ABX3 perovskites") -> SiteElements:
    """Return the site elements of a crystal, found by its geometry; InputError where it is no perovskite."""
    found = _sites_or_reason(SameObject(structure))
    if isinstance(found, InputError):
        raise InputError(f"This model takes {what} only. {found}") from found
    return found


@lru_cache(maxsize=8)  # several models ask for the same crystal one after the other
def _sites_or_reason(key: SameObject) -> SiteElements | InputError:
    from mi_core.structures.analysis.perovskite import find_sites

    try:
        return find_sites(key.structure)
    except InputError as error:
        return error


def from_sites(frame: pd.DataFrame) -> list[Material]:
    """Return one material per row, from the columns id, a_site, b_site and x_site; without the last, oxides by formula."""
    if "x_site" in frame:
        from mi_core.structures.rows import sites_row

        columns = (frame[name] for name in ("id", "a_site", "b_site", "x_site"))
        return [sites_row(i, i, a, b, x) for i, a, b, x in zip(*columns, strict=True)]
    columns = (frame[name] for name in ("id", "formula", "a_site", "b_site"))
    return [
        Material(id=i, source=i, formula=f, sites=SiteElements(a, b, ("O", "O", "O")))
        for i, f, a, b in zip(*columns, strict=True)
    ]


def properties_of_sites(features: str | tuple[str, ...]):
    """Return the transformer to element properties of each site, or to descriptors of the whole composition."""
    from mi_core.descriptors.elements import element_table
    from mi_core.descriptors.site_pairs import SitePairs
    from mi_core.descriptors.sites import BASELINE, SiteProperties, selected_properties

    if features in TRANSPORT:
        return statistics(features)
    if features in ("extended", "pairs"):
        return SitePairs(pairs=features == "pairs")
    named: dict[str, Callable[[], tuple[str, ...]]] = {
        "selected": selected_properties,
        "baseline": lambda: BASELINE,
        "candidates": lambda: tuple(element_table()),
    }
    return SiteProperties(named[features]() if isinstance(features, str) else features)


SITES = InputKind(
    key="sites",
    noun="perovskite",
    title="the elements on the sites",
    read=perovskite_sites,
    columns=("a_site", "b_site"),
    materials=from_sites,
    describe=properties_of_sites,
    features={
        "selected": "33 selected features",
        "extended": "72 extended features",
        "pairs": "site pairs",
        "candidates": "all candidate features",
        **TRANSPORT,
        "baseline": "group and row",
    },
    basis=Basis("‡", "from the elements on A, B and X – the same for all distortions"),
)
