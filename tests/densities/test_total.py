"""What fields add up to, and what their atoms let expect."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import TRICLINIC, gaussians

from mi_core.densities.comparison import promolecule_of
from mi_core.densities.field import ScalarField
from mi_core.densities.total import total_of

DENSITY = gaussians()


def field(kind: str, values=DENSITY) -> ScalarField:
    return ScalarField(kind, kind, TRICLINIC, values)


def test_eight_electrons_are_the_valence_of_salt():
    total = total_of(field("valence"))
    assert (total.unit, total.fits) == ("electrons", True)
    assert total.amount == pytest.approx(8, abs=1e-6)
    assert "Na 1, Cl 7" in total.sentence


@pytest.mark.parametrize("factor", [1.03, 0.9])
def test_electrons_that_no_atoms_have_are_told(factor):
    total = total_of(field("valence", factor * DENSITY))
    assert total.fits is False
    assert "No choice of valence shells" in total.sentence


@pytest.mark.parametrize(("factor", "fits"), [(28 / 8, True), (27.9 / 8, False)])
def test_all_electrons_are_the_charges_of_the_nuclei(factor, fits):
    total = total_of(field("all-electron", factor * DENSITY))
    assert total.fits is fits
    assert "have 28 charges" in total.sentence
    assert ("too coarse" in total.sentence) is not fits


def test_a_difference_of_equal_electrons_is_nothing():
    atoms = promolecule_of(field("valence"))
    assert total_of(field("difference", DENSITY - atoms.values)).fits
    assert total_of(field("difference", DENSITY - 0.9 * atoms.values)).fits is False


def test_spins_make_a_moment_and_potentials_a_mean():
    spin = total_of(field("spin", 0.25 * DENSITY))
    assert (spin.unit, spin.fits) == ("μB", None)
    assert spin.amount == pytest.approx(2, abs=1e-6)
    potential = total_of(field("potential", DENSITY - 7.0))
    assert potential.unit == "eV"
    assert potential.amount == pytest.approx(DENSITY.mean() - 7)
    assert total_of(field("elf", np.clip(DENSITY, 0, 1))).unit == ""
