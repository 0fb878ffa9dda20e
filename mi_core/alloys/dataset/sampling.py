"""The alloys of the data set: by series as real alloys are, and a uniform exploration, in a limited number of systems.

Building an element system takes seconds; so element sets are drawn first, and many alloys within each.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import NamedTuple

import numpy as np

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.compositions.series import EXPLORED, MOST_ELEMENTS, SERIES

SETS_PER_SERIES = 14
EXPLORED_SETS = {1: 9, 2: 36, 3: 30, 4: 20, 5: 14, 6: 10}  # number of alloying elements → element sets
SERIES_SHARE = 0.65
EXPLORATION = "exploration"


class SampledAlloy(NamedTuple):
    """An alloy to compute: wt% of its alloying elements by symbol, and where it comes from."""

    wt: dict[str, float]
    series: str


def sample_alloys(n: int, seed: int = 0) -> list[SampledAlloy]:
    """Return n alloys, the same for the same seed."""
    rng = np.random.default_rng(seed)
    plans = _series_sets(rng), _explored_sets(rng)
    alloys: list[SampledAlloy] = []
    for plan, share in zip(plans, (SERIES_SHARE, 1 - SERIES_SHARE), strict=True):
        wanted = round(n * share) if plan is plans[0] else n - len(alloys)
        counts = Counter(rng.choice(len(plan), size=wanted, p=_weights(plan)).tolist())
        for number, (name, ranges, log_share) in enumerate(plan):
            alloys += [SampledAlloy(_drawn(ranges, log_share, rng), name) for _ in range(counts[number])]
    return alloys


def _series_sets(rng: np.random.Generator) -> list[tuple[str, dict, float]]:
    """Return (series, ranges, share of log-uniform draws): element sets that hold the major elements of a series."""
    plan = []
    for series in SERIES:
        minor = list(series.minor)
        sizes = range(min(MOST_ELEMENTS - len(series.major), len(minor)) + 1)
        sets = {tuple(sorted(some)) for size in sizes for some in combinations(minor, size)}
        ordered = sorted(sets, key=lambda some: (len(some), some))
        weights = np.array([1.0 + len(some) for some in ordered])
        chosen = rng.choice(
            len(ordered), size=min(SETS_PER_SERIES, len(ordered)), replace=False, p=weights / weights.sum()
        )
        plan += [
            (series.name, series.major | {symbol: series.minor[symbol] for symbol in ordered[i]}, 0.3)
            for i in sorted(chosen.tolist())
        ]
    return plan


def _explored_sets(rng: np.random.Generator) -> list[tuple[str, dict, float]]:
    plan = []
    for size, number in EXPLORED_SETS.items():
        sets = list(combinations(ELEMENTS, size))
        chosen = rng.choice(len(sets), size=min(number, len(sets)), replace=False)
        plan += [
            (EXPLORATION, {symbol: EXPLORED[symbol] for symbol in sets[i]}, 0.5)
            for i in sorted(chosen.tolist())
        ]
    return plan


def _weights(plan: list[tuple[str, dict, float]]) -> np.ndarray:
    """More alloys where there are more elements to vary."""
    weights = np.array([1.0 + len(ranges) for _, ranges, _ in plan])
    return weights / weights.sum()


def _drawn(
    ranges: dict[str, tuple[float, float]], log_share: float, rng: np.random.Generator
) -> dict[str, float]:
    """Return wt% within the ranges, uniform or, for a share of the alloys, log-uniform; three decimals."""
    draw = rng.random() < log_share
    drawn = {}
    for symbol, (low, high) in ranges.items():
        value = np.exp(rng.uniform(np.log(low), np.log(high))) if draw else rng.uniform(low, high)
        drawn[symbol] = max(round(float(value), 3), 0.005)
    return drawn
