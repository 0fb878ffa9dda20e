"""The repulsion below the shortest distances learned."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms

from mi_core.potentials.core import core_below, fit_core
from mi_core.potentials.neighbours import find_neighbours


def dimer(distance, symbols="SiSi"):
    return find_neighbours(Atoms(symbols, [(0, 0, 0), (0, 0, distance)]), 5.0)


KINDS = np.array([0, 0])


def test_close_nuclei_repel_as_ziegler_biersack_and_littmark_say():
    # Silicon at 0.1277 Å, the universal screening length of two of them: x = 1.
    screening = 0.18175 * np.exp(-3.1998) + 0.50986 * np.exp(-0.94229)
    screening += 0.28022 * np.exp(-0.4029) + 0.02817 * np.exp(-0.20162)
    length = 0.8854 * 0.529177 / (2 * 14**0.23)
    energies, _ = core_below(["Si"], 2.0).energies(dimer(length), KINDS)
    assert energies.sum() == pytest.approx(14**2 * 14.399645 / length * screening, rel=1e-3)


@pytest.mark.parametrize("distance", [0.7, 1.6, 1.7, 1.99])
def test_gradients_are_those_of_the_energy(distance):
    core, step = core_below(["Si"], 2.0), 1e-5
    beyond, before = (core.energies(dimer(distance + d), KINDS)[0].sum() for d in (step, -step))
    pairs = dimer(distance)
    _, gradients = core.energies(pairs, KINDS)
    slope = (gradients * pairs.vectors).sum() / distance
    assert slope == pytest.approx((beyond - before) / (2 * step), rel=1e-5, abs=1e-7)
    assert slope < 0


def test_nothing_is_added_to_what_was_learned():
    learned = [(dimer(2.1), KINDS), (dimer(1.9, "GeSi"), np.array([0, 1]))]
    core = fit_core(learned, ["Ge", "Si"])
    assert core.shortest == pytest.approx(np.array([[2.1, 1.9], [1.9, 1.9]]))
    for pairs, kinds in learned:
        energies, gradients = core.energies(pairs, kinds)
        assert not energies.any()
        assert not gradients.any()
