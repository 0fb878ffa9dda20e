"""Charges and tolerance factors against hand computations and published tables."""

from __future__ import annotations

import numpy as np
import pytest
from listed_sites import listed_sites

from mi_core.screening.chemistry.charges import charge_balanced, oxidation_states
from mi_core.screening.chemistry.tolerance import bartel, goldschmidt, shannon_radius, tolerance_factors
from mi_core.screening.triples import triples

#: t and τ as printed to two decimals in table S1 of Bartel et al., Sci. Adv. 5, eaav0693 (2019).
PUBLISHED = {
    ("Ba", "Ti", "O"): (1.06, 3.75),
    ("Ca", "Ti", "O"): (0.97, 3.88),
    ("Ca", "Zr", "O"): (0.91, 3.94),
    ("Ba", "Ir", "O"): (1.05, 3.68),
    ("La", "Al", "O"): (1.01, 1.79),
    ("La", "Co", "O"): (0.97, 1.64),
    ("K", "Ca", "F"): (0.90, 3.65),
    ("K", "Co", "F"): (1.01, 3.58),
    ("Cs", "Ge", "Cl"): (1.03, 4.20),
    ("K", "Cd", "Cl"): (0.88, 4.07),
    ("Cs", "Pb", "I"): (0.85, 4.30),
    ("Cs", "Sr", "I"): (0.85, 4.29),
    ("Cs", "Nb", "O"): (1.14, 3.91),
}


@pytest.mark.parametrize("sites", PUBLISHED, ids="".join)
def test_published_factors(sites):
    factors = tolerance_factors(triples(*sites))
    t, tau = PUBLISHED[sites]
    assert factors.goldschmidt[0] == pytest.approx(t, abs=0.011)
    # The table prints radii to two decimals; the fourth digit of rB moves τ by up to 0.02.
    assert factors.bartel[0] == pytest.approx(tau, abs=0.021)


def test_factors_by_hand():
    """SrTiO3: rA 1.44, rB 0.605, rX 1.40 Å."""
    assert [shannon_radius(*ion) for ion in (("Sr", 2, "XII"), ("Ti", 4, "VI"), ("O", -2, "VI"))] == [
        1.44,
        0.605,
        1.4,
    ]
    factors = tolerance_factors(triples("Sr", "Ti", "O"))
    assert factors.goldschmidt[0] == pytest.approx(2.84 / (2**0.5 * 2.005))
    ratio = 1.44 / 0.605
    assert factors.bartel[0] == pytest.approx(1.4 / 0.605 - 2 * (2 - ratio / np.log(ratio)))
    assert goldschmidt(1.0, 0.0, 2.0) == pytest.approx(3 / (2 * 2**0.5))


def test_tau_is_not_defined_for_a_smaller_than_b():
    assert np.isnan(bartel(0.6, 0.7, 1.4, 2))
    assert np.isnan(bartel(np.array([0.7]), np.array([0.7]), 1.4, 2))[0]


def test_high_spin_counts():
    assert shannon_radius("Fe", 2, "VI") == 0.78
    assert shannon_radius("Co", 3, "VI") == 0.61
    assert np.isnan(shannon_radius("Au", 1, "XII"))


def test_what_shannon_does_not_list_stays_empty():
    factors = tolerance_factors(triples("Mg", "Si", "O"))  # no twelvefold Mg
    assert all(np.isnan(factor[0]) for factor in factors)
    everything = tolerance_factors(triples())
    assert np.isfinite(everything.goldschmidt).sum() > 1000


def test_several_charges_take_the_lowest_on_a():
    """PbTiO3 is taken for Pb2+ Ti4+, not for Pb4+ Ti2+."""
    factors = tolerance_factors(triples("Pb", "Ti", "O"))
    assert factors.goldschmidt[0] == pytest.approx((1.49 + 1.4) / (2**0.5 * (0.605 + 1.4)))


@pytest.mark.parametrize(
    ("sites", "balanced"),
    [("Sr Ti O", True), ("Cs Pb I", True), ("La Mn O", True), ("Ca V O", True), ("Ti Sr O", True), ("K Cl O", True),
     ("Sr Cl O", False),
     ("Na Mg O", False), ("Sr Ti F", False), ("Al Sc Ti", False), ("Sn O Ca", True), ("Ni C Mg", False)],
)  # fmt: skip
def test_charge_balance(sites, balanced):
    """Oxides and halides, an antiperovskite (Sn4- O2- Ca2+), and metals, which need no balance."""
    assert charge_balanced(triples(*sites.split()))[0] == balanced


def test_the_lookup_is_the_plain_search():
    some = triples().subset(np.random.default_rng(0).integers(0, 249_984, 2_000))
    plain = [
        any(
            p + q + 3 * r == 0
            for p in oxidation_states(a)
            for q in oxidation_states(b)
            for r in oxidation_states(x[0])
        )
        for a, b, x in listed_sites(some)
    ]
    assert charge_balanced(some).tolist() == plain
