"""How the site fractions of a phase are laid out, what composition they amount to, and which of them are neutral."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_SITE_FRACTION = 1e-9  # site fraction
TRACE = 1e-14  # pycalphad's MIN_SITE_FRACTION
NEUTRAL = 1e-12  # charges per site of the formula unit
#: Steps of Newton's method towards neutrality, and the largest exponent per charge.
MOST_TILTS, STEEPEST = 100, 60.0
SMALLEST = 1e-300


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
        self._names = model.site_fractions
        self._elements = [symbol.upper() for symbol in elements]
        self.sublattices = [sorted(sublattice) for sublattice in model.constituents]

    @property
    def _species(self) -> list:
        return [species for sublattice in self.sublattices for species in sublattice]

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
    def sites(self) -> np.ndarray:
        """(size,) sites per formula unit of each site fraction's sublattice; NaN where they vary (ionic liquids)."""
        try:
            ratios = [float(ratio) for ratio in self._ratios]
        except (TypeError, RuntimeError):  # an expression
            ratios = [np.nan] * len(self.sublattices)
        return np.repeat(ratios, list(map(len, self.sublattices)))

    @cached_property
    def sites_vary(self) -> bool:
        """Whether the numbers of sites depend on the site fractions, whose charges they balance."""
        return bool(np.isnan(self.sites).any())

    @cached_property
    def atoms(self) -> np.ndarray:
        """(size, elements) atoms per formula unit for each site fraction; NaN where the sites vary."""
        held = [[one.constituents.get(name, 0.0) for name in self._elements] for one in self._species]
        return self.sites[:, None] * np.array(held)

    @cached_property
    def _varying_ratios(self):
        from symengine import Lambdify

        return Lambdify(self._names, list(self._ratios))

    def sites_per_atom(self, sites: np.ndarray) -> np.ndarray:
        """Return sites of each sublattice per atom (…, sublattices) of site fractions (…, size), where sites vary."""
        ratios = np.asarray(self._varying_ratios(sites)).reshape(*sites.shape[:-1], -1)
        held = [sum(one.constituents.get(name, 0.0) for name in self._elements) for one in self._species]
        atoms = ((ratios @ self.membership.T) * sites * held).sum(axis=-1, keepdims=True)
        return ratios / atoms

    @cached_property
    def charges(self) -> np.ndarray:
        """(size,) charge of each site fraction's species."""
        return np.array([float(one.charge) for one in self._species])

    @cached_property
    def is_charged(self) -> bool:
        """Whether the site fractions have charges to balance among themselves."""
        return not self.sites_vary and bool(self.charges.any())

    @cached_property
    def fixed(self) -> np.ndarray:
        """(size, sublattices, and one more if charged): weights of the sums of site fractions that never change."""
        if not self.is_charged:
            return self.membership
        return np.column_stack([self.membership, self.sites * self.charges])

    def centred(self, values: np.ndarray, sites: np.ndarray) -> np.ndarray:
        """Return values (…, size) less their mean over each sublattice, weighted with site fractions (n, size)."""
        return values - (values * sites @ self.membership) @ self.membership.T

    def normalised(self, sites: np.ndarray) -> np.ndarray:
        """Return positive site fractions (n, size) that sum to 1 on each sublattice and carry no charge in sum."""
        sites = self._summed_to_one(np.maximum(sites, LEAST_SITE_FRACTION))
        return self._neutral(sites) if self.is_charged else sites

    def floored(self, sites: np.ndarray) -> np.ndarray:
        """Return site fractions (n, size) with traces, as pycalphad wants them, in place of zeros; corners stay corners."""
        return self._summed_to_one(np.maximum(sites, TRACE))

    def _summed_to_one(self, sites: np.ndarray) -> np.ndarray:
        return sites / (sites @ self.membership @ self.membership.T)

    def _neutral(self, sites: np.ndarray) -> np.ndarray:
        """Return the neutral site fractions nearest to these (n, size) by relative entropy.

        They are y_i exp(tilt q_i), summed to one on each sublattice (I. Csiszar, Annals of Probability 3, 146, 1975). The
        charge rises with the tilt; Newton's method finds its zero, and halves the bracket where a step would leave it.
        """
        weights = self.sites * self.charges
        low, high = np.full(len(sites), -STEEPEST), np.full(len(sites), STEEPEST)
        tilt, tilted = np.zeros(len(sites)), sites
        for _ in range(MOST_TILTS):
            charge = tilted @ weights
            if (np.abs(charge) <= NEUTRAL * self.sites.sum()).all():
                break
            high, low = np.where(charge > 0, tilt, high), np.where(charge < 0, tilt, low)
            slope = (tilted * self.centred(self.charges, tilted) ** 2) @ self.sites
            tilt = tilt - charge / np.maximum(slope, SMALLEST)
            tilt = np.where((tilt > low) & (tilt < high), tilt, (low + high) / 2)
            tilted = self._summed_to_one(sites * np.exp(tilt[:, None] * self.charges))
        return tilted
