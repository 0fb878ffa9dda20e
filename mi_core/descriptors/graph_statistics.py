"""A crystal graph in few numbers: how near its atoms are, how many hold together, and how unlike neighbours are.

Sums over atoms count each as often as the crystal has it, so that the numbers do not depend on the cell. Nor do they jump
when atoms move a little, as the number of kinds of atoms would, or what depends on where the last shell of the graph ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.elements import covalent_radii, filled_element_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.descriptors.crystal_graph import CrystalGraph

BONDED = 1.25  # neighbours within so many times the nearest distance hold together
NAMES = (
    *(f"{statistic}_nearest_distance" for statistic in ("min", "mean", "max")),
    *(f"{statistic}_bond_length" for statistic in ("mean", "deviation")),
    *(f"{statistic}_coordination" for statistic in ("mean", "deviation")),
    "mean_electronegativity_difference",
    "like_neighbours",
    *(f"{statistic}_distance_over_radii" for statistic in ("min", "mean")),
)


def graph_statistics(graphs: Sequence[CrystalGraph]) -> np.ndarray:
    """Return the numbers of `NAMES` for each graph, (n, 11) float64; NaN where an atom has no neighbours.

    Distances are in Å: of the nearest neighbour of an atom, and mean over its bonds, that is neighbours within 1.25 times
    the nearest distance. Over bonds: their number, differences in Pauling electronegativity, the share that are of one
    element, and distances over the sum of covalent radii.
    """
    radii = covalent_radii().to_numpy()
    electronegativity = filled_element_table()["electronegativity"].to_numpy()
    return np.array([_of(graph, radii, electronegativity) for graph in graphs]).reshape(-1, len(NAMES))


def _of(graph: CrystalGraph, radii: np.ndarray, electronegativity: np.ndarray) -> list[float]:
    n_atoms, share = len(graph.atomic_numbers), graph.number / graph.number.sum()
    distance, weight = graph.distance.astype(float), graph.weight.astype(float)
    nearest = np.full(n_atoms, np.inf)
    np.minimum.at(nearest, graph.centre, distance)
    if np.isinf(nearest).any():
        return [np.nan] * len(NAMES)
    bonded = distance <= BONDED * nearest[graph.centre]
    pair = graph.atomic_numbers[np.stack([graph.centre[bonded], graph.neighbour[bonded]])] - 1
    coordination = np.bincount(graph.centre[bonded], weight[bonded], n_atoms)
    length = np.bincount(graph.centre[bonded], (weight * distance)[bonded], n_atoms) / coordination
    bond = (weight * share[graph.centre])[bonded]
    bond = bond / bond.sum()
    relative = distance[bonded] / radii[pair].sum(axis=0)
    return [
        nearest.min(),
        nearest @ share,
        nearest.max(),
        *_mean_and_deviation(length, share),
        *_mean_and_deviation(coordination, share),
        bond @ np.abs(np.subtract(*electronegativity[pair])),
        bond @ (pair[0] == pair[1]),
        relative.min(),
        bond @ relative,
    ]


def _mean_and_deviation(values: np.ndarray, share: np.ndarray) -> tuple[float, float]:
    mean = values @ share
    return mean, np.sqrt(((values - mean) ** 2) @ share)
