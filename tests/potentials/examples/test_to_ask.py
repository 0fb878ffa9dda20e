"""Frames to ask about: phases, defects, shaken cells, from measured lattices."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.potentials.examples.to_ask import example_frames, measured, phases_of
from mi_core.potentials.neighbours import find_neighbours
from mi_core.potentials.phases import PHASES


@pytest.mark.parametrize(
    ("element", "volume"),
    [("Si", 5.43**3 / 8), ("Cu", 3.61**3 / 4), ("Fe", 2.87**3 / 2)],
)
def test_the_phase_that_an_element_takes_has_the_measured_volume(element, volume):
    atoms = measured(element)
    assert atoms.get_volume() / len(atoms) == pytest.approx(volume, rel=1e-6)
    first = next(iter(phases_of(element).values()))
    assert first.get_volume() / len(first) == pytest.approx(volume, rel=1e-6)


def test_each_phase_has_its_neighbours_at_one_distance_or_nearly():
    for name, atoms in phases_of("Si").items():
        lengths = np.linalg.norm(find_neighbours(atoms, 4.0).vectors, axis=1)
        near = lengths < 1.12 * lengths.min()
        assert near.sum() / len(atoms) == pytest.approx(PHASES[name].neighbours), name


def test_a_silicon_has_the_phases_and_what_was_changed():
    frames = {frame.id: frame for frame in example_frames(("Si",))}
    assert {"Si diamond", "Si β-tin", "Si vacancy", "Si surface", "Si shaken", "Si strained"} <= set(frames)
    assert all(frame.energy is None and frame.forces is None for frame in frames.values())
    whole = len(frames["Si shaken"].atoms)
    assert len(frames["Si vacancy"].atoms) == whole - 1
    assert frames["Si surface"].atoms.pbc.tolist() == [True, True, False]


def test_a_pair_of_elements_has_the_phases_of_each():
    ids = [frame.id for frame in example_frames(("Au", "Cu"))]
    assert ids.count("Au face-centred cubic") == ids.count("Cu face-centred cubic") == 1
    assert len(set(ids)) == len(ids)
