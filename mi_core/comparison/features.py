"""The descriptor in front of a regressor, by what the data allow and the user chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.comparison.problem import Problem
    from mi_core.regressors.registry import RegressorEntry

#: Choice → what it means for perovskites; other crystals get statistics of the same properties over the composition.
FEATURES = {
    "selected": "11 properties of each site, as Schmidt et al. kept (33 numbers)",
    "extended": "18 properties of each site, and their spread over mixed X",
    "pairs": "the same 18, with differences, products and ratios of sites",
    "candidates": "every property that pymatgen has, on each site",
    "baseline": "group and row of each site (6 numbers)",
}


def describer(problem: Problem, entry: RegressorEntry, features: str | tuple[str, ...]):
    """Return the transformer from the problem's materials to what the regressor reads.

    InputError when the regressor needs crystals and some row has none.
    """
    if entry.reads == "structures":
        from mi_core.descriptors.graph import CrystalGraphs

        if not problem.has_structures:
            raise InputError(
                f"{entry.title} needs a crystal in every row, and {problem.name} has rows without; leave this model out."
            )
        return CrystalGraphs()
    choice = "baseline" if entry.reads == "sites6" else features
    return _of_sites(choice) if problem.sites is not None else _of_compositions(choice)


def _of_sites(features: str | tuple[str, ...]):
    from mi_core.descriptors.elements import element_table
    from mi_core.descriptors.site_pairs import SitePairs
    from mi_core.descriptors.sites import BASELINE, SiteProperties, selected_properties

    if features in ("extended", "pairs"):
        return SitePairs(pairs=features == "pairs")
    named = {
        "selected": selected_properties,
        "baseline": lambda: BASELINE,
        "candidates": lambda: tuple(element_table()),
    }
    return SiteProperties(named[features]() if isinstance(features, str) else features)


def _of_compositions(features: str | tuple[str, ...]):
    from mi_core.descriptors.composition import PROPERTIES, CompositionStatistics
    from mi_core.descriptors.elements import element_table
    from mi_core.descriptors.sites import BASELINE

    named = {"baseline": BASELINE, "candidates": tuple(element_table())}
    return CompositionStatistics(named.get(features, PROPERTIES) if isinstance(features, str) else features)


def described(problem: Problem, entry: RegressorEntry, features: str | tuple[str, ...]):
    """Return what the regressor reads of all rows, an array (n, d) or a list of graphs; computed once per problem."""
    step = describer(problem, entry, features)
    key = (type(step).__name__, repr(sorted(step.get_params().items(), key=str)))
    if key not in problem.cache:
        rows = problem.materials if entry.reads == "structures" or problem.sites is None else problem.sites
        problem.cache[key] = step.fit_transform(rows)
    return problem.cache[key]


def property_columns(names) -> dict[str, list[int]]:
    """Return for each element property its columns, over sites and statistics; columns of no property by themselves."""
    from mi_core.descriptors.elements import element_table

    known = sorted(element_table().columns, key=len, reverse=True)
    found: dict[str, list[int]] = {}
    for column, name in enumerate(map(str, names)):
        owner = next((p for p in known if name == p or name.endswith(f"_{p}")), name)
        found.setdefault(owner, []).append(column)
    return found
