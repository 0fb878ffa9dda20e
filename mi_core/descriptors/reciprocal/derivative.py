"""What a number that is computed from moduli of Fourier coefficients says of the density in the cell.

Let y depend on the moduli m(G) = |ρ(G)| at half of all vectors G. Adding a small real density δρ(r), the same in every cell,
changes a coefficient by δρ(G) = (1/V) ∫ δρ exp(-iG·r) dr, and a modulus by the part of it that is in phase with ρ(G):
δm = Re[u* δρ(G)] with u = ρ(G) / |ρ(G)|. Hence, by the chain rule,

δy/δρ(r) = (1/V) Σ_half (∂y/∂m) Re[u exp(iG·r)],

a field whose coefficients are (∂y/∂m) u / 2V at G and, as it is real, their conjugates at the mates. For the Hartree energy,
where ∂y/∂m = 8π e² V m / |G|², it is the Hartree potential.

Where the crystal extinguishes a reflection there is no phase u, and |δρ(G)| grows from 0 whichever way the density changes:
y has no derivative there. The mean over all phases is 0, and such vectors add nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.descriptors.reciprocal.coefficients import Coefficients


def functional_derivative(density: Coefficients, gradient: np.ndarray) -> Coefficients:
    """Return δy/δρ(r) as coefficients, in the unit of y per electron that is added at r in every cell.

    gradient : (n + 1,) ∂y/∂m as `density.points()` orders the moduli, in the unit of y per e/Å³; of half the modulus at 0.
    """
    there = ~density.extinct()
    values = np.zeros(len(density.values), dtype=complex)
    phases = density.values[there] / np.abs(density.values[there])
    values[there] = gradient[1:][there] * phases / (2 * density.volume)
    mean = float(gradient[0] * np.sign(density.mean) / (2 * density.volume))
    return replace(density, values=values, mean=mean)


def foretold(derivative: Coefficients, before: Coefficients, after: Coefficients) -> float:
    """Return by how much y changes to first order with the density: ∫ δy/δρ(r) δρ(r) dr over the cell, in the unit of y."""
    added = after.values - before.values
    both = 2 * float(np.vdot(derivative.values, added).real)
    return before.volume * (both + derivative.mean * (after.mean - before.mean))


def correlation(field: Coefficients, other: Coefficients) -> float:
    """Return the correlation over the cell of two real fields with coefficients at the same vectors; NaN of a constant one.

    By Parseval's theorem it is that of the coefficients, G = 0 left out: no grid is needed.
    """
    size = np.linalg.norm(field.values) * np.linalg.norm(other.values)
    return float(_overlap(field, other) / size) if size > 0 else float("nan")


def slope(field: Coefficients, other: Coefficients) -> float:
    """Return the slope of the line that fits a field against another over the cell; NaN where the other is constant."""
    square = _overlap(other, other)
    return float(_overlap(field, other) / square) if square > 0 else float("nan")


def _overlap(field: Coefficients, other: Coefficients) -> float:
    return float(np.vdot(field.values, other.values).real)
