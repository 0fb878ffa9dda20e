"""Learning, and keeping what was learned."""

import json

import numpy as np
import pytest
from ase.build import bulk
from network_frames import labelled, shaken, tiny_network

from mi_core.errors import InputError
from mi_core.potentials.frames.frame import Frame
from mi_core.potentials.held_out import FOLDS, folds_of
from mi_core.potentials.network.kind import KIND


def test_held_out_answers_are_better_than_the_mean(alloy, alloy_frames):
    held_out = alloy.held_out
    forces = np.concatenate([frame.forces for frame in alloy_frames])
    errors = np.concatenate(held_out.forces) - forces
    assert np.sqrt(np.mean(errors**2)) < 0.6 * np.sqrt(np.mean(forces**2))
    energies = np.array([frame.energy_per_atom for frame in alloy_frames])
    assert np.std(held_out.energies - energies) < 0.5 * np.std(energies)


def test_each_frame_is_answered_by_the_member_that_did_not_learn_from_it(alloy, alloy_frames):
    np.testing.assert_array_equal(alloy.held_out.folds, folds_of(len(alloy_frames)))
    potential = alloy.potential
    for k in (0, 11):
        member = potential.members[alloy.held_out.folds[k]]
        alone = type(potential)(potential.elements, potential.functions, (member,), potential.core)
        answer = alone.answer(alloy_frames[k].atoms)
        assert alloy.held_out.scales[k].energy == pytest.approx(answer.scales.energy)
        # The core of the whole potential begins below the shortest distance of all frames, and adds nothing here.
        assert answer.energy / 4 == pytest.approx(alloy.held_out.energies[k], abs=0.05)


def test_the_potential_is_the_mean_of_its_members(potential, alloy_frames):
    atoms = alloy_frames[0].atoms
    alone = [
        type(potential)(potential.elements, potential.functions, (member,), potential.core).answer(
            atoms, scales=False
        )
        for member in potential.members
    ]
    answer = potential.answer(atoms, scales=False)
    assert len(alone) == FOLDS
    assert answer.energy == pytest.approx(np.mean([a.energy for a in alone]))
    np.testing.assert_allclose(answer.forces, np.mean([a.forces for a in alone], axis=0), atol=1e-10)


def test_a_packed_potential_answers_as_before(potential, alloy_frames):
    arrays, settings = KIND.pack(potential)
    back = KIND.unpack(arrays, json.loads(json.dumps(settings)))
    assert back.functions == potential.functions
    before, after = (p.answer(alloy_frames[3].atoms) for p in (potential, back))
    assert before.energy == after.energy
    np.testing.assert_array_equal(before.forces, after.forces)
    np.testing.assert_array_equal(before.scales.forces, after.scales.forces)
    assert sum(array.nbytes for array in arrays.values()) < 1.5e6


def test_the_seed_decides_and_progress_is_heard():
    frames = labelled(shaken(10))
    heard: list[float] = []
    kind = tiny_network(epochs=2)
    first, again, other = (
        kind.learn(frames, seed=1, say=heard.append),
        kind.learn(frames, seed=1),
        kind.learn(frames, seed=2),
    )
    np.testing.assert_array_equal(first.held_out.energies, again.held_out.energies)
    assert abs(first.held_out.energies - other.held_out.energies).max() > 1e-6
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_energies_far_from_zero_are_learned_alike():
    """Codes of all electrons give thousands of eV per atom, beyond the digits of single precision."""
    frames = labelled(shaken(10))
    lifted = [Frame(x.id, x.atoms, x.energy - 8e3 * len(x.atoms), x.forces) for x in frames]
    kind = tiny_network(epochs=2)
    near, far = (kind.learn(given).held_out.energies for given in (frames, lifted))
    np.testing.assert_allclose(far + 8e3, near, atol=1e-5)


def test_too_few_frames_are_refused():
    with pytest.raises(InputError, match="10 frames or more"):
        KIND.learn(labelled(shaken(9)))


def test_a_frame_without_forces_is_named():
    frames = labelled(shaken(10))
    frames[4] = Frame("emt 5", frames[4].atoms, frames[4].energy)
    with pytest.raises(InputError, match="emt 5 lacks them"):
        tiny_network().learn(frames)


def test_an_element_of_one_fifth_alone_is_refused():
    frames = shaken(10)
    frames[0].symbols[0] = "Au"
    with pytest.raises(InputError, match="all of Au are in one fifth"):
        tiny_network(epochs=1).learn(labelled(frames))


def test_frames_of_lone_atoms_are_learned_without_forces():
    """A lone atom has no neighbour, and its energy is all that there is to learn."""
    atoms = bulk("Cu", cubic=True) * (1, 1, 1)
    atoms.set_cell(atoms.cell * 4, scale_atoms=True)
    frames = [Frame(f"gas {k}", atoms.copy(), -1.0 * len(atoms), np.zeros((4, 3))) for k in range(10)]
    learned = tiny_network(epochs=1).learn(frames)
    np.testing.assert_allclose(learned.held_out.energies, -1.0, atol=0.05)
