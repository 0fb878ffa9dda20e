"""Targets: what is declared of thermoelectrics, and how a target names its columns and axes."""

from __future__ import annotations

import pytest

from mi_core.targets import TARGETS

COMPUTED = [
    "log10_pf_n",
    "log10_pf_p",
    "seebeck_n_uv_per_k",
    "seebeck_p_uv_per_k",
    "log10_sigma_n",
    "log10_sigma_p",
]
MEASURED = [
    "zt",
    "power_factor_mw_per_m_k2",
    "seebeck_uv_per_k",
    "log10_sigma_s_per_m",
    "log10_kappa_w_per_m_k",
]


@pytest.mark.parametrize("key", COMPUTED)
def test_computed_transport_says_for_which_temperature_doping_and_relaxation_time(key):
    definition = TARGETS[key].definition
    assert all(words in definition for words in ("300 K", "1e18 carriers per cm³", "1 fs"))
    assert TARGETS[key].conditions == ()


@pytest.mark.parametrize("key", MEASURED)
def test_measured_transport_depends_on_temperature(key):
    assert TARGETS[key].conditions == ("temperature_k",)


@pytest.mark.parametrize("key", [*COMPUTED, *MEASURED])
def test_thermoelectrics_are_predicted_when_asked_for_and_logarithms_may_be_negative(key):
    target = TARGETS[key]
    assert not target.by_default
    assert target.minimum == (0.0 if key in ("zt", "power_factor_mw_per_m_k2") else None)


def test_a_pure_number_has_no_unit_in_its_heading():
    assert (TARGETS["zt"].label, TARGETS["zt"].heading) == ("zT", "Figure of merit zT")
    assert TARGETS["gap_ev"].label == "E<sub>gap</sub> (eV)"
    assert TARGETS["gap_ev"].heading == "Band gap (eV)"
