"""How far a compound lies above the hull of all known phases, and what it would decompose into.

Everywhere in the product "energy above hull" is this: the Materials Project's definition, the compound itself among the
phases, so that 0 is stable and nothing lies below.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.composition import key_elements, readable_key
from mi_core.datasets.hull import CompetingPhases
from mi_core.errors import InputError
from mi_core.phases.making import ABOVE_HULL, FORMATION
from mi_core.phases.shipped import competing_phases

if TYPE_CHECKING:
    import pandas as pd

ON_THE_HULL = 1e-6  # eV/atom
NEAR = 0.05  # eV/atom above the hull: what lies higher competes with nothing
AS_GOOD_AS_STABLE = 0.005  # eV/atom: between forms that differ by small tilts
SAME = 1e-4  # eV/atom: rounding of the table, in single precision


@dataclass(frozen=True, slots=True)
class Share:
    """A phase that takes part in a decomposition: formula, id, and its share of the atoms."""

    formula: str
    id: str
    share: float


@dataclass(frozen=True, slots=True)
class Phase:
    """An entry of the table: formula, id, formation energy and energy above hull, eV/atom."""

    formula: str
    id: str
    energy: float
    above: float


@dataclass(frozen=True, slots=True)
class HullDistance:
    """Where a compound lies against the hull.

    Attributes
    ----------
    above : float
        Energy above hull, eV/atom, not below 0.
    against_others : float
        Distance to all *other* compositions, eV/atom; negative where the compound lies below them.
    hull_energy : float
        Formation energy of the hull at this composition, eV/atom.
    decomposition : tuple of Share
        The most stable mixture of this composition; the compound itself where its composition has a phase on the hull. A
        share without an id stands for what the table lacks: a phase of this composition, or phases it decomposes into.
    known : str
        Id of the lowest entry of this composition, "" without one.
    """

    above: float
    against_others: float
    hull_energy: float
    decomposition: tuple[Share, ...]
    known: str


class Hull:
    """The hull of a table of competing phases, as `making.competing_phases_of` makes it.

    A distance on record gives the energy of the hull at its composition, so those compositions count as phases of that
    energy: a phase on the hull that the table lacks is felt through what is known to decompose into it.
    """

    def __init__(self, table: pd.DataFrame):
        self._table = table
        keys = table["composition"].tolist()
        energies = table[FORMATION].to_numpy(dtype=float)
        hull = energies - table[ABOVE_HULL].to_numpy(dtype=float)
        stable = table[ABOVE_HULL].to_numpy() <= ON_THE_HULL
        self._id = dict(zip(keys, table["id"], strict=True))
        self._known = dict(zip(keys, hull.tolist(), strict=True))
        self._stable = frozenset(table.loc[stable, "composition"])
        self._all = CompetingPhases(keys, hull, are_keys=True)
        self._held = CompetingPhases(keys, energies, are_keys=True)

    def energy(self, formula: str) -> float:
        """Return the formation energy of the hull at a composition, eV/atom; InputError for elements without a phase."""
        key = readable_key(formula)
        if len(key_elements(key)) == 1:
            return 0.0
        return self._known[key] if key in self._known else min(self._all.hull_energy(formula), 0.0)

    def distance(self, formula: str, formation_energy: float) -> HullDistance:
        """Return where a compound of this formation energy (eV/atom) lies; InputError as `energy`."""
        if not np.isfinite(formation_energy):
            raise InputError(
                f"The formation energy of {formula} must be a finite number; got {formation_energy!r}."
            )
        key = readable_key(formula)
        energy = self.energy(formula)
        if len(key_elements(key)) == 1:
            own = (Share(_formula(key), self._id.get(key, ""), 1.0),)
            above = max(formation_energy, 0.0)
            return HullDistance(above, formation_energy, 0.0, own, known=self._id.get(key, ""))
        others, shares = self._mixture(formula)
        if energy < others - SAME:  # the compound's own composition is on the hull
            shares = (Share(_formula(key), self._nearly_stable_id(key), 1.0),)
        return HullDistance(
            above=max(formation_energy - energy, 0.0),
            against_others=formation_energy - others,
            hull_energy=energy,
            decomposition=shares,
            known=self._id.get(key, ""),
        )

    def system(self, formula: str) -> list[Phase]:
        """Return the phases of a formula's chemical system that the table holds, near the hull; elements included."""
        symbols = key_elements(readable_key(formula))
        elements = [Phase(symbol, self._id.get(f"{symbol}1", ""), 0.0, 0.0) for symbol in sorted(symbols)]
        rows = self._table[self._table[ABOVE_HULL] <= NEAR].itertuples(index=False)
        return elements + [
            Phase(_formula(key), id_, float(energy), float(above))
            for id_, key, energy, above in rows
            if len(parts := key_elements(key)) > 1 and parts <= symbols
        ]

    def _mixture(self, formula: str) -> tuple[float, tuple[Share, ...]]:
        """Return the energy of the best mixture of other compositions, eV/atom, and the mixture, its largest share first.

        A composition whose lowest entry is not on the hull lies there as a mixture itself, on a tie with the phases of that
        mixture: where phases of the table reach the same energy, they are named.
        """
        energy, shares = self._all.mixture(formula)
        ids = {name: self._stable_id(name) for name in shares}
        if not all(ids.values()):
            reached, held = self._held.mixture(formula)
            if reached - energy < SAME:
                shares, ids = held, {name: self._id.get(name, "") for name in held}
        largest_first = sorted(shares.items(), key=lambda item: -item[1])
        return energy, tuple(Share(_formula(name), ids[name], share) for name, share in largest_first)

    def _nearly_stable_id(self, key: str) -> str:
        """Return the id of the entry of a composition that is on the hull, or as good as that; "" without one."""
        return self._id[key] if self._held.lowest_energy(key) - self._known[key] <= AS_GOOD_AS_STABLE else ""

    def _stable_id(self, key: str) -> str:
        """Return the id of the phase of a composition that is on the hull, "" where the table does not hold it."""
        element = len(key_elements(key)) == 1
        return self._id.get(key, "") if element or key in self._stable else ""


@cache
def shipped_hull() -> Hull:
    """Return the hull of the phases that ship."""
    return Hull(competing_phases())


def _formula(key: str) -> str:
    from pymatgen.core import Composition

    return Composition(key.replace(" ", "")).reduced_formula
