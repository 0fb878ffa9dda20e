"""Measured rows that are made up, small enough to see who is near to whom."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

SAMPLES = (
    ("PbTe", "10.1/lead", (90.0, 140.0)),
    ("Pb0.98Na0.02Te", "https://doi.org/10.1/LEAD", (150.0, 200.0)),
    ("Te0.5Pb0.5", "http://dx.doi.org/10.1/other", (80.0, 120.0)),
    ("Pb0.5Sn0.5Te", "10.1/mixed", (60.0, 100.0)),
    ("Ag0.5Pb1Sb0.5Te2", "10.1/last", (-120.0, -180.0)),
    ("Bi2Te3", "10.1/bismuth", (-200.0, -150.0)),
    ("Bi1.98I0.02Te3", "10.1/bismuth", (-210.0, -160.0)),
    ("Bi2Te2.97Se0.03", "10.1/bismuth", (-10.0, 30.0)),
)


def rows_of(formula: str, doi: str, seebeck: tuple[float, float]) -> pd.DataFrame:
    """Rows at 500 K and 300 K, the later first."""
    return pd.DataFrame(
        {
            "id": [f"{formula}-500", f"{formula}-300"],
            "formula": formula,
            "temperature_k": [500.0, 300.0],
            "seebeck_uv_per_k": seebeck[::-1],
            "log10_sigma_s_per_m": [4.5, 5.0],
            "log10_kappa_w_per_m_k": np.log10([1.5, 2.0]),
            "zt": [0.7, 0.3],
            "power_factor_mw_per_m_k2": [1.2, 1.0],
            "doi": doi,
        }
    )


@pytest.fixture
def measured() -> pd.DataFrame:
    return pd.concat([rows_of(*sample) for sample in SAMPLES], ignore_index=True)
