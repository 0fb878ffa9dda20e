"""The mass that a conductivity stands for at a known carrier concentration: σ = n e² τ/m*, one isotropic band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.constants import electron_mass, elementary_charge

from mi_core.thermoelectrics.transport.arrays import numbers, positive
from mi_core.thermoelectrics.transport.units import FS

if TYPE_CHECKING:
    import numpy as np


def conductivity_mass(sigma_s_per_m, carriers_per_m3, relaxation_time_fs) -> np.ndarray:
    """Return m*/m_e = n e² τ/(σ m_e); NaN where σ, n or τ ≤ 0.

    Of many bands it is the mass of one that conducts as they all do. Source: P. Drude's formula, as in any textbook.
    """
    sigma, carriers, time = numbers(
        sigma_s_per_m=sigma_s_per_m, carriers_per_m3=carriers_per_m3, relaxation_time_fs=relaxation_time_fs
    )
    charge = elementary_charge**2 * positive(carriers) * positive(time) / FS
    return charge / (positive(sigma) * electron_mass)
