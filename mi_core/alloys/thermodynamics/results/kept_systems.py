"""A few element systems kept open, so that the next alloy of the same elements is answered at once."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from cachetools import LRUCache

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.thermodynamics.database.database import check_elements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.results.equilibrium import Equilibrium
    from mi_core.alloys.thermodynamics.results.scheil_path import ScheilPath
    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

MOST_SYSTEMS = 4  # element systems


class KeptSystems:
    """Element systems, the most recently used ones open; one caller at a time, for pycalphad shares its caches."""

    def __init__(self, most: int = MOST_SYSTEMS):
        self._lock = threading.Lock()
        self._open: LRUCache[tuple[str, tuple[str, ...]], ElementSystem] = LRUCache(most)

    def is_open(self, wt: Mapping[str, float], database: ThermoDatabase) -> bool:
        """Whether an alloy's element system need not be built."""
        return _key(database, mole_fractions(wt)) in self._open

    def equilibrium(
        self, wt: Mapping[str, float], temperatures_k: Sequence[float] | np.ndarray, database: ThermoDatabase
    ) -> Equilibrium:
        """Return the equilibria of one alloy (wt% of alloying elements) at temperatures (K)."""
        from mi_core.alloys.thermodynamics.results.equilibrium import tabulate
        from mi_core.alloys.thermodynamics.solver.solve import solve_point

        x = mole_fractions(wt)
        with self._lock:
            system = self._system(database, x)
            points = [solve_point(system, x, float(t)) for t in temperatures_k]
            steps = np.asarray(temperatures_k, dtype=float)
            return tabulate([points], steps, [system.elements], system.remarks)

    def derived(self, wt: Mapping[str, float], database: ThermoDatabase) -> dict[str, Any]:
        """Return liquidus, solidus, freezing range and solvi (K) of one alloy, as `derived_of` does."""
        from mi_core.alloys.thermodynamics.results.derived import derived_of

        x = mole_fractions(wt)
        with self._lock:
            return derived_of(self._system(database, x), x)

    def scheil(self, wt: Mapping[str, float], database: ThermoDatabase) -> ScheilPath:
        """Return the Scheil path of one alloy, as `scheil_of` does."""
        from mi_core.alloys.thermodynamics.results.scheil_path import scheil_of

        x = mole_fractions(wt)
        with self._lock:
            return scheil_of(self._system(database, x), x)

    @contextmanager
    def using(self, database: ThermoDatabase, elements: Iterable[str]) -> Iterator[ElementSystem]:
        """Lend the system of these elements; it stays open afterwards."""
        with self._lock:
            yield self._system(database, elements)

    def release(self) -> None:
        """Close them all."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].release()

    def _system(self, database: ThermoDatabase, x: Iterable[str]) -> ElementSystem:
        from mi_core.alloys.thermodynamics.solver.system import ElementSystem

        check_elements(database, x)
        key = _key(database, x)
        if key not in self._open:
            if self._open.currsize >= self._open.maxsize:
                self._open.popitem()[1].release()  # before the next one is built: each holds up to 1 GB
            self._open[key] = ElementSystem(database, key[1])
        return self._open[key]


def _key(database: ThermoDatabase, x: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    return database.sha256, tuple(sorted(x))
