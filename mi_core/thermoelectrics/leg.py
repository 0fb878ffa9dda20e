"""A leg of a thermoelectric generator made of one measured sample: which rows make it, and what it does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE, ZT
from mi_core.thermoelectrics.transport.engineering import Engineering, average_zt, engineering
from mi_core.thermoelectrics.transport.units import UV_PER_K

if TYPE_CHECKING:
    import pandas as pd

LEG_WORDS = (
    "Efficiency of the material alone, without contacts and radiation: S, ρ and κ are integrated along the leg "
    "(Kim et al., PNAS 112, 8205 (2015)), linear between the rows."
)


class Leg(NamedTuple):
    """Average zT between two temperatures, the engineering quantities of the leg, and the average of a zT that is stated.

    average_stated_zt : of the column `zt`, as of what is predicted directly; NaN where a row has none
    """

    average_zt: float
    engineering: Engineering
    average_stated_zt: float


def usable_rows(analysed: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that a leg can be made of, by temperature: T, S, σ and κ known, σ and κ above 0.

    analysed : of `transport.analysis.analyse`. InputError where one temperature occurs twice, which two samples would have.
    """
    known = analysed["zt_from_parts"].notna()
    rows = analysed[known].sort_values(TEMPERATURE, kind="stable")
    repeated = rows[TEMPERATURE][rows[TEMPERATURE].duplicated()]
    if len(repeated):
        raise InputError(
            f"{repeated.iloc[0]:g} K occurs more than once; a leg is of one sample, with one row per temperature."
        )
    return rows


def leg_between(rows: pd.DataFrame, cold_k: float, hot_k: float) -> Leg:
    """Return what a leg of `usable_rows` does between two temperatures; InputError where the rows do not reach them."""
    temperature = rows[TEMPERATURE]
    stated = ZT in rows and bool(rows[ZT].notna().all())
    return Leg(
        average_zt(temperature, rows["zt_from_parts"], cold_k, hot_k),
        engineering(temperature, rows[SEEBECK] / UV_PER_K, rows[SIGMA], rows[KAPPA], cold_k, hot_k),
        average_zt(temperature, rows[ZT], cold_k, hot_k) if stated else math.nan,
    )


def sides_within(temperatures: pd.Series, sides: tuple[float, float] | None) -> tuple[float, float]:
    """Return cold and hot side (K) drawn in to the temperatures of the rows; their ends for none, or where none is left."""
    low, high = float(temperatures.min()), float(temperatures.max())
    cold, hot = (min(max(side, low), high) for side in sides or (low, high))
    return (cold, hot) if cold < hot else (low, high)


def leg_numbers(leg: Leg) -> dict[str, str]:
    """Return title → text of what a leg does."""
    return {
        "Average zT": f"{leg.average_zt:.3f}",
        "Engineering zT": f"{leg.engineering.zt:.3f}",
        "Engineering power factor": f"{leg.engineering.power_factor_w_per_m_k:.3g} W/(m K)",
        "Highest efficiency": f"{leg.engineering.efficiency:.2%}",
        "Carnot's efficiency": f"{leg.engineering.carnot:.2%}",
    }
