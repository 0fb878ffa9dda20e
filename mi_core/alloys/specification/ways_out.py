"""From wishes that clash to the closest that do not: a clash knows one looser specification, and so on until all agree.

A way out only ever lowers minima, raises maxima, or drops a wish, and its numbers are rounded that way, so that what the
sentence prints is accepted when it is given back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification, range_text
from mi_core.alloys.thermodynamics.results.derived_grid import derived_title
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DIGITS = 4  # significant ones of a number that is proposed
MOST_STEPS = 500  # each loosens one wish or drops it


@dataclass(frozen=True, slots=True)
class Clash:
    """Wishes that exclude each other: what is wrong in words, without a full stop, and wishes without just this clash."""

    words: str
    looser: Specification


class ClashError(InputError):
    """Wishes that cannot be had together; `way_out` is the closest specification that is accepted."""

    def __init__(self, sentence: str, way_out: Specification):
        super().__init__(sentence)
        self.way_out = way_out


def check_free_of_clashes(spec: Specification, clashes: Callable[[Specification], Iterator[Clash]]) -> None:
    """Raise ClashError, one sentence, for the first of the clashes that a specification has."""
    first = next(clashes(spec), None)
    if first is None:
        return
    way_out = first.looser
    for _ in range(MOST_STEPS):
        further = next(clashes(way_out), None)
        if further is None:
            break
        way_out = further.looser
    raise ClashError(
        f"{first.words}; the closest that can be had is {listed(changes(spec, way_out))}.", way_out
    )


def changes(spec: Specification, way_out: Specification) -> list[str]:
    """Return in words what a way out has of the wishes that it changes."""
    after = {(wish.phase, wish.temperature_k): wish for wish in way_out.phases}
    many = len({wish.temperature_k for wish in spec.phases}) > 1
    found = []
    for wish in spec.phases:
        now = after.get((wish.phase, wish.temperature_k))
        name = f"{wish.phase} at {wish.temperature_k:g} K" if many else wish.phase
        found += _changed(name, wish, now, "")
    for symbol, bound in spec.composition_wt.items():
        found += _changed(symbol, bound, way_out.composition_wt.get(symbol), "wt%")
    for key, bound in spec.derived.items():
        limits = way_out.derived.get(key)
        if limits != bound:
            text = range_text(limits.min, limits.max, "K") if limits else "any temperature"
            found.append(f"a {derived_title(key)} of {text}")
    return found


def _changed(name: str, before: Bound | PhaseWish, now: Bound | PhaseWish | None, unit: str) -> list[str]:
    """Return nothing for a wish that stays, else its new end, a minimum without further words."""
    if now is None:
        return [f"no wish for {name}" if not unit else f"{name} (without that limit)"]
    if (before.min, before.max) == (now.min, now.max):
        return []
    spaced = f" {unit}" if unit else ""
    if before.min is not None and before.min == before.max and now.min is not None:
        return [f"{name} ({range_text(now.min, now.max, unit)})"]
    if before.max != now.max or now.min is None:
        return [f"{name} ({range_text(None if before.min == now.min else now.min, now.max, unit)})"]
    return [f"{name} ({now.min:g}{spaced})"]


def with_phases(
    spec: Specification,
    temperature_k: float,
    minima: Mapping[str, float] | None = None,
    maxima: Mapping[str, float] | None = None,
) -> Specification:
    """Return the wishes with other minima or maxima of phases at a temperature; a minimum of 0 is none."""
    minima, maxima, kept = minima or {}, maxima or {}, []
    for wish in spec.phases:
        if wish.temperature_k == temperature_k:
            low = lower(minima[wish.phase]) or None if wish.phase in minima else wish.min
            high = higher(maxima[wish.phase]) if wish.phase in maxima else wish.max
            if low is None and high is None:
                continue
            wish = replace(wish, min=low, max=high)  # noqa: PLW2901 - the wish as it stays
        kept.append(wish)
    return replace(spec, phases=tuple(kept))


def with_limits(spec: Specification, part: str, **ends: Mapping[str, float | None]) -> Specification:
    """Return the wishes with other ends (`min`, `max` by name) in "composition_wt" or "derived"; None leaves one open."""
    bounds: dict[str, Bound] = dict(getattr(spec, part))
    for end, values in ends.items():
        rounded = lower if end == "min" else higher
        for name, value in values.items():
            bounds[name] = replace(bounds[name], **{end: None if value is None else rounded(value)})
    bounds = {name: bound for name, bound in bounds.items() if (bound.min, bound.max) != (None, None)}
    if part == "derived":
        return replace(spec, derived=bounds)
    return replace(spec, composition_wt=bounds)


def lower(value: float) -> float:
    """Return the number with DIGITS digits at or below a value of 0 or more."""
    return _rounded(value, math.floor)


def higher(value: float) -> float:
    """Return the number with DIGITS digits at or above a value of 0 or more."""
    return _rounded(value, math.ceil)


def _rounded(value: float, towards: Callable[[float], int]) -> float:
    if value <= 0:
        return 0.0
    places = DIGITS - 1 - math.floor(math.log10(value))
    return round(towards(round(value * 10**places, 6)) / 10**places, 12)


def listed(parts: list[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
