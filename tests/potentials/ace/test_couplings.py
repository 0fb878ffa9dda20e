"""What harmonics couple to is what rotations and reflections leave unchanged."""

from __future__ import annotations

import numpy as np
import pytest
import sphericart
from scipy.spatial.transform import Rotation
from sympy import Integer
from sympy.physics.wigner import wigner_3j

from mi_core.potentials.ace.couplings import coupling, entries


@pytest.mark.parametrize("angular", [(1, 1, 2), (2, 2, 2), (3, 2, 1), (4, 3, 3), (5, 5, 4)])
def test_three_sets_of_harmonics_couple_to_an_invariant(angular):
    harmonics = sphericart.SphericalHarmonics(5)
    vectors = np.random.default_rng(0).normal(size=(3, 4, 3))

    def coupled(turn):
        sums = [harmonics.compute(np.ascontiguousarray(some @ turn.T)).sum(axis=0) for some in vectors]
        parts = [one[degree**2 : (degree + 1) ** 2] for one, degree in zip(sums, angular, strict=True)]
        return np.einsum("abc,a,b,c", coupling(*angular), *parts)

    before = coupled(np.eye(3))
    turn = Rotation.from_euler("xyz", (0.4, 1.1, -2.0)).as_matrix()
    assert abs(before) > 1e-3
    assert coupled(turn) == pytest.approx(before, rel=1e-9)
    assert coupled(-turn) == pytest.approx((-1) ** sum(angular) * before, rel=1e-9)


def test_couplings_are_of_unit_size():
    """The squares of all 3j symbols of three angular momenta add up to one, in the real basis as in the complex one."""
    assert (coupling(4, 3, 3) ** 2).sum() == pytest.approx(1)
    assert abs(coupling(2, 2, 2)[2, 2, 2]) == pytest.approx(abs(float(wigner_3j(*[Integer(2)] * 3, 0, 0, 0))))


def test_entries_give_the_tensor_back():
    tensor = coupling(2, 1, 1)
    places, values = entries(tensor)
    again = np.zeros_like(tensor)
    again[tuple(places.T)] = values
    assert len(values) < tensor.size
    assert again == pytest.approx(tensor, abs=1e-9)
