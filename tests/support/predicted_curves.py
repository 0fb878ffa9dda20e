"""Predicted curves that are made up, in the form of `mi_core.thermoelectrics.predicted`."""

from __future__ import annotations

import math

import pandas as pd

from mi_core.thermoelectrics.predicted import COLUMNS

#: Target → value, half width of its interval.
GOOD = {
    "seebeck_uv_per_k": (200.0, 20.0),
    "log10_sigma_s_per_m": (4.9, 0.1),
    "log10_kappa_w_per_m_k": (0.2, 0.05),
    "power_factor_mw_per_m_k2": (3.2, 0.4),
    "zt": (0.6, 0.15),
}


def made_curve(
    curve: str, temperatures=(300.0,), *, x: float = math.nan, series: str = "", **other
) -> pd.DataFrame:
    """Return the rows of one curve: GOOD at each temperature, but for the targets that `other` gives (value, half width).

    `error` and `temperature_learned` among `other` are those of all rows.
    """
    error, learned = other.pop("error", ""), other.pop("temperature_learned", True)
    rows = [
        dict.fromkeys(COLUMNS, "")
        | {
            "curve": curve,
            "formula": curve.partition(" ")[0],
            "series": series,
            "letter": "x" if series else "",
            "x": x,
            "temperature_k": t,
            "target": target,
            "value": math.nan if error else value,
            "lower": math.nan if error else value - half,
            "upper": math.nan if error else value + half,
            "in_domain": None if error else True,
            "temperature_learned": learned,
            "error": error,
        }
        for t in temperatures
        for target, (value, half) in (GOOD | other).items()
    ]
    return pd.DataFrame(rows).astype({"in_domain": "boolean"})
