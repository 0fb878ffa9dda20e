"""Measured points of one sample as a curve of one quantity, in the units that models and tables of measured rows have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.errors import InputError
from mi_core.thermoelectrics.display import LOG10_KAPPA, LOG10_SIGMA, POWER_FACTOR
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE, analyse

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = "your measurements"
#: Quantity of the curve → column of the analysed points that has it, or whose decimal logarithm it is.
COLUMN_OF: Mapping[str, str] = {
    "zt": "zt_from_parts",
    SEEBECK: SEEBECK,
    LOG10_SIGMA: SIGMA,
    LOG10_KAPPA: KAPPA,
    POWER_FACTOR: POWER_FACTOR,
}


def own_curve(points: pd.DataFrame, quantity: str) -> pd.DataFrame:
    """Return points as a curve without a band: `temperature_k`, `value`, `lower`, `upper` (both NaN) and `series`.

    points : as of `transport.analysis.analyse`. Rows without the quantity, or a temperature above 0 K, are left out.
    InputError for a quantity that is not in COLUMN_OF.
    """
    if quantity not in COLUMN_OF:
        raise InputError(f"No curve of {quantity!r} can be made; choose one of {', '.join(COLUMN_OF)}.")
    analysed = analyse(points)
    values = analysed[COLUMN_OF[quantity]].to_numpy(dtype=float)
    if quantity in {LOG10_SIGMA, LOG10_KAPPA}:
        values = np.log10(np.where(values > 0, values, np.nan))
    curve = pd.DataFrame(
        {TEMPERATURE: analysed[TEMPERATURE], "value": values, "lower": np.nan, "upper": np.nan}
    )
    return curve[(curve[TEMPERATURE] > 0) & curve["value"].notna()].assign(series=OWN).reset_index(drop=True)
