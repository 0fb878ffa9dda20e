"""The convex hull of competing phases: what a compound could decompose into, and how far it lies above that.

A compound of composition c (atomic fractions) competes with every mixture of phases that has its composition. The best
mixture is a linear programme: minimise Σ w_i E_i over amounts w_i ≥ 0 (fractions of atoms) with Σ w_i c_i = c, E_i in
eV/atom. The compound itself stays out of it, so a stable one lies *below* that hull, as in Emery & Wolverton, Sci. Data 4,
170153 (2017). The distance to mixtures of other compositions is the decomposition enthalpy of Bartel et al., npj Comput.
Mater. 6, 97 (2020), which pymatgen's `PhaseDiagram.get_decomp_and_phase_separation_energy` gives for one entry.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.composition import atomic_fractions, key_elements, readable_key
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALLEST_SHARE = 1e-6  # of the atoms: below it lies rounding


class CompetingPhases:
    """The phases of a table, the most stable entry of each composition, and every element at 0 eV/atom.

    Parameters
    ----------
    formulas : iterable of str
        Chemical formulas; unreadable ones are refused.
    energies : iterable of float
        Formation energies in eV/atom relative to the elements; entries that are not finite are passed over.
    are_keys : bool
        Whether the formulas are composition keys already, which saves reading them.
    """

    def __init__(self, formulas: Iterable[str], energies: Iterable[float], *, are_keys: bool = False):
        self._energy: dict[str, float] = {}
        keys = formulas if are_keys else map(readable_key, formulas)
        for key, energy in zip(keys, energies, strict=True):
            if np.isfinite(energy) and energy < self._energy.get(key, np.inf):
                self._energy[key] = float(energy)
        self._by_elements: dict[frozenset[str], list[str]] = defaultdict(list)
        self.elements: frozenset[str] = frozenset().union(*map(key_elements, self._energy))
        for key in self._energy:
            if len(key_elements(key)) > 1:
                self._by_elements[key_elements(key)].append(key)
        self._hull: dict[str, float] = {}

    def __len__(self) -> int:
        """Return the number of compositions."""
        return len(self._energy)

    def lowest_energy(self, formula: str) -> float:
        """Return the formation energy of the most stable entry of this composition in eV/atom; NaN without any."""
        key = readable_key(formula)
        return 0.0 if len(key_elements(key)) == 1 else self._energy.get(key, np.nan)

    def hull_energy(self, formula: str) -> float:
        """Return the energy of the best mixture of phases of *other* compositions, in eV/atom.

        InputError for an element itself, which has nothing to decompose into, and for elements that no phase holds.
        """
        key = readable_key(formula)
        if key not in self._hull:
            self._hull[key] = self.mixture(formula)[0]
        return self._hull[key]

    def energy_above_hull(self, formula: str, energy: float, *, own_within: float = 0.0) -> float:
        """Return how far a formation energy (eV/atom) lies above all other phases; negative when the compound is stable.

        A phase of the same composition is another polymorph, and competes, if it lies more than `own_within` (eV/atom)
        below `energy`; a nearer one is taken for the compound itself.
        """
        polymorph = self.lowest_energy(formula)
        hull = self.hull_energy(formula)
        return energy - (min(hull, polymorph) if polymorph < energy - own_within else hull)

    def missing_binaries(self, formula: str, anions: frozenset[str]) -> list[tuple[str, str]]:
        """Return the pairs of an anion and another element of a formula between which the table has no compound.

        Every metal forms halides and oxides: where none is known, the hull lacks a corner and lies much too high.
        """
        symbols = key_elements(readable_key(formula))
        pairs = ((anion, other) for anion in sorted(symbols & anions) for other in sorted(symbols - anions))
        return [pair for pair in pairs if frozenset(pair) not in self._by_elements]

    def system(self, formula: str) -> dict[str, float]:
        """Return the competing phases of a formula's chemical system, composition key → eV/atom, elements included."""
        own = readable_key(formula)
        symbols = sorted(key_elements(own))
        unknown = [symbol for symbol in symbols if symbol not in self.elements]
        if unknown:
            raise InputError(
                f"No competing phase of {formula} holds {', '.join(unknown)}, so its hull is unknown; "
                f"the table covers {len(self.elements)} elements. Give a table that has phases of {unknown[0]}."
            )
        phases = {f"{symbol}1": 0.0 for symbol in symbols}
        for size in range(2, len(symbols) + 1):
            for subset in combinations(symbols, size):
                phases |= {key: self._energy[key] for key in self._by_elements.get(frozenset(subset), ())}
        phases.pop(own, None)
        return phases

    def mixture(self, formula: str) -> tuple[float, dict[str, float]]:
        """Return the best mixture of *other* compositions: its energy (eV/atom), and composition key → share of the atoms.

        InputError as `hull_energy`.
        """
        from scipy.optimize import linprog

        key = readable_key(formula)
        symbols = sorted(key_elements(key))
        if len(symbols) == 1:
            raise InputError(f"{formula} is an element; energies above the hull are defined for compounds.")
        phases = self.system(formula)
        # A mixture below the elements needs phases with negative energy only; the elements close the balance.
        kept = [name for name, energy in phases.items() if energy <= 0]
        fractions = np.array([_row(name, symbols) for name in kept])
        found = linprog(
            [phases[name] for name in kept], A_eq=fractions.T, b_eq=_row(key, symbols), method="highs-ds"
        )
        if not found.success:
            raise RuntimeError(f"The hull of {formula} could not be solved: {found.message}")
        shares = {
            name: float(share) for name, share in zip(kept, found.x, strict=True) if share > SMALLEST_SHARE
        }
        return float(found.fun), shares


def _row(key: str, symbols: list[str]) -> list[float]:
    """Return the atomic fractions of a composition key in the order of `symbols`."""
    fractions = atomic_fractions(key)
    return [fractions.get(symbol, 0.0) for symbol in symbols]
