"""Barriers: a vacancy of copper hops."""

from __future__ import annotations

import numpy as np
import pytest
from ase.build import bulk
from ase.calculators.emt import EMT
from ase.mep import NEB
from ase.optimize import FIRE

from mi_core.errors import InputError
from mi_core.potentials.barriers.barrier import find_barrier
from mi_core.potentials.barriers.ends import matched
from mi_core.potentials.barriers.job import KIND, curve, read_ends


@pytest.fixture(scope="module")
def hop():
    """A vacancy at a corner, and beside it."""
    whole = bulk("Cu", a=3.6, cubic=True).repeat(2)
    first, second = whole.copy(), whole.copy()
    del first[0]
    neighbour = int(np.argsort(whole.get_distances(0, range(1, len(whole)), mic=True))[0]) + 1
    second.positions[neighbour] = whole.positions[0]
    del second[0]
    return first, second


@pytest.fixture(scope="module")
def barrier(learned, hop):
    return find_barrier(learned, *hop)


def test_a_hop_is_the_same_in_both_directions(barrier):
    assert barrier.converged
    assert barrier.forward == pytest.approx(barrier.backward, abs=0.02)
    assert barrier.energies[0] == 0
    assert np.argmax(barrier.energies) == len(barrier.images) // 2
    assert np.all(np.diff(barrier.along) > 0)
    assert curve(barrier)["energies"] == pytest.approx(barrier.energies)


def test_it_is_near_that_of_the_potential_that_was_learned(barrier, hop):
    ends = []
    for end in hop:
        atoms = end.copy()
        atoms.calc = EMT()
        FIRE(atoms, logfile=None).run(fmax=0.05, steps=100)
        ends.append(atoms)
    images = [ends[0], *(ends[0].copy() for _ in range(3)), matched(*ends)]
    for image in images:
        image.calc = EMT()
    band = NEB(images, climb=True, method="improvedtangent")
    band.interpolate("idpp")
    FIRE(band, logfile=None).run(fmax=0.05, steps=100)
    energies = [image.get_potential_energy() for image in images]
    assert barrier.forward == pytest.approx(max(energies) - energies[0], abs=0.15)


def test_equal_atoms_are_matched_whatever_their_numbers(hop):
    first, second = hop
    shuffled = second[np.random.default_rng(0).permutation(len(second))]
    shuffled.positions += shuffled.cell.array[0]
    moved = matched(first, shuffled).positions - first.positions
    assert np.sum(np.linalg.norm(moved, axis=1) > 0.1) == 1


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda atoms: atoms[:-1], "needs the same atoms at both ends"),
        (lambda atoms: atoms.repeat((14, 1, 1)), "needs the same atoms"),
        (lambda atoms: atoms.copy(), "relax into the same one"),
    ],
)
def test_ends_without_a_barrier_are_told(learned, hop, spoil, sentence):
    with pytest.raises(InputError, match=sentence):
        find_barrier(learned, hop[0], spoil(hop[0]))


def test_ends_of_other_cells_are_told(learned, hop):
    longer = hop[1].copy()
    longer.set_cell(longer.cell * 1.1, scale_atoms=True)
    with pytest.raises(
        InputError, match=r"needs one cell for both ends; got 7\.20 × 7\.20 × 7\.20 Å and 7\.92"
    ):
        find_barrier(learned, hop[0], longer)


def test_a_job_checks_its_ends(hop, tmp_path):
    from ase.io import write

    write(tmp_path / "ends.extxyz", list(hop), format="extxyz")
    assert KIND.tasks({"ends": str(tmp_path / "ends.extxyz"), "potential": "copper"})
    write(tmp_path / "one.extxyz", hop[0], format="extxyz")
    with pytest.raises(InputError, match="lies between two frames"):
        read_ends(tmp_path / "one.extxyz")


def test_its_interval_is_narrower_than_those_of_both_energies(learned, barrier):
    top = int(np.argmax(barrier.energies))
    for end, bound in ((0, barrier.forward_bound), (-1, barrier.backward_bound)):
        answers = [learned.predict(barrier.images[image]) for image in (end, top)]
        both = sum((one.energy_upper - one.energy_lower) / 2 for one in answers)
        assert 0 < bound < both
    assert barrier.bounds[0] == barrier.bounds_from_second[-1] == 0
    assert curve(barrier)["bounds"][top] == barrier.forward_bound
