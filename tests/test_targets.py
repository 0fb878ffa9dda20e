"""Targets: what is declared of thermoelectrics and molecules, and how a target names its columns and axes."""

from __future__ import annotations

import pytest

from mi_core.datasets.registry import find_dataset
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


MOLECULAR = find_dataset("molecular_tasks").targets


@pytest.mark.parametrize("key", MOLECULAR)
def test_tasks_of_molecules_are_predicted_when_asked_for_and_say_what_they_are(key):
    target = TARGETS[key]
    assert not target.by_default
    assert target.definition
    assert target.conditions == ()
    if target.probability:
        assert (target.unit, target.minimum) == ("", 0.0)
        assert target.definition.startswith("Probability ")
    else:
        assert target.unit


def test_classes_are_those_tasks_whose_value_is_a_probability():
    classes = [key for key, target in TARGETS.items() if target.probability]
    assert sum(key.startswith("sider_") for key in classes) == 27
    assert sum(key.startswith("tox21_") for key in classes) == 12
    assert set(classes) - {"bbbp", "hiv", "clintox_ct_tox"} == {
        k for k in classes if k[:5] in ("sider", "tox21")
    }
    assert set(classes) <= set(MOLECULAR)
    assert "computed" in TARGETS["cep_pce_percent"].title


def test_materials_come_first_and_keep_their_order():
    keys = list(TARGETS)
    assert keys[0] == "e_above_hull_ev_per_atom"
    assert set(keys[-len(MOLECULAR) :]) == set(MOLECULAR)
