"""Phases of an element: as spglib and pyscal3 see them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import spglib
from ase.build import bulk

from mi_core.potentials.environments.labels import OTHER, common_neighbour_labels, coordination
from mi_core.potentials.neighbours import find_neighbours
from mi_core.potentials.phases import PHASES, nearest_distance, phase_of

GROUPS = {
    "diamond": 227, "lonsdaleite": 194, "beta-tin": 141, "simple-hexagonal": 191, "simple-cubic": 221, "bcc": 229,
    "fcc": 225, "hcp": 194,
}  # fmt: skip
LABELS = {
    "diamond": "cubic diamond", "lonsdaleite": "hexagonal diamond", "bcc": "bcc", "fcc": "fcc", "hcp": "hcp",
}  # fmt: skip


@pytest.mark.parametrize("name", PHASES)
def test_a_phase_has_its_space_group_its_distance_and_its_label(name):
    atoms = phase_of("Si", name, 2.352)
    cell = (atoms.cell.array, atoms.get_scaled_positions(), atoms.numbers)
    assert spglib.get_symmetry_dataset(cell).number == GROUPS[name]
    distances = np.linalg.norm(find_neighbours(atoms, 4.0).vectors, axis=1)
    assert distances.min() == pytest.approx(nearest_distance("Si", PHASES[name].neighbours, 2.352))
    assert set(common_neighbour_labels(atoms)) == {LABELS.get(name, OTHER)}


def test_silicon_comes_near_to_what_dft_finds():
    """Yin & Cohen, Phys. Rev. B 26, 5668 (1982): simple cubic 2.52, bcc 2.67, fcc 2.72 Å."""
    found = [
        nearest_distance("Si", PHASES[name].neighbours, 2.352) for name in ("simple-cubic", "bcc", "fcc")
    ]
    assert found == pytest.approx([2.52, 2.67, 2.72], abs=0.07)


def test_surfaces_and_vacancies_are_told_from_the_bulk():
    atoms = bulk("Si", cubic=True).repeat(3)
    del atoms[0]
    labels = Counter(common_neighbour_labels(atoms))
    assert labels["cubic diamond"] > 150
    assert labels[OTHER] == 0 or labels["cubic diamond, 1st neighbour"] > 0
    assert sorted(Counter(coordination(atoms, 2.8).tolist()).items()) == [(3, 4), (4, 211)]
