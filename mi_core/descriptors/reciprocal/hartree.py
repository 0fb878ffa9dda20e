"""The Hartree energy of a periodic density: a sum over its Fourier coefficients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.reciprocal.form_factors import form_factor

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients

COULOMB_EV_A = 14.399645  # e² / 4πε₀, eV Å (CODATA 2018)
STEPS = 400  # of the integral over |G|; Simpson's rule is then good to nine digits


def hartree_energies(coefficients: Coefficients) -> np.ndarray:
    """Return what each G and its mate -G add to the Hartree energy of a cell, (n,) in eV: V 4π e² |ρ(G)|² / |G|²."""
    squares = np.abs(coefficients.values) ** 2 / (coefficients.g**2).sum(axis=1)
    return 4 * np.pi * COULOMB_EV_A * coefficients.volume * squares


def hartree_energy(coefficients: Coefficients) -> float:
    """Return the Hartree energy of a cell, eV: (V/2) Σ_{G≠0} 4π e² |ρ(G)|² / |G|², over the coefficients that are given.

    The mean of the density, G = 0, is left out, as for a crystal whose nuclei make it neutral.
    """
    return float(hartree_energies(coefficients).sum())


def hartree_potential(coefficients: Coefficients) -> np.ndarray:
    """Return the potential energy of an electron in the density, 4π e² ρ(G) / |G|², (n,) complex in eV, at each G."""
    return 4 * np.pi * COULOMB_EV_A * coefficients.values / (coefficients.g**2).sum(axis=1)


def self_energy(symbol: str, g_max: float) -> float:
    """Return the Hartree energy of one free atom's density in empty space, eV, of its Fourier components up to |G| = g_max.

    ½ ∫ 4π e² f² / G² d³G / (2π)³ = (e²/π) ∫ f(G)² dG from 0 to g_max (Å⁻¹).
    """
    from scipy.integrate import simpson

    g = np.linspace(0.0, g_max, STEPS + 1)
    return float(COULOMB_EV_A / np.pi * simpson(form_factor(symbol, g) ** 2, x=g))


def self_energies(structure: Structure, g_max: float) -> float:
    """Return the sum of `self_energy` over the atoms of an ordered crystal, eV."""
    counts = structure.composition.get_el_amt_dict()
    return sum(count * self_energy(symbol, g_max) for symbol, count in counts.items())
