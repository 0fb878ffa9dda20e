"""The Hartree energy of a periodic density: a sum over its Fourier coefficients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.descriptors.reciprocal.coefficients import Coefficients

COULOMB_EV_A = 14.399645  # e² / 4πε₀, eV Å (CODATA 2018)


def hartree_energy(coefficients: Coefficients) -> float:
    """Return the Hartree energy of a cell, eV: (V/2) Σ_{G≠0} 4π e² |ρ(G)|² / |G|², over the coefficients that are given.

    The mean of the density, G = 0, is left out, as for a crystal whose nuclei make it neutral.
    """
    squares = np.abs(coefficients.values) ** 2 / (coefficients.g**2).sum(axis=1)
    # each vector stands for its Friedel mate, too, which cancels the half
    return float(4 * np.pi * COULOMB_EV_A * coefficients.volume * squares.sum())


def hartree_potential(coefficients: Coefficients) -> np.ndarray:
    """Return the potential energy of an electron in the density, 4π e² ρ(G) / |G|², (n,) complex in eV, at each G."""
    return 4 * np.pi * COULOMB_EV_A * coefficients.values / (coefficients.g**2).sum(axis=1)
