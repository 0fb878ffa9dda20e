"""What a pipeline says of rows that it never learned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.evaluation.distance import KnownCompositions
from mi_core.evaluation.domain import index_domain
from mi_core.evaluation.groups import DistanceGroups
from mi_core.pretrained.model import atomic_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mi_core.evaluation.domain import DomainIndex
    from mi_core.pretrained.recipe import Recipe
    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Rows:
    """Materials (n) with their targets (n, n_targets), NaN where unknown."""

    materials: list[Material]
    targets: np.ndarray

    def select(self, positions) -> Rows:
        """Return the rows at these positions."""
        return Rows([self.materials[i] for i in positions], self.targets[positions])

    def without(self, numbers: Iterable[str]) -> Rows:
        """Return the same rows, these numbers beside their materials not given."""
        left_out = set(numbers)
        bare = [
            replace(m, numbers={name: x for name, x in m.numbers.items() if name not in left_out})
            for m in self.materials
        ]
        return Rows(bare, self.targets)

    def twice(self, optional: Iterable[str]) -> Rows:
        """Return the rows with their optional numbers, and all of them again without; unchanged where there are none."""
        optional = tuple(optional)
        if not optional:
            return self
        bare = self.without(optional)
        return Rows(self.materials + bare.materials, np.concatenate([self.targets, bare.targets]))


@dataclass(frozen=True, slots=True)
class Answers:
    """A pipeline's answers on n rows that it never learned.

    Attributes
    ----------
    rows : Rows
    positions : (n,)
        Where the rows stand in the table.
    means, scales : (n, n_targets)
        Predictions and the errors that the pipeline expects.
    distance : (n,)
        To the nearest training compound.
    familiar : (n,) bool
        Whether training knew every element.
    groups : (n,) str
        Within which intervals are calibrated.
    """

    rows: Rows
    positions: np.ndarray
    means: np.ndarray
    scales: np.ndarray
    distance: np.ndarray
    familiar: np.ndarray
    groups: np.ndarray


def index_training(representation, training: Rows) -> DomainIndex:
    """Return the index of what a pipeline learned, its representation (n, f), without a threshold yet."""
    elements = np.unique(np.concatenate([atomic_numbers(m) for m in training.materials]))
    return index_domain(representation, elements)


def answer(
    outputs, index: DomainIndex, held_out: Rows, positions, grouping: Callable[[Material], str]
) -> Answers:
    """Return what a pipeline's outputs (means, scales, representation) say of rows that it never learned."""
    means, scales, representation = outputs
    elements = [atomic_numbers(m) for m in held_out.materials]
    nearest, _ = index.nearest(representation)
    groups = np.array([grouping(material) for material in held_out.materials], dtype=object)
    return Answers(held_out, positions, means, scales, nearest[:, 0], index.inside(nearest, elements), groups)


def grouping_of(recipe: Recipe, training: Rows) -> Callable[[Material], str]:
    """Return how groups are named after these rows have been learned: as the recipe says, or by how far they are."""
    if recipe.grouping is not None:
        return recipe.grouping
    known = KnownCompositions(material.formula for material in training.materials)
    return DistanceGroups(known, recipe.optional, recipe.series).name


def joined(parts: Iterable[Answers]) -> Answers:
    """Return several answers as one."""
    parts = list(parts)
    rows = Rows(
        [m for part in parts for m in part.rows.materials], np.concatenate([p.rows.targets for p in parts])
    )
    arrays = (np.concatenate([getattr(p, name) for p in parts]) for name in Answers.__slots__[1:])
    return Answers(rows, *arrays)
