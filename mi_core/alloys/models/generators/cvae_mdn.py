"""Conditional variational auto-encoder whose decoder is a mixture density network.

P. Nguyen, T. Tran, S. Gupta, S. Rana & S. Venkatesh, "Hybrid generative-discriminative models for inverse materials
design", arXiv:1811.06060 (2018). The latent z carries what the incomplete condition leaves open, the mixture the several
compositions that share a diagram:

    p(a | h) = ∫ p(z | h) Σ_j π_j(h, z) Π_i ρ_ji^p_i (1 − ρ_ji)^(1 − p_i) N(y_i; μ_ji, σ_ji)^p_i dz

with prior, posterior and loss of `cvae`, and the mixture of `networks`, all of whose parameters depend on (h, z). The
density differs from the paper's by the presences ρ, since absent elements are exact zeros here.
"""

from __future__ import annotations

from mi_core.alloys.models.generators.cvae import CVAE


class CVAEMDN(CVAE):
    """CVAE with a mixture of `components` as its decoder; other parameters as in `CVAE`."""

    fixed_sigma = False

    def __init__(self, components: int = 8, **parameters):
        super().__init__(components=components, **parameters)
