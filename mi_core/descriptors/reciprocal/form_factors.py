"""Fourier transforms of the electron densities of free neutral atoms, as X-rays see them.

All electrons: the parametrisation that pymatgen carries for X-ray diffraction, f(s) = Z - 41.78214 s² Σ a_i exp(-b_i s²)
with s = |G| / 4π, which holds for s up to about 1.5 Å⁻¹; beyond it the sum dies out and f grows back to Z.
"""

from __future__ import annotations

import functools

import numpy as np
from pymatgen.core import Element

from mi_core.errors import InputError

LARGEST_S = 1.5  # Å⁻¹
LARGEST_G = 4 * np.pi * LARGEST_S  # Å⁻¹
ISOTOPES = {"D": "H", "T": "H"}  # with the same electrons


def form_factor(symbol: str, g: np.ndarray) -> np.ndarray:
    """Return f of a neutral atom, in electrons, at |G| (n,) in Å⁻¹; never below 0.

    InputError for an element that the table lacks, and for |G| beyond LARGEST_G.
    """
    a, b = _parameters(symbol)
    if np.max(g, initial=0.0) > LARGEST_G:
        raise InputError(
            f"Form factors hold up to |G| = {LARGEST_G:.1f} Å⁻¹; got {np.max(g):.1f} Å⁻¹. Take a smaller cube."
        )
    s2 = (np.asarray(g, dtype=float) / (4 * np.pi)) ** 2
    lost = 41.78214 * s2 * (a[:, None] * np.exp(-b[:, None] * s2.ravel())).sum(axis=0).reshape(s2.shape)
    return np.maximum(Element(symbol).Z - lost, 0.0)


@functools.cache
def _parameters(symbol: str) -> tuple[np.ndarray, np.ndarray]:
    table, symbol = _table(), ISOTOPES.get(symbol, symbol)
    if symbol not in table:
        raise InputError(
            f"There is no X-ray form factor of {symbol}; it is known for the elements from H to Cf. Leave this crystal out."
        )
    return table[symbol]


@functools.cache
def _table() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    from pymatgen.analysis.diffraction.xrd import ATOMIC_SCATTERING_PARAMS

    return {symbol: tuple(np.array(pairs).T) for symbol, pairs in ATOMIC_SCATTERING_PARAMS.items()}
