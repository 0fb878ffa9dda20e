"""Radial symmetry functions: how many neighbours there are at which distance.

J. Behler & M. Parrinello, Phys. Rev. Lett. 98, 146401 (2007), and J. Behler, J. Chem. Phys. 134, 074106 (2011): G², with
the cosine cut-off of equation 3 there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.potentials.network.environments import Environments


def gaussians(
    distances: np.ndarray, shapes: tuple[tuple[float, float], ...], cutoff: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return exp(−η (r − r_s)²) f_c(r) of each shape (η, r_s), and its slope by r: (..., n_shapes) both."""
    r = distances[..., None]
    widths, centres = (np.array(column) for column in zip(*shapes, strict=True))
    bells = np.exp(-widths * (r - centres) ** 2)
    angle = np.pi * np.minimum(r / cutoff, 1.0)
    end = 0.5 * (np.cos(angle) + 1)
    slope = -0.5 * np.pi / cutoff * np.sin(angle)
    return bells * end, bells * (slope - 2 * widths * (r - centres) * end)


def by_element(environments: Environments, values: np.ndarray, n_elements: int) -> np.ndarray:
    """Return values (n, k, m) of neighbours as (n, k, n_elements, m): zero but at the neighbour's own element."""
    own = environments.elements[..., None] == np.arange(n_elements)
    return own[..., None] * values[..., None, :]


def radial_functions(
    environments: Environments, shapes: tuple[tuple[float, float], ...], cutoff: float, n_elements: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return G² (n, n_elements · n_shapes), and its gradient by each neighbour's vector, (n, k, 3, the same), 1/Å."""
    values, slopes = gaussians(environments.distances, shapes, cutoff)
    n, k, _ = values.shape
    g = by_element(environments, values, n_elements).sum(axis=1)
    along = by_element(environments, slopes, n_elements).reshape(n, k, 1, -1)
    return g.reshape(n, -1), along * environments.directions[..., None]
