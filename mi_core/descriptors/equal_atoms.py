"""Atoms of a crystal graph that no convolution can tell apart, stored once.

Two atoms get the same features from every convolution when they are of one element and their neighbours agree in number,
distance and, in turn, in what those have for neighbours (colour refinement: B. Weisfeiler & A. Leman, Nauchno-Tech. Inform.
2, 12, 1968). Atoms that symmetry maps onto each other always do. A network says the same of the smaller graph, for a third
of the work on crystals of the Materials Project.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.descriptors.crystal_graph import CrystalGraph

_FACTORS = tuple(np.uint64(factor) for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53))
_HALF = np.uint64(33)


def merge_equal_atoms(graph: CrystalGraph, tolerance: float) -> CrystalGraph:
    """Return the graph with one atom of each kind, the first of them, in order, and in `number` how many it stands for.

    tolerance : distances (Å) that differ by less count as equal, and their mean stands for them.
    """
    shell = _shells(graph.distance, tolerance)
    kind = _kinds(graph, shell)
    first = np.unique(kind, return_index=True)[1]
    kept = np.isin(graph.centre, first)  # what one atom of each kind hears
    edges = np.stack([kind[graph.centre[kept]], kind[graph.neighbour[kept]], shell[kept]])
    (centre, neighbour, _), same = np.unique(edges, axis=1, return_inverse=True)
    weight = np.bincount(same, graph.weight[kept])
    distance = np.bincount(same, graph.weight[kept] * graph.distance[kept]) / weight
    return replace(
        graph,
        atomic_numbers=graph.atomic_numbers[first],
        centre=centre,
        neighbour=neighbour,
        distance=distance.astype(np.float32),
        weight=weight.astype(np.float32),
        number=np.bincount(kind, graph.number).astype(np.float32),
    )


def _shells(distance: np.ndarray, tolerance: float) -> np.ndarray:
    """Return a number for each distance; equal ones, and those that equal ones lie between, share it."""
    order = np.argsort(distance)
    shell = np.empty(len(distance), dtype=np.int64)
    shell[order] = np.concatenate(([0], np.cumsum(np.diff(distance[order]) > tolerance)))
    return shell


def _kinds(graph: CrystalGraph, shell: np.ndarray) -> np.ndarray:
    """Return the kind of each atom, from 0: elements at first, then parted by what they hear until nothing changes."""
    kind = np.unique(graph.atomic_numbers, return_inverse=True)[1]
    while True:
        heard = np.zeros(len(kind), dtype=np.uint64)
        said = _mixed(kind[graph.neighbour] * (shell.max() + 1) + shell) * graph.weight.astype(np.uint64)
        np.add.at(heard, graph.centre, said)
        finer = np.unique(_mixed(kind) ^ _mixed(heard), return_inverse=True)[1]
        if finer.max() == kind.max():
            return _by_appearance(kind)
        kind = finer


def _by_appearance(kind: np.ndarray) -> np.ndarray:
    """Return the kinds numbered in the order of their first atoms, so that atoms which all differ stay where they are."""
    _, first, same = np.unique(kind, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[same]


def _mixed(values: np.ndarray) -> np.ndarray:
    """Return 64-bit digests of whole numbers, whose sums tell multisets apart (finaliser of A. Appleby's MurmurHash3)."""
    mixed = values.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    for factor in _FACTORS:
        mixed = (mixed ^ (mixed >> _HALF)) * factor
    return mixed ^ (mixed >> _HALF)
