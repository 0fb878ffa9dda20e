"""Predicted S, σ, κ, S²σ and zT of formulas at temperatures, in one long frame with intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.conditions import CONDITIONS
from mi_core.errors import InputError
from mi_core.thermoelectrics.learned import MODEL, TARGETS, learned_temperatures, model_folder
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from mi_core.structures.material import Material
    from mi_core.thermoelectrics.asked import Asked

#: Columns of `predicted_curves`, in order.
COLUMNS = (
    "curve", "series", "letter", "x", "formula", TEMPERATURE, "target", "unit", "value", "lower", "upper", "in_domain",
    "temperature_learned", "nearest", "model", "error",
)  # fmt: skip
MOST_POINTS = 20_000  # more would keep the page waiting for long


def predicted_curves(
    asked: Sequence[Asked],
    temperatures: Sequence[float],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Return COLUMNS with a row per curve, temperature and target, in the order of all three; units as of the targets.

    temperatures : K, for curves that bring none of their own. `temperature_learned` says whether the model learned at such a
    temperature. What cannot be predicted keeps its rows and says why in `error`. InputError where the model is not there,
    and for more than MOST_POINTS pairs of curve and temperature.
    """
    from mi_core.prediction.predict import predict

    pairs = [(one, t) for one in asked for t in one.temperatures or temperatures]
    check_size(len(pairs))
    model_folder()
    frame = predict(_materials(pairs), list(TARGETS), model=MODEL, progress=progress)
    own = np.repeat(np.arange(len(pairs)), len(TARGETS))
    lowest, highest = learned_temperatures()
    for name in ("curve", "series", "letter", "x"):
        frame[name] = np.array([getattr(one, name) for one, _ in pairs])[own]
    frame[TEMPERATURE] = np.array([t for _, t in pairs], dtype=float)[own]
    frame["temperature_learned"] = frame[TEMPERATURE].between(lowest, highest)
    return frame[list(COLUMNS)]


def _materials(pairs: Sequence[tuple[Asked, float]]) -> list[Material]:
    from mi_core.structures.material import Material
    from mi_core.structures.rows import formula_row

    rows: dict[Asked, Material] = {}
    for one, _ in pairs:
        if one not in rows:
            row = formula_row(one.curve, "", one.formula) if not one.error else None
            rows[one] = row or Material(one.curve, error=one.error)
    return [_at(rows[one], float(t)) for one, t in pairs]


def _at(material: Material, temperature_k: float) -> Material:
    condition = CONDITIONS[TEMPERATURE]
    if material.usable and condition.fault(temperature_k):
        return material.failed(
            f"Nothing is predicted at {temperature_k:,g} K: temperatures lie above {condition.above:g} K and up to "
            f"{condition.most:,g} K."
        )
    return replace(material, numbers={TEMPERATURE: temperature_k})


def check_size(points: int) -> None:
    """InputError for more pairs of curve and temperature than are predicted at once, and for none."""
    if points > MOST_POINTS:
        raise InputError(
            f"That is {points:,} pairs of composition and temperature, and at most {MOST_POINTS:,} are predicted on the "
            "page; take fewer temperatures or rows, or `python -m mi_core predict` for a whole table."
        )
    if not points:
        raise InputError("Nothing is asked for; give a formula and a temperature, such as PbTe at 300 K.")
