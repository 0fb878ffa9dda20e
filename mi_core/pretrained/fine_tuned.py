"""Networks on compositions that start from what another model has learned (transfer by fine-tuning).

A network that was trained on the energies and gaps of tens of thousands of crystals knows what elements have in common; a
smaller table of another property then only teaches the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from torch import nn

from mi_core.errors import InputError
from mi_core.pretrained.store import load_model
from mi_core.regressors.combined.formula_graph_network import FormulaGraphRegressor
from mi_core.regressors.composition_network import CompositionNetwork, CompositionRegressor

if TYPE_CHECKING:
    from torch import Tensor

ANEW = (
    "mean.",
    "log_scale.",
    "beside.",
)  # belong to the targets, and the numbers beside formulas, of one model alone


@dataclass(kw_only=True, eq=False, repr=False)
class FineTunedComposition(CompositionRegressor):
    """Composition networks whose body starts as that of a trained model; heads, and what reads numbers, start anew.

    Network k starts from network k of that model, and again from the first where it has fewer.

    Parameters
    ----------
    start : str
        Model of formulas that ships, a composition network of the same sizes; InputError where it is another kind of model.
    """

    start: str = "mp-composition-network"

    def prepare(self, network, X, index):
        """Take over the body; numbers beside the formulas add nothing at first."""
        super().prepare(network, X, index)
        take_body(network, self.start, self.features, index)


@dataclass(kw_only=True, eq=False, repr=False)
class FineTunedFormulaGraph(FormulaGraphRegressor):
    """Networks on crystals whose body on compositions starts as that of a trained model, as in `FineTunedComposition`."""

    start: str = "mp-composition-network"

    def prepare(self, network, X, index):
        """Take over the body; numbers beside the formulas, and crystals, add nothing at first."""
        super().prepare(network, X, index)
        take_body(network.composition, self.start, self.features, index)


def take_body(network: CompositionNetwork, start: str, features: int, index: int) -> None:
    """Start a network on compositions as number `index` of a trained model; InputError for one of other sizes."""
    trained = load_model(start).pipeline[-1]
    body = (
        _body(trained.networks_[index % trained.n_networks])
        if isinstance(trained, CompositionRegressor)
        else {}
    )
    shapes, wanted = ({k: tuple(v.shape) for k, v in of.items()} for of in (body, _body(network)))
    if shapes != wanted:
        raise InputError(
            f"{start!r} is no composition network with {features} features and as many messages and blocks, from which this "
            "one could start; choose another model, or its sizes."
        )
    network.load_state_dict(body, strict=False)
    if network.beside is not None:
        nn.init.zeros_(network.beside.layers[-1].weight)
        nn.init.zeros_(network.beside.layers[-1].bias)


def _body(network: CompositionNetwork) -> dict[str, Tensor]:
    """Return the weights that one network can take over from another."""
    return {key: value for key, value in network.state_dict().items() if not key.startswith(ANEW)}
