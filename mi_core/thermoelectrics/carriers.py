"""Which carriers conduct, by the sign of the Seebeck coefficient: n-type where it is negative, p-type where positive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.transport.analysis import SEEBECK, TEMPERATURE

if TYPE_CHECKING:
    import pandas as pd


def carrier_type(seebeck) -> np.ndarray:
    """Return "n" where S < 0, "p" where S > 0, "" where it is 0 or not known."""
    seebeck = np.asarray(seebeck, dtype=float)
    return np.select([seebeck < 0, seebeck > 0], ["n", "p"], default="")


def carrier_sentence(points: pd.DataFrame, display: Display = AS_STORED) -> str:
    """Return in a sentence which type the points are, and where S changes its sign; "" where no S is known.

    points : columns `temperature_k` and `seebeck_uv_per_k`
    """
    rows = points[[TEMPERATURE, SEEBECK]].dropna().sort_values(TEMPERATURE, kind="stable")
    types = carrier_type(rows[SEEBECK])
    rows, types = rows[types != ""], types[types != ""]
    found = sorted(set(types))
    if not found:
        return ""
    if len(found) == 1:
        sign = "negative" if found[0] == "n" else "positive"
        return f"{found[0]}-type: S is {sign} {'in all rows' if len(rows) > 1 else 'in the one row'}."
    first = int(np.flatnonzero(types[1:] != types[:-1])[0])
    ends = (display.temperature(rows[TEMPERATURE].iloc[place]) for place in (first, first + 1))
    return (
        f"S changes its sign, first between {' and '.join(ends)}: electrons and holes both conduct, and what one band "
        "explains ends there."
    )
