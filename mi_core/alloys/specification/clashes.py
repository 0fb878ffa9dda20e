"""Wishes that cannot be had together, each group with the closest that can.

What is checked follows from arithmetic, from the definitions of the derived temperatures (`derived_clashes`), and from the
elements that a phase needs (`phase_clashes`); whether an alloy exists that fulfils the rest, only the search tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.compositions.series import HIGHEST
from mi_core.alloys.specification.derived_clashes import check_against_phases, check_derived
from mi_core.alloys.specification.phase_clashes import check_phases_can_form
from mi_core.alloys.specification.wishes import RANGE_TOLERANCE, TOLERANCE, Bound, Specification
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mi_core.alloys.thermodynamics.database import ThermoDatabase

ROUNDING = 0.05  # wt%: limits of ten elements, each rounded to hundredths, are no contradiction
OPEN = Bound()


def check_clashes(spec: Specification, database: ThermoDatabase) -> None:
    """Raise InputError, one sentence, for the first contradiction; names must be the database's."""
    at = _by_temperature(spec)
    for temperature, ranges in at.items():
        _check_sums(temperature, ranges, set(database.phases(database.elements)))
    _check_composition(spec.composition_wt, database.elements)
    _check_learnt(spec.composition_wt)
    check_derived(spec.derived)
    for temperature, ranges in at.items():
        sure = {phase: _with_slack(*ends) for phase, ends in ranges.items()}
        check_against_phases(temperature, sure, spec.derived)
        check_phases_can_form(temperature, ranges, spec.composition_wt, database)


def closest_to(minima: np.ndarray, total: float) -> np.ndarray:
    """Return the non-negative values (n,) of a given sum that are closest, by least squares, to what was wished."""
    ordered = np.sort(minima)[::-1]
    surplus = (np.cumsum(ordered) - total) / np.arange(1, len(minima) + 1)
    return np.maximum(minima - surplus[np.flatnonzero(ordered > surplus)[-1]], 0.0)


def _by_temperature(spec: Specification) -> dict[float, dict[str, tuple[float, float]]]:
    """Return the fractions low–high of each phase at each temperature; InputError for wishes that exclude each other."""
    found: dict[float, dict[str, tuple[float, float]]] = {}
    for wish in spec.phases:
        ranges = found.setdefault(wish.temperature_k, {})
        own = wish.min or 0.0, 1.0 if wish.max is None else wish.max
        other = ranges.get(wish.phase, (0.0, 1.0))
        low, high = max(own[0], other[0]), min(own[1], other[1])
        if low > high + _slack(*own) + _slack(*other):
            raise InputError(
                f"Two wishes for {wish.phase} at {wish.temperature_k:g} K clash: at least {low:g} and at most {high:g}; "
                f"the closest to both is {(low + high) / 2:g}."
            )
        ranges[wish.phase] = min(low, high), max(low, high)
    return found


def _check_sums(
    temperature: float, ranges: Mapping[str, tuple[float, float]], possible: Collection[str]
) -> None:
    asked = {phase: low for phase, (low, _) in ranges.items() if low > 0}
    slack = sum(_slack(*ranges[phase]) for phase in asked)
    if (total := sum(asked.values())) > 1 + slack:
        raise InputError(
            f"At {temperature:g} K the minima of {_list(asked)} sum to {total:g}, more than 1; the closest that can be had "
            f"is {_list(_closest(asked, 1.0))}."
        )
    most = sum(high + _slack(low, high) for low, high in ranges.values())
    if set(possible) <= set(ranges) and most < 1:
        raise InputError(
            f"At {temperature:g} K every phase is limited and the maxima sum to {most:g}, less than 1; raise them by "
            f"{1 - most:g} in all."
        )


def _check_composition(limits: Mapping[str, Bound], elements: Collection[str]) -> None:
    minima = {symbol: bound.min for symbol, bound in limits.items() if bound.min}
    total = sum(minima.values())
    if total > 100 + ROUNDING:
        raise InputError(
            f"The minima of {_list(minima, ' wt%')} sum to {total:g} wt%, more than 100; the closest that can be had is "
            f"{_list(_closest(minima, 100.0), ' wt%')}."
        )
    if total >= 100 and BALANCE not in minima:
        raise InputError(
            f"The minima of {_list(minima, ' wt%')} sum to {total:g} wt% and leave nothing for {BALANCE}, the "
            f"balance; lower them."
        )
    maxima = {symbol: limits.get(symbol, OPEN).max for symbol in elements}
    if (
        all(value is not None for value in maxima.values())
        and (most := sum(maxima.values())) < 100 - ROUNDING
    ):
        raise InputError(
            f"The maxima of all elements sum to {most:g} wt%, less than 100; raise that of {BALANCE}, the balance, to "
            f"{maxima[BALANCE] + 100 - most:g} wt%."
        )


def _check_learnt(limits: Mapping[str, Bound]) -> None:
    """Refuse contents that no computed alloy has: the models would answer all the same, and wrongly."""
    for symbol, bound in limits.items():
        most = HIGHEST.get(symbol)
        if bound.min and most is not None and bound.min > most + ROUNDING:
            raise InputError(
                f"Alloys are proposed with at most {most:g} wt% {symbol}, the highest content that the models have learnt "
                f"from; got at least {bound.min:g} wt%. Compute such an alloy in the explorer."
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
    parts = [f"{name} ({value:.4g}{unit})" for name, value in values.items()]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
