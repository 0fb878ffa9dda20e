"""Intervals of energies and forces: calibrated on held-out frames, wider where more error is expected."""

from __future__ import annotations

import numpy as np
import pytest
from ase.build import bulk
from copper_frames import copper_frames

from mi_core.potentials.held_out import HeldOut, folds_of
from mi_core.potentials.intervals import calibrate_intervals, held_out_coverage, intervals_from
from mi_core.potentials.potential import Scales


@pytest.fixture(scope="module")
def made_up(copper):
    """Answers that miss by as much as they expect to, on average, and the frames."""
    rng = np.random.default_rng(0)
    frames = copper * 10
    widths = rng.uniform(0.5, 2.0, len(frames))
    scales = [
        Scales(0.01 * w, np.full(len(f.atoms), 0.1 * w), np.full(len(f.atoms), w))
        for w, f in zip(widths, frames, strict=True)
    ]
    energies = np.array(
        [f.energy_per_atom + 0.01 * w * rng.normal() for w, f in zip(widths, frames, strict=True)]
    )
    forces = [
        f.forces + 0.1 * w * rng.normal(size=f.forces.shape) for w, f in zip(widths, frames, strict=True)
    ]
    return frames, HeldOut(folds_of(len(frames)), energies, forces, scales)


def test_nine_tenths_of_held_out_truths_lie_within(made_up):
    assert held_out_coverage(*made_up) == pytest.approx({"energy": 0.9, "force": 0.9}, abs=0.03)


def test_bounds_grow_with_the_expected_error(made_up):
    intervals = calibrate_intervals(*made_up)
    narrow, wide = (Scales(0.01 * w, np.array([0.1 * w]), np.array([w])) for w in (0.5, 2.0))
    assert intervals.energy_bound(wide) > 1.5 * intervals.energy_bound(narrow)
    assert intervals.force_bounds(wide) > 1.5 * intervals.force_bounds(narrow)
    assert not intervals.outside(narrow).any()
    assert intervals.outside(Scales(0.1, np.array([1.0]), np.array([20.0]))).all()


def test_a_record_brings_the_intervals_back(made_up):
    intervals = calibrate_intervals(*made_up)
    assert intervals_from(intervals.record()) == intervals


def test_a_learned_potential_holds_what_it_promises_of_new_frames(learned):
    fresh = copper_frames(60, seed=11)
    within = []
    for frame in fresh:
        found = learned.predict(frame.atoms)
        within.append(found.energy_lower <= frame.energy <= found.energy_upper)
    assert np.mean(within) > 0.75


def test_a_phase_that_was_never_learned_is_outside(learned):
    assert learned.predict(bulk("Cu", a=3.61, cubic=True)).in_domain
    strange = learned.predict(bulk("Cu", "diamond", a=5.4, cubic=True))
    assert strange.unlike
    assert not strange.in_domain
