"""Wishes for derived temperatures that contradict each other, or the phases wished for, by their definitions.

Above the liquidus all is liquid, below the solidus nothing is, and above its solvus a phase is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.alloys.specification.ways_out import Clash, with_limits
from mi_core.alloys.specification.wishes import OPEN, RANGE_TOLERANCE, range_text
from mi_core.alloys.thermodynamics.results.derived_grid import LIQUID, SOLVUS, derived_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mi_core.alloys.specification.wishes import Bound, Specification

EXACT_TO = RANGE_TOLERANCE["derived"]  # K: what the engine finds these temperatures to


def clashes_of_derived(spec: Specification) -> Iterator[Clash]:
    """Yield what is wrong where derived temperatures are wished in an impossible order."""
    derived = spec.derived
    for key in derived:
        if key == "solidus_k" or key.startswith(SOLVUS):
            yield from _above_liquidus(spec, key)
    yield from _freezing_range(
        spec, *(derived.get(key, OPEN) for key in ("solidus_k", "liquidus_k", "freezing_range_k"))
    )


def clashes_with_phases(
    spec: Specification, temperature: float, ranges: Mapping[str, tuple[float, float]]
) -> Iterator[Clash]:
    """Yield what is wrong where fractions (low, high by phase) at a temperature contradict derived temperatures."""
    for phase, (low, high) in ranges.items():
        for wished, key, side in _implied(phase, low, high):
            bound = spec.derived.get(key, OPEN)
            end = "min" if side == "below" else "max"
            limit = getattr(bound, end)
            if limit is None or (limit - temperature if side == "below" else temperature - limit) <= EXACT_TO:
                continue
            text = range_text(bound.min, None, "K") if side == "below" else range_text(None, bound.max, "K")
            yield Clash(
                f"{wished} at {temperature:g} K clashes with a {derived_title(key)} of {text}",
                with_limits(spec, "derived", **{end: {key: temperature}}),
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


def _above_liquidus(spec: Specification, key: str) -> Iterator[Clash]:
    bound, liquidus = spec.derived[key], spec.derived.get("liquidus_k", OPEN)
    if bound.min is None or liquidus.max is None or bound.min <= liquidus.max + EXACT_TO:
        return
    middle = (bound.min + liquidus.max) / 2
    yield Clash(
        f"A {derived_title(key)} of at least {bound.min:g} K clashes with a liquidus of at most {liquidus.max:g} K, "
        "which is never below it",
        with_limits(spec, "derived", min={key: middle}, max={"liquidus_k": middle}),
    )


def _freezing_range(spec: Specification, solidus: Bound, liquidus: Bound, freezing: Bound) -> Iterator[Clash]:
    if liquidus.min is not None and solidus.max is not None and freezing.max is not None:
        least = liquidus.min - solidus.max
        if least > freezing.max + EXACT_TO:
            yield Clash(
                f"A liquidus of at least {liquidus.min:g} K and a solidus of at most {solidus.max:g} K clash with a "
                f"freezing range of at most {freezing.max:g} K",
                with_limits(spec, "derived", max={"freezing_range_k": least}),
            )
    if liquidus.max is not None and solidus.min is not None and freezing.min is not None:
        most = liquidus.max - solidus.min
        if most < freezing.min - EXACT_TO:
            yield Clash(
                f"A liquidus of at most {liquidus.max:g} K and a solidus of at least {solidus.min:g} K clash with a "
                f"freezing range of at least {freezing.min:g} K",
                with_limits(spec, "derived", min={"freezing_range_k": max(most, 0.0)}),
            )
