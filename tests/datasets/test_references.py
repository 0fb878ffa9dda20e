"""Shifts between the references of two databases."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from mi_core.datasets.composition import atomic_fractions
from mi_core.datasets.references import ElementShifts
from mi_core.errors import InputError

TRUE = {"Cs": 0.05, "K": -0.02, "Pb": 0.1, "Sn": 0.0, "Br": -0.6, "Cl": -0.2}
FORMULAS = [f"{a}{b}{x}3" for a, b, x in itertools.product(("Cs", "K"), ("Pb", "Sn"), ("Br", "Cl"))] + [
    f"{m}{x}2" for m, x in itertools.product(("Pb", "Sn"), ("Br", "Cl"))
]


def difference(formula: str) -> float:
    return sum(share * TRUE[symbol] for symbol, share in atomic_fractions(formula).items())


def test_the_shifts_of_synthetic_databases_are_found_in_spite_of_noise_and_other_polymorphs():
    formulas = FORMULAS * 8
    y = np.array([difference(f) for f in formulas]) + np.random.default_rng(0).normal(0, 0.004, len(formulas))
    y[::11] += 0.7
    found = ElementShifts(formulas, y)
    assert found.n_pairs == 96
    assert found.n_kept == 96 - len(y[::11])
    # Single shifts may trade off against each other (each formula has as many anions as its cations ask for); sums may not.
    assert [found.of(f) for f in FORMULAS] == pytest.approx([difference(f) for f in FORMULAS], abs=0.005)


def test_an_element_without_pairs_is_not_shifted():
    found = ElementShifts(FORMULAS, [difference(f) for f in FORMULAS])
    assert "Mg" not in found.shifts
    assert found.of("Mg") == 0.0
    assert found.of("CsMgBr3") == pytest.approx(0.2 * found.shifts["Cs"] + 0.6 * found.shifts["Br"])


@pytest.mark.parametrize(("formulas", "values"), [(["NaCl"], [np.nan]), (["NaCl"], []), ([], [])])
def test_bad_pairs_are_refused(formulas, values):
    with pytest.raises(InputError, match="one finite energy difference per formula"):
        ElementShifts(formulas, values)
