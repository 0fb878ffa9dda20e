"""What a generator reads: a range for some cells of a phase diagram (temperature × phase) and for the composition.

Cells that are not specified are hidden by a mask; that is the incomplete input of Nguyen et al., arXiv:1811.06060 (2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import BALANCE, ELEMENTS
from mi_core.alloys.thermodynamics.results.derived_grid import LIQUID, SOLVUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.alloys.specification.wishes import Specification

MOST_ALLOYING = 50.0  # wt%: generators propose aluminium alloys
THERE = 0.005  # mole fraction: up to here a phase counts as absent where a wished temperature becomes cells
_ALL, _FIRST, _LAST = slice(None), slice(1), slice(-1, None)
#: What the minimum and the maximum of a derived temperature ask of its phase: at which of the nodes up to the minimum, or
#: from the maximum on, and fractions between which values.
_CELLS = {
    "solidus_k": ((_ALL, 0.0, THERE), (_FIRST, THERE, 1.0)),
    "liquidus_k": ((_LAST, 0.0, 1.0 - THERE), (_ALL, 1.0 - THERE, 1.0)),
    SOLVUS: ((_LAST, THERE, 1.0), (_ALL, 0.0, THERE)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Ranges over the grid, of one alloy or of a batch (leading axis).

    Attributes
    ----------
    mask : (…, t, p) bool, which cells are specified
    low, high : (…, t, p) float32, mole fraction; 0 and 1 where hidden
    wt_low, wt_high : (…, 9) float32, wt% in the order of `ELEMENTS`; 0 and 100 where free
    most_alloying : (…,) float32, wt%: the alloying elements together, the other side of a least content of aluminium
    """

    mask: np.ndarray
    low: np.ndarray
    high: np.ndarray
    wt_low: np.ndarray
    wt_high: np.ndarray
    most_alloying: np.ndarray

    def __getitem__(self, rows) -> Condition:
        """Return the conditions of some rows of a batch."""
        return Condition(*(getattr(self, name)[rows] for name in self.__slots__))


def stack(conditions: Sequence[Condition]) -> Condition:
    """Return a batch of single conditions."""
    return Condition(*(np.stack([getattr(one, name) for one in conditions]) for name in Condition.__slots__))


def open_condition(n_temperatures: int, n_phases: int) -> Condition:
    """Return the condition that asks for nothing."""
    shape = (n_temperatures, n_phases)
    return Condition(
        np.zeros(shape, dtype=bool),
        np.zeros(shape, dtype=np.float32),
        np.ones(shape, dtype=np.float32),
        np.zeros(len(ELEMENTS), dtype=np.float32),
        np.full(len(ELEMENTS), 100.0, dtype=np.float32),
        np.array(MOST_ALLOYING, dtype=np.float32),
    )


def condition_of(spec: Specification, phases: Sequence[str], temperatures: Sequence[float]) -> Condition:
    """Return the condition of a specification on the grid of the data set.

    A temperature between two nodes goes to both, the range widened by its distance to each; phases that the grid does not
    have are left out (no alloy of the data set has them). Wishes for solidus, liquidus and solvus become cells too: no
    liquid at the nodes up to a least solidus, and so on. Costs are left to the ranking.
    """
    found = open_condition(len(temperatures), len(phases))
    column = {phase: number for number, phase in enumerate(phases)}
    for wish in spec.phases:
        if wish.phase in column:
            low = 0.0 if wish.min is None else wish.min
            high = 1.0 if wish.max is None else wish.max
            for node in _neighbours(temperatures, wish.temperature_k):
                _narrow(found, node, column[wish.phase], low, high)
    _narrow_derived(found, spec, column, np.asarray(temperatures, dtype=float))
    _bound_composition(found, spec)
    return found


def _neighbours(temperatures: Sequence[float], temperature: float) -> list[int]:
    """Return the node at a temperature, or the two around it when it is near neither."""
    nodes = np.asarray(temperatures, dtype=float)
    position = float(np.interp(temperature, nodes, np.arange(len(nodes))))
    below, share = int(position), position - int(position)
    if share < 0.25:
        return [below]
    return [below + 1] if share > 0.75 else [below, below + 1]


def _narrow(found: Condition, node: int, column: int, low: float, high: float) -> None:
    """Ask for a range in a cell; two ranges of one cell are intersected, or joined where they exclude one another."""
    low, high = max(low, float(found.low[node, column])), min(high, float(found.high[node, column]))
    found.mask[node, column] = True
    found.low[node, column], found.high[node, column] = min(low, high), max(low, high)


def _narrow_derived(found: Condition, spec: Specification, column: dict[str, int], nodes: np.ndarray) -> None:
    """Turn bounds of the solidus, the liquidus and of solvus temperatures into cells."""
    for key, bound in spec.derived.items():
        kind, phase = (SOLVUS, key.removeprefix(SOLVUS)) if key.startswith(SOLVUS) else (key, LIQUID)
        if phase not in column or kind not in _CELLS:
            continue
        of_minimum, of_maximum = _CELLS[kind]
        if bound.min is not None:
            _narrow_some(found, np.flatnonzero(nodes <= bound.min), column[phase], *of_minimum)
        if bound.max is not None:
            _narrow_some(found, np.flatnonzero(nodes >= bound.max), column[phase], *of_maximum)


def _narrow_some(
    found: Condition, nodes: np.ndarray, column: int, which: slice, low: float, high: float
) -> None:
    for node in nodes[which]:
        _narrow(found, int(node), column, low, high)


def _bound_composition(found: Condition, spec: Specification) -> None:
    for symbol, bound in spec.composition_wt.items():
        if symbol == BALANCE:
            if bound.min is not None:
                found.most_alloying[...] = min(float(found.most_alloying), 100.0 - bound.min)
        elif symbol in ELEMENTS:
            number = ELEMENTS.index(symbol)
            found.wt_low[number] = 0.0 if bound.min is None else bound.min
            found.wt_high[number] = 100.0 if bound.max is None else bound.max
