"""What follows from predicted curves: a row per composition and temperature, zT of its parts beside zT itself.

zT is predicted directly, and follows from S, σ and κ as S²σT/κ. Both have intervals. That of the parts takes their errors as
independent: the relative half widths, twice that of S, add as squares, so that it reaches from zT·e^-h to zT·e^h. The two
disagree where they lie apart by more than the root of the sum of the squares of the half widths that face each other.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.thermoelectrics.display import LOG10_KAPPA, LOG10_SIGMA, POWER_FACTOR
from mi_core.thermoelectrics.learned import TARGETS
from mi_core.thermoelectrics.transport.analysis import (
    KAPPA,
    NOT_COMPUTED,
    SEEBECK,
    SIGMA,
    TEMPERATURE,
    ZT,
    analyse,
)

OWN = ("curve", "series", "letter", "x", "formula", TEMPERATURE, "temperature_learned")
#: Target → column of the points that holds its number, logarithms undone.
COLUMN_OF = {
    SEEBECK: SEEBECK,
    LOG10_SIGMA: SIGMA,
    LOG10_KAPPA: KAPPA,
    POWER_FACTOR: "predicted_power_factor_mw_per_m_k2",
    ZT: ZT,
}
WIDEST = 10.0  # half width of ln zT: nothing is known of a zT that S near 0 makes wider
ENDS = ("lower", "upper")
DISAGREES, DOUBTFUL_SIGN = "zt_disagrees", "sign_of_seebeck_doubtful"


def predicted_points(curves: pd.DataFrame) -> pd.DataFrame:
    """Return a row per curve and temperature of `predicted_curves`, with all that follows of `transport.analysis.analyse`.

    Numbers are in the units that their columns name, `_lower` and `_upper` behind each predicted one. `in_domain` holds
    where it does for all targets. Added are `zt_from_parts_lower` and `_upper`, `zt_disagrees`, and
    `sign_of_seebeck_doubtful`, where the interval of S holds 0.
    """
    of_target = {target: rows.reset_index(drop=True) for target, rows in curves.groupby("target", sort=False)}
    first = of_target[TARGETS[0]]
    columns = {name: first[name] for name in OWN}
    for target, column in COLUMN_OF.items():
        raised = target in {LOG10_SIGMA, LOG10_KAPPA}
        for source, name in (("value", column), *((end, f"{column}_{end}") for end in ENDS)):
            numbers = of_target[target][source].astype(float)
            columns[name] = 10**numbers if raised else numbers
    inside = np.column_stack([rows["in_domain"].fillna(value=False) for rows in of_target.values()])
    points = analyse(pd.DataFrame(columns | {"in_domain": inside.all(axis=1)}))
    reasons = [rows["error"].astype(str) for rows in of_target.values()]
    failed = np.select([reason != "" for reason in reasons], reasons, default="")
    points[NOT_COMPUTED] = np.where(failed == "", points[NOT_COMPUTED], failed)
    return _judged(points)


def _judged(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points with the interval of zT from the parts, and what is doubtful."""
    width = _relative_width(points)
    parts = points["zt_from_parts"]
    lower, upper = parts * np.exp(-width), parts * np.exp(width)
    above = points[ZT] > parts
    facing = (
        np.where(above, points[ZT] - points[f"{ZT}_lower"], points[f"{ZT}_upper"] - points[ZT]),
        np.where(above, upper - parts, parts - lower),
    )
    return points.assign(
        zt_from_parts_lower=lower,
        zt_from_parts_upper=upper,
        **{
            DISAGREES: (points[ZT] - parts).abs() > np.hypot(*facing),
            DOUBTFUL_SIGN: points[f"{SEEBECK}_lower"] * points[f"{SEEBECK}_upper"] < 0,
        },
    )


def _relative_width(points: pd.DataFrame) -> pd.Series:
    """Return the half width of the interval of ln zT that follows from those of S, σ and κ."""

    def of_logarithm(column: str) -> pd.Series:
        return np.log(points[f"{column}_upper"] / points[f"{column}_lower"]) / 2

    seebeck = (points[f"{SEEBECK}_upper"] - points[f"{SEEBECK}_lower"]) / 2 / points[SEEBECK].abs()
    width = np.sqrt((2 * seebeck) ** 2 + of_logarithm(SIGMA) ** 2 + of_logarithm(KAPPA) ** 2)
    return width.clip(upper=WIDEST)
