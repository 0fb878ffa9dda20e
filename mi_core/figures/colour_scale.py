"""The colour of a number between two ends, the ink that reads on it, and the labels of the colour bar."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

# Of Viridis (even in lightness, and safe for colour-blind eyes) without its darkest part, which on a dark page looks empty.
FIRST_SHADE = 0.3
DARK, LIGHT = "#10171e", "#ffffff"  # inks
_SHADES = 256
_STEPS = 4  # most steps between the labels of a linear bar


@dataclass(frozen=True)
class ColourScale:
    """Colours between two ends in the values' unit, linear or by the logarithm; what lies beyond takes the end's colour."""

    low: float
    high: float
    log: bool = False

    def raised(self, value: float) -> float:
        """Return the number that the colour is linear in: the value or its decimal logarithm."""
        return math.log10(max(value, self.low)) if self.log else value

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends, as the colour is linear in them."""
        return self.raised(self.low), self.raised(self.high)

    def position(self, value: float) -> float:
        """Return where the value lies between the ends, 0 to 1."""
        low, high = self.ends
        return min(max((self.raised(value) - low) / (high - low), 0.0), 1.0)

    def colour(self, value: float) -> str:
        """Return the value's colour as #rrggbb."""
        return shades()[round(self.position(value) * (_SHADES - 1))][0]

    def ink(self, value: float) -> str:
        """Return black or white, whichever reads better on the colour of the value."""
        return shades()[round(self.position(value) * (_SHADES - 1))][1]

    def labels(self) -> dict[float, str]:
        """Return what a colour bar is labelled with, by value: 1, 2, 5, 10 … or 0, 20, 40 …"""
        ticks = self._powers() if self.log else self._round_numbers()
        return {tick: f"{tick:,g}" for tick in ticks}

    def _powers(self) -> list[float]:
        low, high = self.ends
        powers = range(math.floor(low), math.ceil(high) + 1)
        steps = (1, 2, 5) if high - low < 2.5 else (1,)
        ticks = [step * 10.0**power for power in powers for step in steps]
        return [tick for tick in ticks if low - 1e-9 <= math.log10(tick) <= high + 1e-9]

    def _round_numbers(self) -> list[float]:
        rough = (self.high - self.low) / _STEPS
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(step * power for step in (1, 2, 5, 10) if step * power >= rough * (1 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(number * step, 12) for number in range(first, last + 1)]


def scale_over(values: Iterable[float], ends: tuple[float, float] | None, *, log: bool) -> ColourScale:
    """Return the scale between given ends, else over finite values; InputError for ends that have no logarithm."""
    if ends is not None:
        low, high = map(float, ends)
    else:
        shown = [value for value in values if value > 0 or not log]
        low, high = (min(shown), max(shown)) if shown else (0.0, 1.0)
    if log and (low <= 0 or high <= 0):
        raise InputError(f"A logarithmic colour scale needs positive ends; got {low:g} to {high:g}.")
    if high <= low:
        low, high = (low / 2, low * 2) if log else (low - 0.5, low + 0.5)
    return ColourScale(low, high, log)


@functools.cache
def shades() -> tuple[tuple[str, str], ...]:
    """Return the scale from end to end in 256 steps, each as colour and ink."""
    from plotly.colors import get_colorscale, sample_colorscale, unlabel_rgb

    places = [FIRST_SHADE + (1 - FIRST_SHADE) * step / (_SHADES - 1) for step in range(_SHADES)]
    colours = sample_colorscale(get_colorscale("Viridis"), places)
    return tuple(_shade(*map(round, unlabel_rgb(colour))) for colour in colours)


def plotly_scale() -> list[list]:
    """Return the scale as plotly takes it."""
    return [[step / (_SHADES - 1), colour] for step, (colour, _) in enumerate(shades())]


def _shade(red: int, green: int, blue: int) -> tuple[str, str]:
    bright = 0.299 * red + 0.587 * green + 0.114 * blue > 140
    return f"#{red:02x}{green:02x}{blue:02x}", DARK if bright else LIGHT
