"""Crystal graph networks: atoms as embedded and after each convolution; crystals as their mean, and the dense layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.regressors.cgcnn import mean_of_atoms
from mi_core.representations.layers import ATOMS, MATERIALS
from mi_core.representations.networks.adapter import listened, numbered
from mi_core.representations.networks.elements import symbols

if TYPE_CHECKING:
    from torch import Tensor

    from mi_core.descriptors.crystal_graph import CrystalGraph
    from mi_core.regressors.cgcnn import CGCNN, GraphBatch


class CrystalGraphLayers:
    """Adapter for `CGCNN`.

    A crystal in the layer of a convolution is the mean over its atoms, as the network itself takes it after the last one.
    """

    of = (ATOMS, MATERIALS)

    def states(self, network: CGCNN, batch: GraphBatch, of: str) -> dict[str, Tensor]:
        """Return layer → (n_atoms, width) or (n_crystals, width)."""
        on_atoms = {"embedding": network.embed_atom, **numbered("convolution", network.convolutions)}
        heard = listened(network, batch, {**on_atoms, "dense": network.head})
        dense = heard.pop("dense")
        if of == ATOMS:
            return heard
        return {name: mean_of_atoms(atoms, batch) for name, atoms in heard.items()} | {"dense": dense}

    def points(self, row: CrystalGraph, of: str) -> dict[str, np.ndarray]:
        """Return of atoms the element, the number in the graph from 0, and how many atoms of the crystal each stands for."""
        if of == MATERIALS:
            return {"atoms": np.array([row.number.sum()]).astype(int)}
        n = len(row.atomic_numbers)
        return {
            "element": symbols(row.atomic_numbers),
            "atom": np.arange(n),
            "equal_atoms": row.number.astype(int),
        }
