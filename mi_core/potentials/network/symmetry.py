"""Symmetry functions of all atoms of a frame, with their gradients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.network.angular import angular_functions
from mi_core.potentials.network.environments import split_environments
from mi_core.potentials.network.radial import radial_functions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.potentials.neighbours import Neighbours
    from mi_core.potentials.network.functions import Functions


@dataclass(frozen=True, slots=True)
class Part:
    """Some atoms of a frame, n of them, with their p pairs, described by m symmetry functions.

    Attributes
    ----------
    atoms, pairs : slice
        Which atoms, and which pairs, of the frame.
    elements : (n,) int
        Of the atoms, as numbers from zero.
    places : (p, 2) int
        Of each pair, the number of its first atom among these, and the neighbour's number among that atom's.
    g : (n, m)
        Symmetry functions, without unit.
    gradients : (p, 3, m)
        Of the functions of each pair's first atom by the pair's vector, 1/Å.
    """

    atoms: slice
    pairs: slice
    elements: np.ndarray
    places: np.ndarray
    g: np.ndarray
    gradients: np.ndarray


def describe(
    pairs: Neighbours, elements: np.ndarray, functions: Functions, n_elements: int
) -> Iterator[Part]:
    """Yield the atoms of a frame, some at a time; `elements` (n_atoms,) numbers each atom's element from zero."""
    for part in split_environments(pairs, elements, functions.cutoff):
        g_radial, d_radial = radial_functions(part, functions.radial, functions.cutoff, n_elements)
        g_angular, d_angular = angular_functions(part, functions, n_elements)
        rows, columns = part.places.T
        yield Part(
            part.atoms,
            part.pairs,
            elements[part.atoms],
            part.places,
            np.concatenate([g_radial, g_angular], axis=-1),
            np.concatenate([d_radial[rows, columns], d_angular[rows, columns]], axis=-1),
        )
