"""Made-up compounds in the form of Ricci's files, to try what reads them: one parabolic band, one relaxation time.

With τ the same at all energies, and s = S e/k_B, the Boltzmann equation gives for the Fermi integrals F_j(η) of
`transport.fermi`, N valleys of density-of-states mass m, and a conductivity mass m_i along each axis

    n = N/(2π²) (2 m k_B T/ħ²)^(3/2) F_1/2,    σ_i/τ = n e²/m_i,    s = 5/3 F_3/2/F_1/2 - η,
    L (e/k_B)² = 7/3 F_5/2/F_1/2 - (5/3 F_3/2/F_1/2)²,    κ_i = L σ_i T.

There are no minority carriers: what a narrow gap does to S at high temperatures is not in it.
"""

from __future__ import annotations

import gzip
import json
from typing import Any, NamedTuple

import numpy as np
from scipy.constants import Boltzmann, electron_mass, elementary_charge, hbar

from mi_core.thermoelectrics.transport.fermi import fermi_integral
from mi_core.thermoelectrics.transport.parabolic_band import K_OVER_E_V_PER_K
from mi_core.thermoelectrics.transport.units import PER_CM3, UV_PER_K

TEMPERATURES = tuple(range(100, 1301, 100))  # K
DOPINGS = (1e16, 1e17, 1e18, 1e19, 1e20)  # cm⁻³
LEVELS = (-60.0, 300.0)  # reduced Fermi levels between which the dopings lie
NOTE = "Made up from one parabolic band, to show the form of the files; no calculation of any compound."


class Band(NamedTuple):
    """Valleys, density-of-states mass of one, conductivity mass along three axes (mₑ), and its own carriers (cm⁻³)."""

    valleys: int
    mass: float
    masses: tuple[float, float, float]
    own: float = 0.0


class Compound(NamedTuple):
    """A made-up compound: name, gap (eV) and the bands of both types."""

    name: str
    gap: float
    n: Band
    p: Band


METAL = Band(1, 1.0, (1.0, 1.0, 1.0), own=1e22)
COMPOUNDS = {
    "made-up_example-1.json.gz": Compound(
        "Made-up light bands", 0.9, Band(1, 0.15, (0.15, 0.15, 0.15)), Band(4, 0.3, (0.2, 0.2, 0.35))
    ),
    "made-up_example-2.json.gz": Compound(
        "Made-up heavy bands", 1.8, Band(3, 1.2, (0.9, 0.9, 2.5)), Band(1, 4.0, (4.0, 4.0, 4.0))
    ),
    "made-up_example-3.json.gz": Compound("Made-up metal", 0.0, METAL, METAL),
}


def example_files() -> list[tuple[str, bytes]]:
    """Return name and bytes of a few made-up files, gzipped."""
    return [(name, gzip.compress(example_json(name).encode(), mtime=0)) for name in COMPOUNDS]


def example_json(name: str) -> str:
    """Return the text of one of COMPOUNDS, unpacked."""
    compound = COMPOUNDS[name]
    blocks: dict[str, Any] = {}
    for carrier, band, sign in (("n", compound.n, -1.0), ("p", compound.p, 1.0)):
        for block, tensors in _transport(band, -1.0 if band.own else sign).items():
            blocks.setdefault(block, {})[carrier] = _by_place(tensors, only_eigs=block == "cond_eff_mass")
    return json.dumps(
        {"pretty_formula": compound.name, "gap": {"GGA": compound.gap}, "note": NOTE, "GGA": blocks}
    )


def _transport(band: Band, sign: float) -> dict[str, np.ndarray]:
    """Return for each block the eigenvalues (temperatures, dopings, 3) in the units of the files."""
    temperature = np.array(TEMPERATURES, dtype=float)[:, None]
    carriers = (np.array(DOPINGS) + band.own)[None, :] / PER_CM3  # m⁻³
    level = _level(band, carriers, temperature)
    half = fermi_integral(0.5, level)
    drift = 5 / 3 * fermi_integral(1.5, level) / half
    seebeck = sign * K_OVER_E_V_PER_K * UV_PER_K * (drift - level)
    lorenz = K_OVER_E_V_PER_K**2 * (7 / 3 * fermi_integral(2.5, level) / half - drift**2)
    masses = np.array(band.masses)
    sigma = (
        (carriers * elementary_charge**2 / electron_mass)[..., None]
        / masses
        * np.ones((len(temperature), 1, 1))
    )
    return {
        "seebeck_doping": np.repeat(seebeck[..., None], 3, axis=-1),
        "cond_doping": sigma,
        "kappa_doping": sigma * (lorenz * temperature)[..., None],
        "cond_eff_mass": np.broadcast_to(masses, sigma.shape),
    }


def _level(band: Band, carriers: np.ndarray, temperature: np.ndarray) -> np.ndarray:
    """Return the reduced Fermi level at which the band holds these carriers (m⁻³)."""
    from scipy.optimize.elementwise import find_root

    wave = (2 * band.mass * electron_mass * Boltzmann * temperature / hbar**2) ** 1.5
    wanted = np.log(carriers * 2 * np.pi**2 / (band.valleys * wave))  # of F_1/2
    return find_root(lambda eta, target: np.log(fermi_integral(0.5, eta)) - target, LEVELS, args=(wanted,)).x


def _by_place(eigenvalues: np.ndarray, *, only_eigs: bool) -> dict[str, Any]:
    return {
        str(temperature): {
            f"{doping:.0e}": _entry(eigenvalues[row, column], only_eigs=only_eigs)
            for column, doping in enumerate(DOPINGS)
        }
        for row, temperature in enumerate(TEMPERATURES)
    }


def _entry(eigenvalues: np.ndarray, *, only_eigs: bool) -> Any:
    eigs = [float(f"{value:.6g}") for value in eigenvalues]
    return eigs if only_eigs else {"eigs": eigs, "tensor": np.diag(eigs).tolist()}
