"""The mass of a conductivity: by hand, back again, and beside the masses of the real table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.constants import electron_mass, elementary_charge

from mi_core.thermoelectrics.transport.drude import conductivity_mass


def test_a_band_of_mass_one_conducts_as_drude_says():
    sigma = 1e24 * elementary_charge**2 * 10e-15 / electron_mass
    assert sigma == pytest.approx(281.8, rel=1e-3)  # S/m: n = 1e18 cm⁻³, τ = 10 fs
    assert conductivity_mass(sigma, 1e24, 10.0) == pytest.approx(1.0)
    assert conductivity_mass(sigma / 2, 1e24, 10.0) == pytest.approx(2.0)
    assert conductivity_mass(3 * sigma, 1e24, 30.0) == pytest.approx(1.0)


def test_what_cannot_be_is_nan():
    assert np.isnan(conductivity_mass([0.0, -1.0, 1.0, 1.0], [1e24, 1e24, 0.0, 1e24], [1, 1, 1, -1])).all()


def test_masses_of_the_real_table_agree_where_there_is_a_gap(data_dir):
    frame = pd.read_parquet(data_dir / "ricci_transport.parquet")
    frame = frame[frame["gap_ev"] > 0]
    for carriers, most in (("n", 0.08), ("p", 0.22)):
        off = np.log10(conductivity_mass(frame[f"sigma_{carriers}"], 1e24, 1.0) / frame[f"m_{carriers}"])
        assert np.nanmedian(np.abs(off)) < most
