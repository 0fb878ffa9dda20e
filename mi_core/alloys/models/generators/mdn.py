"""Mixture density network: the mixture's parameters straight from the condition.

C. M. Bishop, "Mixture density networks", technical report NCRG/94/004, Aston University (1994). With the density
p(wt | h) of `networks` and the code h = encoder(condition), the loss is the negative log-likelihood

    L = − ln Σ_j π_j(h) Π_i ρ_ji^p_i (1 − ρ_ji)^(1 − p_i) N(y_i; μ_ji, σ_ji)^p_i
"""

from __future__ import annotations

from mi_core.alloys.models.generators.base import NeuralGenerator


class MDN(NeuralGenerator):
    """Mixture density network with `components` components; other parameters as in `NeuralGenerator`."""

    parameter_names = (*NeuralGenerator.parameter_names, "components")

    def __init__(self, components: int = 16, **parameters):
        super().__init__(**parameters)
        self.components = components

    def build(self, shape: tuple[int, int]):
        """Return encoder and head."""
        from torch import nn

        from mi_core.alloys.models.generators.networks import ConditionEncoder, MixtureHead

        return nn.ModuleDict(
            {
                "encoder": ConditionEncoder(shape, self.width),
                "head": MixtureHead(self.width, self.components),
            }
        )

    def loss(self, network, features, there, y):
        """Return the mean negative log-likelihood."""
        from mi_core.alloys.models.generators.networks import negative_log_likelihood

        return negative_log_likelihood(network["head"](network["encoder"](features)), there, y).mean()

    def sample(self, network, features, n: int, generator):
        """Return n draws from the mixture of one condition."""
        from mi_core.alloys.models.generators.networks import sample_mixture

        parameters = network["head"](network["encoder"](features))
        return sample_mixture([part.expand(n, *part.shape[1:]) for part in parameters], generator)
