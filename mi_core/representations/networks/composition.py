"""Networks on compositions: elements as they enter and after each round of messages; formulas as sums, and the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.representations.layers import ELEMENTS, MATERIALS
from mi_core.representations.networks.adapter import listened, numbered
from mi_core.representations.networks.elements import symbols

if TYPE_CHECKING:
    from torch import Tensor, nn

    from mi_core.descriptors.formulas import ElementFractions
    from mi_core.regressors.composition_network import CompositionBatch, CompositionNetwork


class CompositionLayers:
    """Adapter for `CompositionNetwork`.

    A formula in the layer of a round of messages is the sum of its elements by their fractions, as the network itself takes
    it after the last one.
    """

    of = (ELEMENTS, MATERIALS)

    def states(self, network: CompositionNetwork, batch: CompositionBatch, of: str) -> dict[str, Tensor]:
        """Return layer → (n_elements, width) of all formulas, or (n_formulas, width)."""
        heard = listened(network, batch, on_elements(network) | on_formulas(network))
        elements = elements_of(network, heard, batch)
        if of == ELEMENTS:
            return elements
        pooled = {name: network.pooled(nodes, batch) for name, nodes in elements.items()}
        return pooled | {name: heard[name] for name in on_formulas(network)}

    def points(self, row: ElementFractions, of: str) -> dict[str, np.ndarray]:
        """Return of elements the symbol and the fraction, of formulas how many elements they have."""
        if of == MATERIALS:
            return {"elements": np.array([len(row.atomic_numbers)])}
        return {"element": symbols(row.atomic_numbers), "fraction": row.fractions.astype(float)}


def on_elements(network: CompositionNetwork) -> dict[str, nn.Module]:
    """Return what makes the states of elements; of three parts of the first layer each."""
    entrance = {"element": network.embed, "amount": network.amount}
    if network.beside is not None:
        entrance["beside"] = network.beside
    return {**entrance, **numbered("messages", network.messages)}


def on_formulas(network: CompositionNetwork) -> dict[str, nn.Module]:
    """Return the blocks of the head, and the head as a whole, which is the last layer."""
    return {**numbered("block", list(network.head)[:-2]), "head": network.head}


def elements_of(
    network: CompositionNetwork, heard: dict[str, Tensor], batch: CompositionBatch
) -> dict[str, Tensor]:
    """Return layer → states of elements, of what was heard from the modules of `on_elements`."""
    entered = heard["element"] + heard["amount"]
    if network.beside is not None:
        entered = entered + heard["beside"].index_select(0, batch.formula)
    rounds = numbered("messages", network.messages)
    return {"embedding": entered, **{name: heard[name] for name in rounds}}
