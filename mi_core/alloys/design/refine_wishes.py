"""Wishes as residuals that a refinement can bring to zero, a little stricter than asked so that the engine agrees too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.specification.misses import wished_values
from mi_core.alloys.specification.wishes import PhaseWish, wishes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.alloys.models.surrogate import Surrogate
    from mi_core.alloys.specification.reading import Specification
    from mi_core.alloys.specification.wishes import Wish

#: How much of a miss counts as 1, by kind of wish, in its unit.
SCALES = {"phase": 0.01, "composition": 0.02, "derived": 5.0, "cost": 0.05}
#: How far inside a range to aim, at most a quarter of its width: what the surrogate may be wrong by.
MARGINS = {"phase": 0.002, "composition": 0.0, "derived": 4.0, "cost": 0.0}
ABSENT = 0.002  # mole fraction: a phase wished for at most so much is wished away
TRACE, ABSENCE_WEIGHT = 1e-4, 0.5  # it counts as ln(1 + f / TRACE): predicted fractions fade exponentially
GUARD_K = 10.0  # K: what is to be absent is to be so this far beyond, less urgently
GUARD_WEIGHT = 0.3
UNKNOWN = 10.0  # residual of what cannot be told, such as the solvus of a phase that never forms


class Residuals:
    """Call with compositions (n, 9) wt% for the residuals (n, count) of a specification according to the surrogate."""

    def __init__(self, spec: Specification, surrogate: Surrogate, prices: Mapping[str, float] | None = None):
        self.surrogate, self.prices = surrogate, prices
        guards = _guards(spec, surrogate.temperatures)
        self.spec = replace(spec, phases=(*spec.phases, *guards))
        listed = wishes(self.spec)
        self.count = len(listed)
        self.low, self.high = np.array([_aimed(wish) for wish in listed]).reshape(-1, 2).T
        weight = np.ones(self.count)
        weight[len(spec.phases) : len(spec.phases) + len(guards)] = GUARD_WEIGHT
        self.weight = weight / np.array([SCALES[wish.kind] for wish in listed])
        self.absent = np.array([wish.kind == "phase" and _is_absence(wish) for wish in listed], dtype=bool)

    def __call__(self, wt: np.ndarray) -> np.ndarray:
        """Return how far each wished quantity lies outside of what is aimed at, with its sign, in its scale."""
        fractions = self.surrogate.predict(wt, smooth=True)
        found = wished_values(
            self.spec, fractions, self.surrogate.temperatures, self.surrogate.phases, wt, prices=self.prices
        )
        outside = (found - np.clip(found, self.low, self.high)) * self.weight
        trace = np.log1p(np.maximum(found[:, self.absent], 0) / TRACE) * self.weight[self.absent]
        outside[:, self.absent] = ABSENCE_WEIGHT * (trace * SCALES["phase"])
        return np.where(np.isfinite(outside), outside, UNKNOWN)


def _is_absence(wish: Wish | PhaseWish) -> bool:
    return wish.max is not None and wish.max <= ABSENT and wish.min is None


def _aimed(wish: Wish) -> tuple[float, float]:
    """Return the range to aim at."""
    low = -np.inf if wish.min is None else wish.min
    high = np.inf if wish.max is None else wish.max
    margin = min(MARGINS[wish.kind], (high - low) / 4)
    return low + margin * (low > 0), high - margin * (wish.kind != "phase" or high < 1)


def _guards(spec: Specification, temperatures: Sequence[float]) -> list[PhaseWish]:
    """Return wishes beside those for the absence of a phase: a liquid also a little hotter, a solid also a little cooler."""
    guards = []
    for wish in spec.phases:
        if _is_absence(wish):
            at = wish.temperature_k + (GUARD_K if wish.phase == "LIQUID" else -GUARD_K)
            if temperatures[0] <= at <= temperatures[-1] and len(spec.phases) < 200:
                guards.append(PhaseWish(wish.phase, at, None, wish.max))
    return guards
