"""Whether a file says at 300 K and 1e18 cm⁻³ what the table of Ricci et al. says, of which the rows ship with a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.thermoelectrics.computed.quantities import CARRIERS, DOPING
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.ranking.known import learned_columns
from mi_core.thermoelectrics.ranking.predicted import CARRIERS as TYPES
from mi_core.thermoelectrics.ranking.predicted import MODEL, target_keys
from mi_core.thermoelectrics.ranking.quantities import CARRIERS_PER_M3, TEMPERATURE_K
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA, TEMPERATURE
from mi_core.thermoelectrics.transport.relaxation import at_relaxation_time
from mi_core.thermoelectrics.transport.units import MW_PER_M_K2, PER_CM3, UW_PER_M_K2

if TYPE_CHECKING:
    import pandas as pd

QUANTITIES = (SEEBECK, SIGMA, POWER_FACTOR)
ALIKE = 0.02  # relative: what rounding and another average of a tensor leave
DEVIATION = "deviation_from_table"


def shipped_points() -> pd.DataFrame:
    """Return `id`, `carriers` and QUANTITIES for 1 fs of the table's rows in hand; empty where the model is not there."""
    import pandas as pd

    parts = []
    for carriers in TYPES:
        power, seebeck, sigma = target_keys(carriers)
        rows = learned_columns(MODEL, ["id", power, seebeck, sigma])
        if rows is None:
            return pd.DataFrame(columns=["id", CARRIERS, *QUANTITIES])
        numbers = {
            SEEBECK: rows[seebeck].astype(float),
            SIGMA: 10 ** rows[sigma].astype(float),
            POWER_FACTOR: 10 ** rows[power].astype(float) * MW_PER_M_K2 / UW_PER_M_K2,
        }
        parts.append(rows[["id"]].assign(**{CARRIERS: carriers, **numbers}))
    return pd.concat(parts, ignore_index=True)


def compared(shown: pd.DataFrame, shipped: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `quantities` at the table's temperature and doping that it has, beside its numbers.

    Those stand in columns that end in "_of_table", for the relaxation time of the row; DEVIATION is the largest relative
    one.
    """
    here = np.isclose(shown[TEMPERATURE].to_numpy(dtype=float), TEMPERATURE_K) & np.isclose(
        shown[DOPING].to_numpy(dtype=float), CARRIERS_PER_M3 * PER_CM3
    )
    both = shown[here].merge(shipped, on=["id", CARRIERS], suffixes=("", "_of_table"))
    for name in (SIGMA, POWER_FACTOR):
        both[f"{name}_of_table"] = at_relaxation_time(both[f"{name}_of_table"], both["relaxation_time_fs"])
    own, table = (
        both[[f"{name}{end}" for name in QUANTITIES]].to_numpy(dtype=float) for end in ("", "_of_table")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.abs(own / table - 1)
    return both.assign(**{DEVIATION: off.max(axis=1, initial=0.0)})
