"""Refusal of what a specification names twice: a JSON key, an element, a phase at one temperature, a derived temperature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mi_core.alloys.specification.wishes import range_text
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from mi_core.alloys.specification.wishes import Bound, PhaseWish

SAME_K = 0.01  # temperatures so close are one


def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object of its pairs, for `json.loads`; InputError for a key that stands there twice."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise InputError(
                f"The specification names {key!r} twice in one object, with {_short(found[key])} and {_short(value)}; "
                "write it once."
            )
        found[key] = value
    return found


def check_named_once(entries: Iterable[tuple[Hashable, str, str, Bound | PhaseWish]], unit: str = "") -> None:
    """Raise InputError for a thing that several entries mean.

    entries : of each wish the thing itself, its name for people, the name given, and the range; unit : of that.
    """
    first: dict[Hashable, tuple[str, Bound | PhaseWish]] = {}
    for thing, title, given, bound in entries:
        if thing not in first:
            first[thing] = given, bound
            continue
        earlier, other = first[thing]
        names = f", as {earlier!r} and {given!r}" if earlier != given else ""
        raise InputError(f"{title} is named twice{names}; {_cure(other, bound, unit)}.")


def _cure(one: Bound | PhaseWish, other: Bound | PhaseWish, unit: str) -> str:
    """Say how to write two ranges as one."""
    lows = [bound.min for bound in (one, other) if bound.min is not None]
    highs = [bound.max for bound in (one, other) if bound.max is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    words = " and ".join(f"“{range_text(bound.min, bound.max, unit)}”" for bound in (one, other))
    if low is not None and high is not None and low > high:
        return f"{words} contradict each other: keep one of them"
    return f"write one wish instead of {words}: {range_text(low, high, unit)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
