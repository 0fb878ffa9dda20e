"""Conditional flow matching.

Y. Lipman, R. Chen, H. Ben-Hamu, M. Nickel & M. Le, "Flow matching for generative modeling", ICLR (2023). A
composition is a point a₁ = (2p − 1, p·y) of 18 dimensions (presences as in T. Chen, R. Zhang & G. Hinton, "Analog
bits", ICLR 2023). On the straight path a_t = (1 − t) a₀ + t a₁ from noise a₀ ~ N(0, 1) the network learns the
velocity

    L = E ‖v(a_t, t, h) − (a₁ − a₀)‖²,   h = encoder(condition)

A proposal solves da/dt = v from t = 0 to 1 by the midpoint rule; an element is there where its presence ends above 0.
"""

from __future__ import annotations

from mi_core.alloys.models.generators.base import NeuralGenerator

FREQUENCIES = 8


class FlowMatching(NeuralGenerator):
    """Conditional flow matching; `steps` midpoint steps per proposal, `depth` residual blocks of the velocity."""

    parameter_names = (*NeuralGenerator.parameter_names, "steps", "depth")

    def __init__(self, steps: int = 8, depth: int = 3, **parameters):
        super().__init__(**parameters)
        self.steps, self.depth = steps, depth

    def build(self, shape: tuple[int, int]):
        """Return encoder and velocity."""
        from torch import nn

        from mi_core.alloys.models.generators.networks import ConditionEncoder, N
        from mi_core.neural.blocks import ResidualBlock

        width = self.width
        velocity = [
            nn.Linear(width + 2 * N + 2 * FREQUENCIES, width),
            *(ResidualBlock(width) for _ in range(self.depth)),
        ]
        return nn.ModuleDict(
            {
                "encoder": ConditionEncoder(shape, width),
                "velocity": nn.Sequential(*velocity, nn.LayerNorm(width), nn.Linear(width, 2 * N)),
            }
        )

    def loss(self, network, features, there, y):
        """Return the mean squared error of the velocity at random times."""
        import torch

        end = torch.cat([2 * there - 1, there * y], dim=1)
        start = torch.randn_like(end)
        time = torch.rand((len(end), 1), device=end.device)
        velocity = self._velocity(
            network, network["encoder"](features), (1 - time) * start + time * end, time
        )
        return (velocity - (end - start)).square().mean()

    def sample(self, network, features, n: int, generator):
        """Return n draws of presence and amounts."""
        import torch

        code = network["encoder"](features).expand(n, -1)
        a = torch.randn((n, 18), generator=generator)
        step = 1 / self.steps
        for number in range(self.steps):
            time = torch.full((n, 1), number * step)
            half = a + step / 2 * self._velocity(network, code, a, time)
            a = a + step * self._velocity(network, code, half, time + step / 2)
        presence, amount = a.chunk(2, dim=1)
        return presence > 0, amount

    def _velocity(self, network, code, a, time):
        import torch

        angle = time * torch.pi * torch.arange(1, FREQUENCIES + 1, device=a.device)
        return network["velocity"](torch.cat([code, a, torch.sin(angle), torch.cos(angle)], dim=1))
