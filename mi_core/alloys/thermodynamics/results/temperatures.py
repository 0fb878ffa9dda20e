"""Temperatures: K and °C, and as text: "400:900:50" for a range with its step, "450,700" for a list, both together."""

from __future__ import annotations

import math
import re

from mi_core.errors import InputError

ZERO_CELSIUS = 273.15  # K
LOWEST_ROOM_TEMPERATURE = 288.15  # K
MOST_TEMPERATURES = 2000
EXAMPLE = '"400:900:50" or "450,700"'


def parse_temperatures(text: str) -> list[float]:
    """Return temperatures in K, ascending, each once; both ends of a range belong to it.

    InputError for what is neither numbers nor start:stop:step, for a range without end, and for more than MOST_TEMPERATURES.
    """
    found: set[float] = set()
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise InputError(f"Temperatures are given in K, such as {EXAMPLE}; got an empty text.")
    for part in parts:
        numbers = [_number(number, part) for number in part.split(":")]
        if len(numbers) == 1:
            found.add(numbers[0])
        elif len(numbers) == 3:
            found.update(_range(numbers[0], numbers[1], numbers[2], part))
        else:
            raise InputError(
                f"A range of temperatures is start:stop:step in K, such as 400:900:50; got {part!r}."
            )
    if len(found) > MOST_TEMPERATURES:
        raise InputError(
            f"At most {MOST_TEMPERATURES:,} temperatures can be computed; {text!r} has {len(found):,}."
        )
    return sorted(found)


def _range(start: float, stop: float, step: float, part: str) -> list[float]:
    if step <= 0:
        raise InputError(f"The step of a range of temperatures is above 0 K; got {step:g} in {part!r}.")
    if stop < start:
        raise InputError(
            f"A range of temperatures goes upwards; got {part!r}: write {stop:g}:{start:g}:{step:g}."
        )
    steps = (stop - start) / step + 1e-9
    if steps >= MOST_TEMPERATURES:
        raise InputError(
            f"At most {MOST_TEMPERATURES:,} temperatures can be computed; {part!r} has {steps:,.0f} or more."
        )
    return [round(start + n * step, 9) for n in range(math.floor(steps) + 1)]


def _number(text: str, part: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError(
            f"Temperatures are numbers in K, such as {EXAMPLE}; got {text.strip()!r} in {part!r}{written_celsius(text)}."
        )
    return value


def from_celsius(value: float) -> float:
    """Return K of a temperature in °C; whole degrees give whole kelvins, as people write them."""
    return float(round(value + ZERO_CELSIUS)) if float(value).is_integer() else round(value + ZERO_CELSIUS, 2)


def into_limits(value: float, low: float, high: float) -> float | None:
    """Return K of a number that lies outside of low–high (K) and would lie inside in °C; None for all others.

    Room temperature counts as inside, and becomes the lowest.
    """
    kelvins = from_celsius(value)
    if low <= value <= high or not min(LOWEST_ROOM_TEMPERATURE, low) <= kelvins <= high:
        return None
    return max(kelvins, low)


def celsius_hint(value: float, low: float, high: float) -> str:
    """Return a question in brackets for a number that `into_limits` knows what to make of; else nothing."""
    kelvins = into_limits(value, low, high)
    return "" if kelvins is None else f" (is {value:g} meant in °C? Write {kelvins:g} K)"


def written_celsius(text: str) -> str:
    """Return in brackets what to write instead of a text such as "450 °C"; nothing for other texts."""
    number = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(?:°|deg|º)?\s*(?:C|celsius)\s*", text, re.IGNORECASE)
    return f" (write {from_celsius(float(number[1])):g}, in K)" if number else ""
