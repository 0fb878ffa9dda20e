"""Crystals as graphs that know their formula: the input of networks that read both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.descriptors.crystal_graph import CrystalGraph
from mi_core.descriptors.graph import CrystalGraphs
from mi_core.descriptors.own_columns import known_number
from mi_core.descriptors.stateless import Stateless


@dataclass(frozen=True, slots=True)
class FormulaGraph(CrystalGraph):
    """A crystal graph, the elements of its formula, and numbers beside it.

    Attributes
    ----------
    elements : (n_elements,) int64
        Atomic numbers, ascending.
    fractions : (n_elements,) float32
        Their shares of the atoms; they sum to one.
    element_of : (n_atoms,) int64
        Position in `elements` of each atom's element.
    numbers : (k,) float32
        NaN where one is not known.
    """

    elements: np.ndarray
    fractions: np.ndarray
    element_of: np.ndarray
    numbers: np.ndarray


class FormulaGraphs(Stateless):
    """Transformer from a list of materials with crystals to a list of FormulaGraph, equal atoms stored once.

    Parameters
    ----------
    optional : sequence of str
        Headings of numbers beside each material that are used where given.
    """

    def __init__(self, optional=()):
        self.optional = optional

    def transform(self, X) -> list[FormulaGraph]:
        """Return one graph per crystal; InputError for a material without one."""
        step = CrystalGraphs(merge_atoms=True)
        known: dict[
            int, CrystalGraph
        ] = {}  # a crystal may come twice, with the numbers beside it and without
        found = []
        for material in X:
            key = id(material.structure)
            if key not in known:
                (known[key],) = step.transform([material])
            found.append(_joined(known[key], self._numbers(material)))
        return found

    def _numbers(self, material) -> np.ndarray:
        known = [known_number(material, heading) for heading in self.optional]
        return np.array(known, dtype=np.float32)


def _joined(graph: CrystalGraph, numbers: np.ndarray) -> FormulaGraph:
    """The composition is the crystal's own, so that atoms and elements agree whatever the formula beside it says."""
    elements, element_of = np.unique(graph.atomic_numbers, return_inverse=True)
    amounts = np.bincount(element_of, graph.number)
    return FormulaGraph(
        graph.atomic_numbers,
        graph.centre,
        graph.neighbour,
        graph.distance,
        graph.weight,
        graph.number,
        elements=elements,
        fractions=(amounts / amounts.sum()).astype(np.float32),
        element_of=element_of,
        numbers=numbers,
    )
