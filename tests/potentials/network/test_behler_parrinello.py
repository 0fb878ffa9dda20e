"""What holds for every potential, of a tiny network of two elements; and its layers."""

from dataclasses import replace

import numpy as np
import pytest
from ase import Atoms
from network_frames import shaken

from mi_core.errors import InputError


@pytest.fixture
def atoms():
    return shaken(1, gold=True, seed=7)[0]


def energy(potential, atoms):
    return potential.answer(atoms, scales=False).energy


def test_forces_are_the_slope_of_the_energy(potential, atoms):
    forces = potential.answer(atoms, scales=False).forces
    step = 1e-5
    for atom, axis in ((0, 0), (1, 2), (3, 1)):
        moved = []
        for sign in (1, -1):
            copy = atoms.copy()
            copy.positions[atom, axis] += sign * step
            moved.append(energy(potential, copy))
        assert -(moved[0] - moved[1]) / (2 * step) == pytest.approx(forces[atom, axis], abs=1e-6)


def test_stress_is_the_slope_of_the_energy_by_strain(potential, atoms):
    stress = potential.answer(atoms, scales=False).stress
    step = 1e-5
    for a, b in ((0, 0), (1, 2)):
        strained = []
        for sign in (1, -1):
            strain = np.zeros((3, 3))
            strain[a, b] = strain[b, a] = sign * step * (1 if a == b else 0.5)
            copy = atoms.copy()
            copy.set_cell(copy.cell @ (np.eye(3) + strain), scale_atoms=True)
            strained.append(energy(potential, copy))
        slope = (strained[0] - strained[1]) / (2 * step * atoms.get_volume())
        assert slope == pytest.approx(stress[a, b], abs=1e-7)


def test_forces_turn_with_the_atoms_and_nothing_else_changes(potential, atoms):
    turned = atoms.copy()
    turned.rotate(33, (1, 2, 3), rotate_cell=True)
    rotation = np.linalg.solve(atoms.cell, turned.cell)
    before, after = potential.answer(atoms), potential.answer(turned)
    assert after.energy == pytest.approx(before.energy, abs=1e-9)
    np.testing.assert_allclose(after.forces, before.forces @ rotation, atol=1e-9)
    np.testing.assert_allclose(after.stress, rotation.T @ before.stress @ rotation, atol=1e-9)
    np.testing.assert_allclose(after.scales.forces, before.scales.forces, rtol=1e-7)


def test_order_and_place_do_not_matter(potential, atoms):
    order = np.random.default_rng(0).permutation(len(atoms))
    moved = atoms[order]
    moved.positions += (0.3, 5.0, -2.0)
    before, after = potential.answer(atoms), potential.answer(moved)
    assert after.energy == pytest.approx(before.energy, abs=1e-9)
    np.testing.assert_allclose(after.forces, before.forces[order], atol=1e-9)
    np.testing.assert_allclose(after.scales.atoms, before.scales.atoms[order], rtol=1e-7)


def test_energies_add_up_over_cells(potential, atoms):
    once, many = potential.answer(atoms), potential.answer(atoms * (3, 3, 3))
    assert many.energy == pytest.approx(27 * once.energy, abs=1e-7)
    assert many.atom_energies.sum() == pytest.approx(many.energy)
    np.testing.assert_allclose(many.forces[:4], once.forces, atol=1e-8)
    np.testing.assert_allclose(many.stress, once.stress, atol=1e-9)
    assert many.scales.energy == pytest.approx(once.scales.energy)


def test_energies_of_distant_molecules_add_up(potential):
    pair = Atoms("CuAu", [[0, 0, 0], [2.6, 0, 0]])
    far = pair.copy()
    far.positions += (0, 0, 50)
    assert energy(potential, pair + far) == pytest.approx(2 * energy(potential, pair))
    assert potential.answer(pair).stress is None


def test_energy_and_forces_have_no_jump_at_the_cutoff(potential):
    def answer(distance):
        return potential.answer(Atoms("Cu2", [[0, 0, 0], [distance, 0, 0]]), scales=False)

    inside, outside = answer(potential.cutoff - 1e-4), answer(potential.cutoff + 1e-4)
    assert inside.energy == pytest.approx(outside.energy, abs=1e-7)
    np.testing.assert_allclose(inside.forces, outside.forces, atol=1e-3)
    assert abs(answer(potential.cutoff - 1.0).forces).max() > 0.01


