"""The made-up band against its limits, and against n e² τ/m."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.constants import electron_mass, elementary_charge

from mi_core.thermoelectrics.transport.parabolic_band import K_OVER_E_V_PER_K


def test_the_conductivity_is_that_of_drude(reading):
    rows = reading.points[(reading.points["id"] == "example-1") & (reading.points["carrier"] == "n")]
    drude = rows["carriers_per_cm3"] * 1e6 * elementary_charge**2 * 1e-15 / (0.15 * electron_mass)
    assert rows["sigma"].to_numpy(dtype=float) == pytest.approx(drude.to_numpy(dtype=float), rel=1e-5)


def test_seebeck_and_lorenz_number_have_their_limits(reading):
    points = reading.points.assign(
        lorenz=lambda p: p["kappa"] * 1e-6 / (p["sigma"] * p["temperature_k"]) / K_OVER_E_V_PER_K**2
    )
    thin = points[(points["id"] == "example-2") & (points["carriers_per_cm3"] == 1e16)]
    assert thin["lorenz"].to_numpy(dtype=float) == pytest.approx(2.5, rel=1e-3)  # of Boltzmann's statistics
    metal = points[points["id"] == "example-3"]
    assert metal["lorenz"].to_numpy(dtype=float) == pytest.approx(np.pi**2 / 3, rel=2e-2)
    assert (metal["S"] < 0).all()
    # one decade of carriers is k_B/e ln 10 where they are few
    cold = thin[thin["temperature_k"] == 1300].set_index("carrier")["S"]
    more = points[(points["id"] == "example-2") & (points["carriers_per_cm3"] == 1e17)]
    more = more[more["temperature_k"] == 1300].set_index("carrier")["S"]
    assert (cold - more)["p"] == pytest.approx(K_OVER_E_V_PER_K * 1e6 * np.log(10), rel=1e-3)
    assert (more - cold)["n"] == pytest.approx(K_OVER_E_V_PER_K * 1e6 * np.log(10), rel=1e-3)
