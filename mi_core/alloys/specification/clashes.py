"""Wishes that cannot be had together, each group with the closest that can.

What is checked follows from arithmetic, from the definitions of the derived temperatures (`derived_clashes`), and from the
elements that a phase needs (`phase_clashes`); whether an alloy exists that fulfils the rest, only the search tells.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.compositions.series import HIGHEST
from mi_core.alloys.specification.derived_clashes import clashes_of_derived, clashes_with_phases
from mi_core.alloys.specification.phase_clashes import clashes_with_elements
from mi_core.alloys.specification.possible_phases import possible_phases
from mi_core.alloys.specification.ways_out import (
    Clash,
    check_free_of_clashes,
    listed,
    with_limits,
    with_phases,
)
from mi_core.alloys.specification.wishes import OPEN, RANGE_TOLERANCE, TOLERANCE, Specification

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

ROUNDING = 0.05  # wt%: limits of ten elements, each rounded to hundredths, are no contradiction
LEAST_BALANCE = 0.1  # wt% of the balance that a way out leaves


def check_clashes(spec: Specification, database: ThermoDatabase) -> None:
    """Raise ClashError, one sentence, for the first contradiction; names must be the database's, each wish once."""
    check_free_of_clashes(spec, partial(_clashes, database=database))


def _clashes(spec: Specification, database: ThermoDatabase) -> Iterator[Clash]:
    at = _by_temperature(spec)
    for temperature, ranges in at.items():
        yield from _sums(spec, temperature, ranges, possible_phases(database, database.elements))
    yield from _composition(spec, database.elements)
    if database.has_models:
        yield from _not_learnt(spec)
    yield from clashes_of_derived(spec)
    for temperature, ranges in at.items():
        sure = {phase: _with_slack(*ends) for phase, ends in ranges.items()}
        yield from clashes_with_phases(spec, temperature, sure)
        yield from clashes_with_elements(spec, temperature, ranges, database)


def closest_to(minima: np.ndarray, total: float) -> np.ndarray:
    """Return the non-negative values (n,) of a given sum that are closest, by least squares, to what was wished."""
    ordered = np.sort(minima)[::-1]
    surplus = (np.cumsum(ordered) - total) / np.arange(1, len(minima) + 1)
    return np.maximum(minima - surplus[np.flatnonzero(ordered > surplus)[-1]], 0.0)


def _by_temperature(spec: Specification) -> dict[float, dict[str, tuple[float, float]]]:
    """Return the fractions low–high of each phase at each temperature."""
    found: dict[float, dict[str, tuple[float, float]]] = {}
    for wish in spec.phases:
        ends = wish.min or 0.0, 1.0 if wish.max is None else wish.max
        found.setdefault(wish.temperature_k, {})[wish.phase] = ends
    return found


def _sums(
    spec: Specification,
    temperature: float,
    ranges: Mapping[str, tuple[float, float]],
    possible: Collection[str],
) -> Iterator[Clash]:
    asked = {phase: low for phase, (low, _) in ranges.items() if low > 0}
    slack = sum(_slack(*ranges[phase]) for phase in asked)
    if (total := sum(asked.values())) > 1 + slack:
        yield Clash(
            f"At {temperature:g} K the minima of {_list(asked)} sum to {total:g}, more than 1",
            with_phases(spec, temperature, minima=_closest(asked, 1.0)),
        )
    most = sum(high + _slack(low, high) for low, high in ranges.values())
    if set(possible) <= set(ranges) and most < 1:
        largest = max(ranges, key=lambda phase: ranges[phase][1])
        yield Clash(
            f"At {temperature:g} K every phase is limited and the maxima sum to {most:g}, less than 1: they lack "
            f"{1 - most:g} in all",
            with_phases(spec, temperature, maxima={largest: min(ranges[largest][1] + 1 - most, 1.0)}),
        )


def _composition(spec: Specification, elements: Collection[str]) -> Iterator[Clash]:
    limits = spec.composition_wt
    minima = {symbol: bound.min for symbol, bound in limits.items() if bound.min}
    total = sum(minima.values())
    left = 0.0 if BALANCE in minima else LEAST_BALANCE
    if total > 100 + ROUNDING or (left and total >= 100):
        words = (
            f"{total:g} wt%, more than 100"
            if total > 100 + ROUNDING
            else f"{total:g} wt% and leave nothing for {BALANCE}, the balance"
        )
        yield Clash(
            f"The minima of {_list(minima, ' wt%')} sum to {words}",
            with_limits(spec, "composition_wt", min=_closest(minima, 100.0 - left)),
        )
    ends = {symbol: limits.get(symbol, OPEN).max for symbol in elements}
    maxima = {symbol: end for symbol, end in ends.items() if end is not None}
    if len(maxima) == len(ends) and (most := sum(maxima.values())) < 100 - ROUNDING:
        yield Clash(
            f"The maxima of all elements sum to {most:g} wt%, less than 100",
            with_limits(spec, "composition_wt", max={BALANCE: maxima[BALANCE] + 100 - most}),
        )


def _not_learnt(spec: Specification) -> Iterator[Clash]:
    """Refuse contents that no computed alloy has: the models would answer all the same, and wrongly."""
    for symbol, bound in spec.composition_wt.items():
        most = HIGHEST.get(symbol)
        if bound.min and most is not None and bound.min > most + ROUNDING:
            yield Clash(
                f"Alloys are proposed with at most {most:g} wt% {symbol}, the highest content that the models have learnt "
                f"from, and such an alloy is one for the explorer; got at least {bound.min:g} wt%",
                with_limits(spec, "composition_wt", min={symbol: most}),
            )


def _slack(low: float, high: float) -> float:
    """Return by how much a wish may be missed and still be met: what only rounding keeps apart is no contradiction."""
    return TOLERANCE if low == high else RANGE_TOLERANCE["phase"]


def _with_slack(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an exact value widened by its tolerance; a range, and nothing or all of a phase, as they are."""
    exact = low == high and 0 < low < 1
    return (max(low - TOLERANCE, 0.0), min(high + TOLERANCE, 1.0)) if exact else (low, high)


def _closest(minima: Mapping[str, float], total: float) -> dict[str, float]:
    return dict(zip(minima, closest_to(np.array(list(minima.values())), total), strict=True))


def _list(values: Mapping[str, float], unit: str = "") -> str:
    return listed([f"{name} ({value:.4g}{unit})" for name, value in values.items()])
