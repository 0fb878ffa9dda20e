"""What is drawn keeps the mean and the long waves, and shows none that are not there."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import TRICLINIC, gaussians
from pymatgen.core import Lattice, Structure

from mi_core.densities.drawing import for_drawing, repeated
from mi_core.densities.field import ScalarField
from mi_core.errors import InputError

CUBIC = Structure(Lattice.cubic(8), ["Na"], [[0, 0, 0]])


def wave(order: int, shape=(48, 40, 44)) -> ScalarField:
    x = np.arange(shape[0]) / shape[0]
    values = np.broadcast_to(1 + np.cos(2 * np.pi * order * x)[:, None, None], shape)
    return ScalarField("valence", "wave", CUBIC, values)


@pytest.mark.parametrize("most", [12, 13])
def test_short_waves_vanish_and_long_ones_stay(most):
    long, short = for_drawing(wave(1), most), for_drawing(wave(most - 2), most)
    assert max(long.shape) == most
    np.testing.assert_allclose(short.values, 1, atol=1e-12)
    x = np.arange(most) / most
    amplitude = (long.values[:, 0, 0] - 1) / np.cos(2 * np.pi * x)
    np.testing.assert_allclose(amplitude[np.abs(np.cos(2 * np.pi * x)) > 0.1], amplitude[0])
    assert 0.9 < amplitude[0] <= 1


def test_the_integral_stays():
    field = ScalarField("valence", "x", TRICLINIC, gaussians(shape=(30, 33, 36)))
    drawn = for_drawing(field, 18)
    assert drawn.shape == (15, 16, 18)
    assert drawn.integral == pytest.approx(field.integral, rel=1e-12)
    assert drawn.values.min() > -0.01 * drawn.values.max()
    assert for_drawing(field, 36) is field


def test_a_supercell_repeats_values_and_atoms():
    field = ScalarField("valence", "x", TRICLINIC, gaussians())
    twice = repeated(field, (2, 1, 3))
    assert twice.integral == pytest.approx(6 * field.integral)
    assert len(twice.structure) == 12
    np.testing.assert_array_equal(twice.values[14:, :, 18:36], field.values)
    exact = gaussians(
        twice.structure, twice.shape, [1.0 if s.specie.symbol == "Na" else 7.0 for s in twice.structure]
    )
    np.testing.assert_allclose(twice.values, exact, atol=1e-4)


def test_too_few_or_too_many_are_one_sentence():
    field = ScalarField("valence", "x", TRICLINIC, gaussians())
    with pytest.raises(InputError, match="at least once along each axis"):
        repeated(field, (0, 1, 1))
    with pytest.raises(InputError, match="would hold 4,032,000,000 points"):
        repeated(field, (100, 100, 100))
    with pytest.raises(InputError, match="at least 2 points"):
        for_drawing(field, 1)
