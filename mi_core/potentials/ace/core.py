"""What keeps atoms apart below the shortest distance learned, where an expansion says nothing.

The screened repulsion of nuclei, Ziegler, Biersack & Littmark (The Stopping and Range of Ions in Solids, 1985), switched off
smoothly towards that distance, so that it changes nothing of what was learned.
"""

from __future__ import annotations

import numpy as np

COULOMB = 14.399645  # e² / 4πε₀, eV Å
_WEIGHTS = np.array([0.18175, 0.50986, 0.28022, 0.02817])
_RATES = np.array([3.19980, 0.94229, 0.40290, 0.20162])

_WIDTH = 0.25  # of the shortest distance: over how much of it the repulsion sets in


def repulsion(
    distances: np.ndarray, charges: tuple[np.ndarray, np.ndarray], nearest: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the energy (n_pairs,) of pairs, eV, and its derivative by the distance, eV/Å; zero from `nearest` (Å) on.

    charges : atomic numbers (n_pairs,) of both atoms.
    """
    energies, slopes = np.zeros(len(distances)), np.zeros(len(distances))
    near = np.flatnonzero(distances < nearest)
    if len(near) == 0:
        return energies, slopes
    r, one, two = distances[near], charges[0][near].astype(float), charges[1][near].astype(float)
    length = 0.46850 / (one**0.23 + two**0.23)
    decays = np.exp(-_RATES * (r / length)[:, None])
    screening, falling = decays @ _WEIGHTS, -(decays @ (_WEIGHTS * _RATES)) / length
    bare = COULOMB * one * two / r
    switch, closing = _switch((nearest - r) / (_WIDTH * nearest))
    energies[near] = bare * screening * switch
    slopes[near] = bare * (falling - screening / r) * switch + bare * screening * -closing / (
        _WIDTH * nearest
    )
    return energies, slopes


def _switch(share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what rises from 0 at share 0 to 1 at 1, smooth to the second derivative, and its slope."""
    x = np.minimum(share, 1)
    return x**3 * (10 - 15 * x + 6 * x**2), 30 * x**2 * (1 - x) ** 2