def test_atoms_are_pushed_apart_below_the_shortest_distance(potential):
    shortest = potential.core.shortest[0, 0]
    closer = [
        energy(potential, Atoms("Au2", [[0, 0, 0], [share * shortest, 0, 0]])) for share in (0.3, 0.4, 0.5)
    ]
    assert closer == sorted(closer, reverse=True)
    assert closer[2] - energy(potential, Atoms("Au2", [[0, 0, 0], [shortest, 0, 0]])) > 50


def test_scales_grow_far_from_what_was_learned(potential, atoms, alloy_frames):
    known = [potential.answer(frame.atoms).scales for frame in alloy_frames]
    strange = atoms.copy()
    strange.set_cell(strange.cell * 0.85, scale_atoms=True)
    scales = potential.answer(strange).scales
    assert scales.energy > 2 * max(s.energy for s in known)
    assert scales.atoms.min() > max(s.atoms.max() for s in known)
    assert scales.forces.shape == (4,)
    assert scales.forces.min() > np.median([s.forces for s in known])


def test_scales_may_be_left_out(potential, atoms):
    short, full = potential.answer(atoms, scales=False), potential.answer(atoms)
    assert short.scales is None
    assert short.energy == full.energy
    np.testing.assert_array_equal(short.forces, full.forces)


def test_an_unknown_element_is_named(potential):
    with pytest.raises(InputError, match="knows Au and Cu; got atoms of Pt"):
        potential.answer(Atoms("CuPt", [[0, 0, 0], [2.5, 0, 0]]))


def test_atoms_in_one_place_are_refused(potential):
    with pytest.raises(InputError, match="atoms 1 and 2"):
        potential.answer(Atoms("Cu2", [[0, 0, 0], [0, 0, 0]]))


def test_layers_lead_to_the_energy(potential, atoms):
    layers = potential.layers(atoms)
    widths = {"symmetry functions": potential.functions.number(2), "hidden 1": 6, "hidden 2": 5}
    assert {name: layer.shape for name, layer in layers.items()} == {
        name: (4, width) for name, width in widths.items()
    }
    nets = [potential.members[0].perceptrons[0 if symbol == "Au" else 1] for symbol in atoms.symbols]
    summed = sum(
        hidden @ net.weights[2][:, 0] + net.biases[2][0]
        for hidden, net in zip(layers["hidden 2"], nets, strict=True)
    )
    alone = type(potential)(potential.elements, potential.functions, potential.members[:1], potential.core)
    assert summed == pytest.approx(energy(alone, atoms))


def test_symmetry_functions_are_standardised(potential, alloy_frames):
    """One member learned from four fifths of the frames: over all, mean and variance are about 0 and 1."""
    copper = np.concatenate(
        [potential.layers(x.atoms)["symmetry functions"][x.atoms.symbols == "Cu"] for x in alloy_frames]
    )
    assert abs(copper.mean(axis=0)).max() < 0.3
    assert 0.6 < copper.std(axis=0).min() <= copper.std(axis=0).max() < 1.4


def test_random_weights_change_hidden_layers_alone(potential, atoms):
    drawn = potential.with_random_weights(3)
    learned, random = potential.layers(atoms), drawn.layers(atoms)
    np.testing.assert_array_equal(random["symmetry functions"], learned["symmetry functions"])
    assert abs(random["hidden 2"] - learned["hidden 2"]).max() > 0.01
    np.testing.assert_array_equal(
        potential.with_random_weights(3).layers(atoms)["hidden 2"], random["hidden 2"]
    )
    assert abs(potential.with_random_weights(4).layers(atoms)["hidden 2"] - random["hidden 2"]).max() > 0.01


def test_the_spread_of_a_difference_is_that_of_its_members(potential, alloy_frames):
    one, two = alloy_frames[0].atoms, alloy_frames[1].atoms
    alone = [replace(potential, members=(member,)) for member in potential.members]
    said = [
        member.answer(two, scales=False).energy - member.answer(one, scales=False).energy for member in alone
    ]
    assert potential.difference_scale(one, two) == pytest.approx(np.std(said, ddof=1), rel=1e-6)
    assert potential.difference_scale(one, one) == 0
