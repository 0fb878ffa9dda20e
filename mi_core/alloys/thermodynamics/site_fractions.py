"""How the site fractions of a phase are laid out, and what composition they amount to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 1e-9  # site fraction


class SiteFractions:
    """The layout of a phase's site fractions: sublattice after sublattice, species in alphabetical order.

    Parameters
    ----------
    model : pycalphad.Model
    elements : sequence of str
        Symbols, in the order of the compositions' columns.
    """

    def __init__(self, model, elements: Sequence[str]):
        self._ratios = model.site_ratios
        self._elements = [symbol.upper() for symbol in elements]
        self.sublattices = [sorted(sublattice) for sublattice in model.constituents]

    @cached_property
    def size(self) -> int:
        """Number of site fractions."""
        return sum(map(len, self.sublattices))

    @cached_property
    def is_solution(self) -> bool:
        """Whether there is a composition or an order to vary."""
        return self.size > len(self.sublattices)

    @cached_property
    def membership(self) -> np.ndarray:
        """(size, sublattices): 1 where a site fraction belongs to a sublattice."""
        return np.repeat(np.eye(len(self.sublattices)), list(map(len, self.sublattices)), axis=0)

    @cached_property
    def sites(self) -> np.ndarray | None:
        """(size,) sites per formula unit of each site fraction's sublattice; None where they vary (ionic liquids)."""
        try:
            ratios = [float(ratio) for ratio in self._ratios]
        except (TypeError, RuntimeError):  # an expression
            return None
        return np.repeat(ratios, list(map(len, self.sublattices)))

    @cached_property
    def atoms(self) -> np.ndarray | None:
        """(size, elements) atoms per formula unit for each site fraction; None where the sites vary."""
        if self.sites is None:
            return None
        species = [species for sublattice in self.sublattices for species in sublattice]
        held = [[one.constituents.get(name, 0.0) for name in self._elements] for one in species]
        return self.sites[:, None] * np.array(held)

    def normalised(self, sites: np.ndarray) -> np.ndarray:
        """Return positive site fractions (n, size) that sum to 1 on each sublattice."""
        sites = np.maximum(sites, LEAST)
        return sites / (sites @ self.membership @ self.membership.T)
