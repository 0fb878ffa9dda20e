"""Networks that read the formula first and the structure then: both as in their own networks, joined before one head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.regressors.cgcnn import mean_of_atoms
from mi_core.representations.layers import ATOMS, MATERIALS
from mi_core.representations.networks.adapter import listened, numbered
from mi_core.representations.networks.composition import elements_of, on_elements, on_formulas
from mi_core.representations.networks.elements import symbols

if TYPE_CHECKING:
    from torch import Tensor

    from mi_core.descriptors.formula_graphs import FormulaGraph
    from mi_core.regressors.combined.formula_graph_network import FormulaGraphBatch, FormulaGraphNetwork


class FormulaGraphLayers:
    """Adapter for `FormulaGraphNetwork`.

    Atoms start from what the element of each knows after the messages; crystals are the sums over elements while messages
    pass, then the means over atoms of each convolution, then the blocks of the head, which reads both. With random weights
    the head hears the formula alone: before training, a crystal adds nothing.
    """

    of = (ATOMS, MATERIALS)

    def states(self, network: FormulaGraphNetwork, batch: FormulaGraphBatch, of: str) -> dict[str, Tensor]:
        """Return layer → (n_atoms, width) or (n_crystals, width)."""
        formula, convolutions = network.composition, numbered("convolution", network.convolutions)
        modules = {"atom": network.embed_atom, "enter": network.enter, **convolutions}
        heard = listened(network, batch, modules | on_elements(formula) | on_formulas(formula))
        entered = heard["atom"] + heard["enter"][batch.element]
        atoms = {"embedding": entered, **{name: heard[name] for name in convolutions}}
        if of == ATOMS:
            return atoms
        elements = elements_of(formula, heard, batch.formulas)
        pooled = {name: formula.pooled(nodes, batch.formulas) for name, nodes in elements.items()}
        means = {name: mean_of_atoms(atoms[name], batch.graphs) for name in convolutions}
        return pooled | means | {name: heard[name] for name in on_formulas(formula)}

    def points(self, row: FormulaGraph, of: str) -> dict[str, np.ndarray]:
        """Return of atoms the element, the number in the graph from 0, and how many atoms of the crystal each stands for."""
        if of == MATERIALS:
            return {"atoms": np.array([row.number.sum()]).astype(int)}
        n = len(row.atomic_numbers)
        return {
            "element": symbols(row.atomic_numbers),
            "atom": np.arange(n),
            "equal_atoms": row.number.astype(int),
        }
