"""Wishes for derived temperatures that contradict each other, or the phases wished for, by their definitions.

Above the liquidus all is liquid, below the solidus nothing is, and above its solvus a phase is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.alloys.specification.wishes import RANGE_TOLERANCE, Bound, range_text
from mi_core.alloys.thermodynamics.derived_names import SOLVUS, derived_title
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXACT_TO = RANGE_TOLERANCE["derived"]  # K: what the engine finds these temperatures to
OPEN = Bound()
LIQUID = "LIQUID"


def check_derived(derived: Mapping[str, Bound]) -> None:
    """Raise InputError where derived temperatures are wished in an impossible order."""
    solidus, liquidus = derived.get("solidus_k", OPEN), derived.get("liquidus_k", OPEN)
    for key, bound in derived.items():
        if key == "solidus_k" or key.startswith(SOLVUS):
            _check_below_liquidus(key, bound, liquidus)
    _check_freezing_range(solidus, liquidus, derived.get("freezing_range_k", OPEN))


def check_against_phases(
    temperature: float, ranges: Mapping[str, tuple[float, float]], derived: Mapping[str, Bound]
) -> None:
    """Raise InputError where fractions (low, high by phase) wished at a temperature contradict derived temperatures."""
    for phase, (low, high) in ranges.items():
        for wished, key, side in _implied(phase, low, high):
            bound = derived.get(key, OPEN)
            limit = bound.min if side == "below" else bound.max
            if limit is None or (limit - temperature if side == "below" else temperature - limit) <= EXACT_TO:
                continue
            title = derived_title(key)
            text = range_text(bound.min, None, "K") if side == "below" else range_text(None, bound.max, "K")
            raise InputError(
                f"{wished} at {temperature:g} K clashes with a {title} of {text}; the closest that can be had is "
                f"a {title} of {temperature:g} K."
            )


def _implied(phase: str, low: float, high: float) -> Iterator[tuple[str, str, str]]:
    """Yield (wish in words, key of the derived temperature, whether that must lie "above" or "below" the wish's)."""
    some, little = f"{phase} of at least {low:g}", f"{phase} of at most {high:g}"
    if phase != LIQUID:
        if low > 0:
            yield some, f"{SOLVUS}{phase}", "above"
            yield some, "liquidus_k", "above"
        return
    if low > 0:
        yield some, "solidus_k", "below"
    if low == 1:
        yield some, "liquidus_k", "below"
    if high == 0:
        yield little, "solidus_k", "above"
    if high < 1:
        yield little, "liquidus_k", "above"


def _check_below_liquidus(key: str, bound: Bound, liquidus: Bound) -> None:
    if bound.min is not None and liquidus.max is not None and bound.min > liquidus.max + EXACT_TO:
        raise InputError(
            f"A {derived_title(key)} of at least {bound.min:g} K clashes with a liquidus of at most {liquidus.max:g} K, "
            f"which is never below it; the closest to both is {(bound.min + liquidus.max) / 2:g} K for the two."
        )


def _check_freezing_range(solidus: Bound, liquidus: Bound, freezing: Bound) -> None:
    if None not in (liquidus.min, solidus.max, freezing.max):
        least = liquidus.min - solidus.max
        if least > freezing.max + EXACT_TO:
            raise InputError(
                f"A liquidus of at least {liquidus.min:g} K and a solidus of at most {solidus.max:g} K clash with a "
                f"freezing range of at most {freezing.max:g} K; the closest that can be had is {least:g} K."
            )
    if None not in (liquidus.max, solidus.min, freezing.min):
        most = liquidus.max - solidus.min
        if most < freezing.min - EXACT_TO:
            raise InputError(
                f"A liquidus of at most {liquidus.max:g} K and a solidus of at least {solidus.min:g} K clash with a "
                f"freezing range of at least {freezing.min:g} K; the closest that can be had is {most:g} K."
            )
