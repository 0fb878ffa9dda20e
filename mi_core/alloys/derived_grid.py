"""Liquidus, solidus, freezing range and solvus estimated from phase fractions at fixed temperatures, many alloys at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.wishes import SOLVUS

if TYPE_CHECKING:
    from collections.abc import Sequence

LIQUID, MATRIX = "LIQUID", "FCC_A1"
LEAST = 0.005  # mole fraction from which a phase counts as there; predicted fractions are not exactly 0


def derived_from_fractions(
    temperatures: Sequence[float], fractions: np.ndarray, phases: Sequence[str], *, least: float = LEAST
) -> dict[str, np.ndarray]:
    """Return arrays (…) in K by "liquidus_k", "solidus_k", "freezing_range_k" and "solvus_k:PHASE" for every solid phase.

    temperatures : (T,) ascending, K; fractions : (…, T, P) mole fractions of `phases`. The solidus is where the liquid
    passes `least`, the liquidus where the solid does, the solvus of a phase the highest temperature where that phase does;
    between two temperatures fractions are interpolated linearly. NaN where nothing passes within the temperatures, or where
    fractions that would decide it are unknown.
    """
    t = np.asarray(temperatures, dtype=float)
    fractions = np.asarray(fractions, dtype=float)
    names = list(phases)
    liquid = fractions[..., names.index(LIQUID)] if LIQUID in names else np.zeros(fractions.shape[:-1])
    liquidus = last_above(t, 1.0 - liquid, least)
    solidus = -last_above(-t[::-1], liquid[..., ::-1], least)
    found = {"liquidus_k": liquidus, "solidus_k": solidus, "freezing_range_k": liquidus - solidus}
    for number, phase in enumerate(names):
        if phase != LIQUID:
            found[f"{SOLVUS}{phase}"] = last_above(t, fractions[..., number], least)
    return found


def last_above(t: np.ndarray, y: np.ndarray, level: float) -> np.ndarray:
    """Return (…) the `t` beyond which `y` (…, T) stays below the level; NaN if it never, or always, or perhaps is above."""
    above = ~(y < level)  # what is unknown may be above
    last = above.shape[-1] - 1 - np.argmax(above[..., ::-1], axis=-1)
    following = np.minimum(last + 1, len(t) - 1)
    y0, y1 = (np.take_along_axis(y, node[..., None], axis=-1)[..., 0] for node in (last, following))
    with np.errstate(invalid="ignore", divide="ignore"):
        crossing = t[last] + (y0 - level) / (y0 - y1) * (t[following] - t[last])
    return np.where(above.any(axis=-1) & (last < len(t) - 1), crossing, np.nan)
