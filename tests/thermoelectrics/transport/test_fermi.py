"""Fermi–Dirac integrals: agreement with mpmath's polylogarithm and quadrature, limits, what is refused."""

from __future__ import annotations

from math import gamma

import mpmath
import numpy as np
import pytest
from scipy.special import spence

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport.fermi import fermi_integral

ORDERS = (-0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3)


@pytest.mark.parametrize("order", ORDERS)
def test_they_are_polylogarithms(order):
    levels = (-600, -30, -1, -1e-6, 0, 1e-6, 0.5, 4, 20, 49.9, 50.1)
    with mpmath.workdps(30):
        exact = [-mpmath.gamma(order + 1) * mpmath.polylog(order + 1, -mpmath.exp(eta)) for eta in levels]
    assert fermi_integral(order, levels) == pytest.approx([float(value.real) for value in exact], rel=1e-12)


@pytest.mark.parametrize("order", ORDERS)
def test_far_above_the_band_edge_sommerfelds_expansion_holds(order):
    eta = 1e4
    expected = eta ** (order + 1) / (order + 1) + np.pi**2 / 6 * order * eta ** (order - 1)
    assert fermi_integral(order, eta) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("order", ORDERS)
def test_far_below_it_maxwell_boltzmann_holds(order):
    assert fermi_integral(order, -40.0) == pytest.approx(gamma(order + 1) * np.exp(-40), rel=1e-12)


def test_scipys_dilogarithm_agrees():
    eta = np.linspace(-3, 3, 13)
    assert fermi_integral(1, eta) == pytest.approx(-spence(1 + np.exp(eta)), rel=1e-12)


def test_shapes_are_kept_and_what_is_no_number_stays_none():
    result = fermi_integral(0.5, [[0.0, np.nan], [np.inf, 1.0]])
    assert result.shape == (2, 2)
    assert np.isnan(result).tolist() == [[False, True], [True, False]]
    assert fermi_integral(0.5, 1.0).shape == ()
    assert fermi_integral(0.5, []).shape == (0,)


def test_many_levels_are_taken_in_pieces():
    eta = np.linspace(0.1, 60, 10_000)
    assert fermi_integral(0.5, eta)[[0, 4096, -1]] == pytest.approx(fermi_integral(0.5, eta[[0, 4096, -1]]))


@pytest.mark.parametrize("order", [-1, -3.5, np.nan])
def test_orders_that_diverge_are_refused(order):
    with pytest.raises(InputError, match="above -1"):
        fermi_integral(order, 0)
