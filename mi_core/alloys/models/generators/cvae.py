"""Conditional variational auto-encoder with a learned prior.

K. Sohn, H. Lee & X. Yan, "Learning structured output representation using deep conditional generative models", NeurIPS
(2015). With the code h = encoder(condition), composition a = (p, y) of `amounts` and a latent z:

    prior      p(z | h)    = N(μ_p(h), σ_p(h))
    posterior  q(z | h, a) = N(μ_q(h, a), σ_q(h, a))
    decoder    p(a | h, z) = Π_i ρ_i^p_i (1 − ρ_i)^(1 − p_i) N(y_i; μ_i, s_i)^p_i
    loss       L = − E_q[ln p(a | h, z)] + β KL(q(z | h, a) ‖ p(z | h))

ρ and μ are functions of (h, z), s_i learned constants. Proposals: z from the prior, the composition from the decoder.
"""

from __future__ import annotations

from mi_core.alloys.models.generators.base import NeuralGenerator


class CVAE(NeuralGenerator):
    """Conditional variational auto-encoder.

    Parameters
    ----------
    latent : int
        Dimensions of z.
    beta : float
        Weight of the divergence.
    components : int
        Of the decoder's density; 1 for the plain CVAE.
    """

    parameter_names = (*NeuralGenerator.parameter_names, "latent", "beta", "components")
    fixed_sigma = True

    def __init__(self, latent: int = 8, beta: float = 1.0, components: int = 1, **parameters):
        super().__init__(**parameters)
        self.latent, self.beta, self.components = latent, beta, components

    def build(self, shape: tuple[int, int]):
        """Return encoder, prior, posterior, decoder and head."""
        from torch import nn

        from mi_core.alloys.models.generators.networks import ConditionEncoder, MixtureHead, N
        from mi_core.neural.blocks import multilayer_perceptron

        width = self.width
        return nn.ModuleDict(
            {
                "encoder": ConditionEncoder(shape, width),
                "prior": multilayer_perceptron(width, width, 2 * self.latent, depth=1),
                "posterior": multilayer_perceptron(width + 2 * N, width, 2 * self.latent),
                "decoder": multilayer_perceptron(width + self.latent, width, width),
                "head": MixtureHead(width, self.components, fixed_sigma=self.fixed_sigma),
            }
        )

    def loss(self, network, features, there, y):
        """Return the negative evidence bound, averaged over the batch."""
        import torch

        from mi_core.alloys.models.generators.networks import negative_log_likelihood

        code = network["encoder"](features)
        prior = _normal(network["prior"](code))
        posterior = _normal(network["posterior"](torch.cat([code, there, y], dim=1)))
        divergence = torch.distributions.kl_divergence(posterior, prior).sum(dim=1)
        decoded = self._decode(network, code, posterior.rsample())
        return (negative_log_likelihood(decoded, there, y) + self.beta * divergence).mean()

    def sample(self, network, features, n: int, generator):
        """Return n draws: z from the prior, presence and amounts from the decoder."""
        import torch

        from mi_core.alloys.models.generators.networks import sample_mixture

        code = network["encoder"](features)
        prior = _normal(network["prior"](code))
        z = prior.mean + prior.stddev * torch.randn((n, self.latent), generator=generator)
        return sample_mixture(self._decode(network, code.expand(n, -1), z), generator)

    def _decode(self, network, code, z):
        import torch

        return network["head"](code + network["decoder"](torch.cat([code, z], dim=1)))


def _normal(out):
    """Return independent normals of means and log deviations side by side, (n, 2·latent)."""
    import torch

    mean, log_sigma = out.chunk(2, dim=1)
    return torch.distributions.Normal(mean, torch.exp(log_sigma.clamp(-6, 3)))
