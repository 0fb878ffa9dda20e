"""The descriptor in front of a regressor, by what the data allow and the user chose."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.inputs import CRYSTAL, KINDS, SITES
from mi_core.inputs.formulas import WITH_CRYSTAL
from mi_core.words import counted

if TYPE_CHECKING:
    from mi_core.comparison.problem import Problem
    from mi_core.regressors.registry import RegressorEntry

#: What a choice means for perovskites; other crystals get statistics of the same properties over the composition.
_OF_PEROVSKITES = {
    "selected": "11 properties of each site, as Schmidt et al. kept (33 numbers)",
    "extended": "18 properties of each site, and their spread over mixed X",
    "pairs": "the same 18, with differences, products and ratios of sites",
    "candidates": "every property that pymatgen has, on each site",
    "transport": "mass, covalent radius, electronegativity and shells over the composition, after Laugier et al.",
    "transport-crystal": "the same, and cell, density and crystal system; needs a crystal in every row",
    "baseline": "group and row of each site (6 numbers)",
}
DESCRIBED, FITTED = "described", "fitted"  # in the cache of a problem
#: Choice of features → what it means.
FEATURES = {
    choice: _OF_PEROVSKITES.get(choice, words)
    for kind in KINDS.values()
    for choice, words in kind.features.items()
}


def why_not(problem: Problem, entry: RegressorEntry) -> str:
    """Return why a regressor cannot read the problem, or an empty text."""
    if entry.kind is not None and not problem.holds(entry.kind):
        return f"needs a {entry.kind.noun} in every row, and {problem.name} has rows without"
    if not entry.reads_columns and problem.columns:
        return f"cannot read own columns ({', '.join(problem.columns)})"
    return _undescribed(problem, entry)


def _undescribed(problem: Problem, entry: RegressorEntry) -> str:
    """Return how many rows a regressor's own descriptor cannot take, and why the first cannot; or an empty text.

    It is asked before anything is computed, where the descriptor can say so.
    """
    step = entry.kind.describe(entry.features) if entry.kind is not None and entry.features else None
    if step is None or not hasattr(step, "why_not"):
        return ""
    key = ("undescribed", entry.features)
    if key not in problem.cache:
        reasons = list(filter(None, map(step.why_not, problem.materials)))
        first = (
            f"cannot describe {counted(len(reasons), 'row')} ({reasons[0].rstrip('.')})" if reasons else ""
        )
        problem.cache[key] = first
    return problem.cache[key]


def describer(problem: Problem, entry: RegressorEntry, features: str | tuple[str, ...], rows: np.ndarray):
    """Return the transformer from the problem's materials to what the regressor reads, own columns last.

    A number that a material lacks is filled with the mean over `rows`, those that are trained on, and marked as missing, so
    that all regressors read the same. InputError when the regressor cannot read own columns.
    """
    step = _of_materials(problem, entry, features)
    if not problem.columns:
        return step
    from mi_core.descriptors.own_columns import WithOwnColumns

    return WithOwnColumns(step, list(problem.own_names), list(problem.optional_names), problem.filling(rows))


def _of_materials(problem: Problem, entry: RegressorEntry, features: str | tuple[str, ...]):
    if reason := why_not(problem, entry):
        raise InputError(f"{entry.title} {reason}; leave this model out.")
    if features == WITH_CRYSTAL and not problem.holds(CRYSTAL):
        raise InputError(
            f"Features {features!r} need a crystal in every row, and {problem.name} has rows without; choose 'transport'."
        )
    return (entry.kind or problem.kind).describe(entry.features or features)


def described(problem: Problem, entry: RegressorEntry, features: str | tuple[str, ...], rows: np.ndarray):
    """Return what the regressor reads of all rows, an array (n, d) or a list of graphs; computed once per problem.

    What numbers of one's own are missing is filled as by the `describer` of these training rows.
    """
    step = _of_materials(problem, entry, features)
    key = (DESCRIBED, type(step).__name__, repr(sorted(step.get_params().items(), key=str)))
    if key not in problem.cache:
        read = problem.sites if (entry.kind or problem.kind) is SITES else problem.materials
        found = step.fit_transform(read)
        problem.cache[key] = found if problem.optional_names else _with_numbers(found, problem, rows)
    found = problem.cache[key]
    return _with_numbers(found, problem, rows) if problem.optional_names else found


def share_work(problem: Problem, other: Problem) -> None:
    """Let a problem have what was computed for another target of the very same materials: descriptors, and fits of both."""
    alike = len(problem) == len(other) and all(map(operator.is_, problem.materials, other.materials))
    if alike and not problem.columns and not other.columns:
        problem.cache.update(
            {key: found for key, found in other.cache.items() if key[0] in {DESCRIBED, FITTED}}
        )


def _with_numbers(found, problem: Problem, rows: np.ndarray):
    return np.hstack([found, problem.numbers(rows)]) if problem.columns else found


def property_columns(names) -> dict[str, list[int]]:
    """Return for each element property its columns, over sites and statistics; columns of no property by themselves.

    A column that says where a number is missing belongs to the number.
    """
    from mi_core.descriptors.elements import element_table

    known = sorted(element_table().columns, key=len, reverse=True)
    names = list(map(str, names))
    found: dict[str, list[int]] = {}
    for column, name in enumerate(names):
        number = name.removeprefix("missing_")
        of = number if number in names else name
        owner = next((p for p in known if of == p or of.endswith(f"_{p}")), of)
        found.setdefault(owner, []).append(column)
    return found
