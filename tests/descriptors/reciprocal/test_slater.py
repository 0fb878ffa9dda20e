"""Slater's shells: his own numbers for iron, hydrogen's exact radius, and which electrons are valence."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Element
from pymatgen.core.units import bohr_to_angstrom

from mi_core.descriptors.reciprocal.fields import FIELDS
from mi_core.descriptors.reciprocal.slater import (
    EFFECTIVE_N,
    shell_factor,
    shells,
    valence_factor,
    valence_shells,
)
from mi_core.errors import InputError


def test_iron_is_screened_as_in_slaters_paper():
    seen = {(s.n, s.letter): np.sqrt(s.binding) * EFFECTIVE_N[s.n - 1] for s in shells("Fe")}
    expected = {
        (1, "s"): 25.70,
        (2, "s"): 21.85,
        (2, "p"): 21.85,
        (3, "p"): 14.75,
        (3, "d"): 6.25,
        (4, "s"): 3.75,
    }
    for shell, charge in expected.items():
        assert seen[shell] == pytest.approx(charge)


def test_hydrogen_is_as_wide_as_it_is():
    assert shells("H")[0].mean_square_radius == pytest.approx(3 * bohr_to_angstrom**2)


def test_all_shells_hold_all_electrons():
    for z in range(1, 105):
        assert sum(shell.electrons for shell in shells(Element.from_Z(z).symbol)) == z


@pytest.mark.parametrize(
    ("symbol", "electrons"),
    [
        ("H", 1),
        ("He", 2),
        ("O", 6),
        ("Na", 1),
        ("Fe", 8),
        ("Zn", 12),
        ("Ga", 3),
        ("Pb", 4),
        ("La", 3),
        ("Lu", 3),
        ("Xe", 8),
    ],
)
def test_the_valence_is_the_usual_one(symbol, electrons):
    assert sum(shell.electrons for shell in valence_shells(symbol)) == electrons
    assert valence_factor(symbol, np.zeros(1))[0] == electrons


def test_the_parts_by_letter_make_the_valence():
    g = np.linspace(0, 10, 30)
    parts = sum(FIELDS[letter].factor("Fe", g) for letter in "spdf")
    np.testing.assert_allclose(parts, FIELDS["valence"].factor("Fe", g))
    assert not FIELDS["f"].factor("Fe", g).any()


def test_a_factor_falls_off_as_its_radius_says():
    shell = shells("C")[1]
    g = 1e-3
    lost = 1 - shell_factor([shell], np.array([g]))[0] / shell.electrons
    assert lost == pytest.approx(g**2 * shell.mean_square_radius / 6, rel=1e-4)


def test_an_element_without_known_shells_is_one_sentence():
    with pytest.raises(
        InputError, match="electron shells of Og are not known; they are for the elements from H to Rf"
    ):
        valence_shells("Og")
