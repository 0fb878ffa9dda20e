"""Liquidus, solidus, freezing range and solvus: their names, and estimates from phase fractions at fixed temperatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.database.phase_names import phase_label

if TYPE_CHECKING:
    from collections.abc import Sequence

LIQUID, MATRIX = "LIQUID", "FCC_A1"
DERIVED = {"solidus_k": "solidus", "liquidus_k": "liquidus", "freezing_range_k": "freezing range"}
SOLVUS = "solvus_k:"  # followed by the phase
LEAST_FRACTION = 0.002  # from which a phase counts as there; predicted fractions are not exactly 0


def derived_title(key: str) -> str:
    """Return the name of a derived temperature for people, such as "solvus of beta Mg2Si (MG2SI)"."""
    return f"solvus of {phase_label(key.removeprefix(SOLVUS))}" if key.startswith(SOLVUS) else DERIVED[key]


def derived_from_fractions(
    temperatures: Sequence[float] | np.ndarray, fractions: np.ndarray, phases: Sequence[str]
) -> dict[str, np.ndarray]:
    """Return arrays (…) in K by "liquidus_k", "solidus_k", "freezing_range_k" and "solvus_k:PHASE" for every solid phase.

    temperatures : (T,) ascending, K; fractions : (…, T, P) mole fractions of `phases`. The solvus of a phase is where it
    ends, the liquidus where the last solid does, the solidus where the liquid does on cooling. NaN where nothing ends within
    the temperatures, or where fractions that would decide it are unknown.

    From exact fractions at the data set's temperatures (20 to 50 K apart) the solidus is estimated to 5 K on average, a
    solvus to 13 K, the liquidus, which often rests on traces of one phase, to 22 K; `derived_of` has them to 0.5 K.
    """
    t = np.asarray(temperatures, dtype=float)
    fractions = np.asarray(fractions, dtype=float)
    names = list(phases)
    liquid = fractions[..., names.index(LIQUID)] if LIQUID in names else np.zeros(fractions.shape[:-1])
    ends = {
        phase: last_above(t, fractions[..., number], LEAST_FRACTION)
        for number, phase in enumerate(names)
        if phase != LIQUID
    }
    solidus = -last_above(-t[::-1], liquid[..., ::-1], LEAST_FRACTION)
    liquidus = np.fmax.reduce(list(ends.values())) if ends else np.full(liquid.shape[:-1], np.nan)
    liquidus = np.where(1.0 - liquid[..., -1] < LEAST_FRACTION, liquidus, np.nan)
    found = {"liquidus_k": liquidus, "solidus_k": solidus, "freezing_range_k": liquidus - solidus}
    return found | {f"{SOLVUS}{phase}": end for phase, end in ends.items()}


def last_above(t: np.ndarray, y: np.ndarray, level: float) -> np.ndarray:
    """Return (…) the `t` at which `y` (…, T) ends; NaN if it never, or always, or perhaps is above the level.

    The end lies between the last node above the level and the next. There, fractions fall to 0 with a kink: the line through
    the last two nodes above, carried on, tells where, and interpolation does if there is but one.
    """
    above = ~(y < level)  # what is unknown may be above
    last = above.shape[-1] - 1 - np.argmax(above[..., ::-1], axis=-1)
    following, before = np.minimum(last + 1, len(t) - 1), np.maximum(last - 1, 0)
    y_before, y0, y1 = (
        np.take_along_axis(y, node[..., None], axis=-1)[..., 0] for node in (before, last, following)
    )
    step = t[following] - t[last]
    with np.errstate(invalid="ignore", divide="ignore"):
        falling = (y_before > y0) & (y0 >= level)
        ahead = np.where(
            falling,
            np.clip(y0 * (t[last] - t[before]) / (y_before - y0) / step, 0, 1),
            (y0 - level) / (y0 - y1),
        )
        end = t[last] + ahead * step + 0 * y1  # unknown at the next node: unknown
    return np.where(above.any(axis=-1) & (last < len(t) - 1), end, np.nan)
