"""Conditional generative adversarial network.

M. Mirza & S. Osindero, "Conditional generative adversarial nets", arXiv:1411.1784 (2014). Generator G and
discriminator D both read the condition c, each through an encoder of its own; ε is noise:

    L_D = − E[ln D(a, c)] − ½ E[ln(1 − D(G(ε, c), c))] − ½ E[ln(1 − D(a, c′))]
    L_G = − E[ln D(G(ε, c), c)]          (the non-saturating form of I. Goodfellow et al., NeurIPS 2014)

c′ is the condition of another alloy (matching-aware discriminator, S. Reed et al., ICML 2016), so that D looks at the
condition from the start. G gives presences and amounts. A presence is drawn as 0 or 1, and its gradient is that of
the probability (straight-through estimator, Y. Bengio, N. Léonard & A. Courville, arXiv:1308.3432, 2013). D sees p
and p·y, blurred by a little noise, and pays for a steep logit around real alloys (R1, L. Mescheder, A. Geiger & S.
Nowozin, ICML 2018); without both it wins at once.
"""

from __future__ import annotations

from mi_core.alloys.models.generators.base import NeuralGenerator

BLUR = 0.05
GRADIENT_PENALTY = 0.5


class CGAN(NeuralGenerator):
    """Conditional GAN; `noise` is the number of random inputs, other parameters as in `NeuralGenerator`."""

    parameter_names = (*NeuralGenerator.parameter_names, "noise")
    betas = (0.0, 0.99)  # momentum makes the two networks circle around one another

    def __init__(self, noise: int = 16, **parameters):
        super().__init__(**{"learning_rate": 5e-4} | parameters)
        self.noise = noise

    def build(self, shape: tuple[int, int]):
        """Return both encoders and both networks."""
        from torch import nn

        from mi_core.alloys.models.generators.networks import ConditionEncoder, Critic, N
        from mi_core.neural.blocks import multilayer_perceptron

        return nn.ModuleDict(
            {
                "encoder": ConditionEncoder(shape, self.width),
                "maker": multilayer_perceptron(self.width + self.noise, self.width, 2 * N),
                "critic_encoder": ConditionEncoder(shape, self.width // 2),
                "critic": Critic(self.width),
            }
        )

    def loss(self, network, features, there, y):
        """Return L_D + L_G; each reaches only its own network's weights."""
        import torch
        from torch.nn.functional import softplus

        n = len(features)
        noise = torch.randn((n, self.noise), device=features.device)
        probability, amount = self._make(network, network["encoder"](features), noise)
        drawn = (torch.rand_like(probability) < probability).float()
        generated_there = drawn + probability - probability.detach()
        generated = torch.cat([generated_there, generated_there * amount], dim=1)
        real = torch.cat([there, there * y], dim=1)
        generated, real = (part + BLUR * torch.randn_like(part) for part in (generated, real))
        critic, code = network["critic"], network["critic_encoder"](features)
        real.requires_grad_(True)
        of_real, of_other = critic(real, code), critic(real, code.roll(1, dims=0))
        of_generated = critic(generated.detach(), code)
        (slope,) = torch.autograd.grad(of_real.sum(), real, create_graph=True)
        judged = softplus(-of_real).mean() + 0.5 * (softplus(of_generated).mean() + softplus(of_other).mean())
        judged = judged + GRADIENT_PENALTY * slope.square().sum(dim=1).mean()
        frozen = {key: value.detach() for key, value in critic.named_parameters()}
        believed = torch.func.functional_call(critic, frozen, (generated, code.detach()))
        return judged + softplus(-believed).mean()

    def sample(self, network, features, n: int, generator):
        """Return n draws of presence and amounts."""
        import torch

        code = network["encoder"](features).expand(n, -1)
        probability, amount = self._make(network, code, torch.randn((n, self.noise), generator=generator))
        return torch.rand(probability.shape, generator=generator) < probability, amount

    def _make(self, network, code, noise):
        import torch

        logits, amount = network["maker"](torch.cat([code, noise], dim=1)).chunk(2, dim=1)
        return torch.sigmoid(logits), amount
