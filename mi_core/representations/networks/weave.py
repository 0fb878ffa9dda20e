"""Weave networks: atoms as they enter and after each weave; molecules as their mean, and the layers that encode them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from mi_core.descriptors.molecules.graph import ELEMENTS
from mi_core.regressors.weave.network import summed
from mi_core.representations.layers import ATOMS, MATERIALS
from mi_core.representations.networks.adapter import listened, numbered
from mi_core.representations.networks.elements import symbols

if TYPE_CHECKING:
    from torch import Tensor

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.regressors.weave.batch import MoleculeBatch
    from mi_core.regressors.weave.network import WeaveNetwork


class WeaveLayers:
    """Adapter for `WeaveNetwork`.

    A molecule in the layer of a weave is the mean over its atoms, hydrogens left out as in the graph; what the network
    itself reads out of the last one, and the numbers beside the graph, come in with the layers that encode.
    """

    of: tuple[str, ...] = (ATOMS, MATERIALS)

    def states(self, network: WeaveNetwork, batch: MoleculeBatch, of: str) -> dict[str, Tensor]:
        """Return layer → (n_atoms, width) or (n_molecules, width)."""
        on_atoms = {"embedding": network.atoms, **numbered("weave", network.weaves)}
        encoding = {"hidden": network.encode[1], "encoding": network.encode}
        heard = listened(network, batch, on_atoms | encoding)
        atoms = {name: heard[name] for name in on_atoms}
        if of == ATOMS:
            return atoms
        counts = torch.bincount(batch.molecule, minlength=batch.n)[:, None]
        means = {name: summed(rows, batch.molecule, batch.n) / counts for name, rows in atoms.items()}
        return means | {name: heard[name] for name in encoding}

    def points(self, row: MoleculeGraph, of: str) -> dict[str, np.ndarray]:
        """Return of atoms the element and the number in the graph from 0, of molecules how many atoms they have.

        An element that shares its code with others is "".
        """
        if of == MATERIALS:
            return {"atoms": np.array([len(row)])}
        return {"element": symbols(np.array([0, *ELEMENTS])[row.atoms[:, 0]]), "atom": np.arange(len(row))}
