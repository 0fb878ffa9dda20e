"""Headings of temperatures and band gaps: which are understood, in which unit, and which are something else."""

from __future__ import annotations

import pytest

from mi_core.conditions import CONDITIONS, OPTIONAL_NUMBERS
from mi_core.tables.quantities import meaning, nearly

TEMPERATURE, GAP = CONDITIONS["temperature_k"], OPTIONAL_NUMBERS["gap_ev"]


@pytest.mark.parametrize(
    ("unit", "headings"),
    [
        ("K", "temperature_k Temperature_K T_K t_k T/K temperature_kelvin"),
        ("K", "T (K)|T [K]|T(K)|T {K}|T / K|T, K|T; K|T: K|T (Kelvin)|T (in K)|temperature in K|Temp. (°K)|T (K) (2)"),
        ("K", "temperature (kelvin)|TEMPERATURE (K)|measurement temperature (K)|温度 (K)|Temperatur [K]|T［K］"),
        ("°C", "temperature_c temp_c tempC temperature_celsius temperature_deg_c T_degC T/°C temperature_degrees_celsius"),
        ("°C", "T (°C)|T (ºC)|T (℃)|T (C)|T (deg C)|T [deg. C]|Temp. (°C)|temperature (degrees Celsius)|T, °C"),
        ("°F", "T (°F)|temp_f|temperature (Fahrenheit)|temperature in degrees Fahrenheit"),
        (None, "temperature Temperature T t temp Temp. température"),
    ],
)  # fmt: skip
def test_temperatures_are_understood(unit, headings):
    for heading in headings.split("|") if "|" in headings else headings.split():
        found = meaning(heading)
        assert found is not None, heading
        assert found.quantity is TEMPERATURE
        assert (found.unit.symbol if found.unit else None) == unit, heading


@pytest.mark.parametrize(
    ("unit", "headings"),
    [
        ("eV", "gap_ev Gap_eV GAP_EV gapEV band_gap_eV bandgap_ev bandGap_eV E_g/eV Eg_eV gap_in_ev"),
        (
            "eV",
            "band gap (eV)|Band gap [eV]|Eg (eV)|E_g, eV|gap: eV|Band gap, in eV|band-gap (electronvolt)|gap eV",
        ),
        ("meV", "band gap [meV]|gap_mev|gap_meV|Eg (meV)|Eg/meV"),
        ("Ry", "gap_ry|Gap (Ry)"),
        ("Ha", "gap_ha|gap (Hartree)"),
        (None, "Eg E_g bandgap gap Gap bandGap BandGap band-gap"),
    ],
)
def test_gaps_are_understood(unit, headings):
    for heading in headings.split("|") if "|" in headings else headings.split():
        found = meaning(heading)
        assert found is not None, heading
        assert found.quantity is GAP
        assert (found.unit.symbol if found.unit else None) == unit, heading


@pytest.mark.parametrize(
    ("heading", "said"),
    [("gap (nm)", "nm"), ("Eg (MeV)", "MeV"), ("gap (eV/atom)", "eV/atom"), ("temperature (GPa)", "GPa")],
)
def test_a_foreign_unit_is_told_from_none(heading, said):
    found = meaning(heading)
    assert found is not None
    assert (found.unit, found.said) == (None, said)


@pytest.mark.parametrize(
    "heading",
    [
        "gap_type", "gap_error", "gap_pbe_ev", "is_gap_direct", "direct gap (eV)", "gap (direct)", "gap_MeV",
        "temperature_method",
        "melting temperature (K)", "T_max (K)", "T_c", "T_C", "Tc (K)", "T_C (K)", "t_factor", "T (GPa)", "t (h)",
        "t (nm)", "T (T)",
        "t_min", "tolerance", "attempt", "temp_range", "", "(K)", "K", "eV", "/K", "T" * 500,
    ],
)  # fmt: skip
def test_what_only_holds_the_word_is_something_else(heading):
    assert meaning(heading) is None


def test_gaps_of_another_kind_come_near_and_what_is_said_of_a_gap_does_not():
    assert all(nearly(heading, GAP) for heading in ("gap_pbe_ev", "direct gap (eV)", "gap (PBE)", "gap_MeV"))
    assert not any(
        nearly(heading, GAP) for heading in ("gap_error", "gap_type", "is_gap_direct", "singapore")
    )
