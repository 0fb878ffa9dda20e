"""The linear atomic cluster expansion: symmetries, gradients, what it learns, and what it says of its own errors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.fd import calculate_numerical_forces, calculate_numerical_stress
from copper_frames import copper_frames, labelled

from mi_core.potentials.ace.expansion import describe, expansion_of
from mi_core.potentials.ace.kind import AceKind
from mi_core.potentials.ace.settings import AceSettings
from mi_core.potentials.calculator import PotentialCalculator

SMALL = AceSettings(cutoff=4.6, radial=4, angular=3, degrees=(99, 6, 5, 4))


@pytest.fixture(scope="module")
def frames():
    return copper_frames(40)


@pytest.fixture(scope="module")
def learned(frames):
    return AceKind(SMALL).learn(frames)


@pytest.fixture(scope="module")
def of_two():
    return AceKind(AceSettings(cutoff=4.6, radial=4, angular=2, degrees=(99, 5, 3))).learn(
        copper_frames(60, gold=True)
    )


@pytest.fixture(params=["one element", "two elements"])
def potential(request, learned, of_two):
    return (learned if request.param == "one element" else of_two).potential


@pytest.fixture
def atoms(potential):
    return copper_frames(4, gold=len(potential.elements) > 1, seed=7)[3].atoms


def test_it_learns_what_it_was_shown(frames, learned):
    energies = np.array([frame.energy_per_atom for frame in frames])
    forces = np.concatenate([frame.forces for frame in frames])
    assert np.abs(learned.held_out.energies - energies).mean() < 0.05 * energies.std()
    assert np.abs(np.concatenate(learned.held_out.forces) - forces).mean() < 0.1 * np.abs(forces).mean()


def test_it_learns_two_elements(of_two):
    frames = copper_frames(12, gold=True, seed=3)
    missed = [of_two.potential.answer(f.atoms).energy / len(f.atoms) - f.energy_per_atom for f in frames]
    assert np.abs(missed).mean() < 0.1 * np.std([f.energy_per_atom for f in frames])


def test_forces_and_stress_are_gradients(potential, atoms):
    atoms = atoms.copy()
    atoms.calc = PotentialCalculator(potential)
    numeric = calculate_numerical_forces(atoms, eps=1e-4, iatoms=[0, 2], icarts=[0, 1, 2])
    assert atoms.get_forces()[[0, 2]] == pytest.approx(numeric, abs=1e-4)
    assert atoms.get_stress() == pytest.approx(calculate_numerical_stress(atoms, eps=1e-5), abs=1e-6)


def test_atoms_may_be_turned_mirrored_moved_and_renumbered(potential, atoms):
    before = potential.answer(atoms)
    turned, mirrored, moved = atoms.copy(), atoms.copy(), atoms.copy()
    turned.rotate(37, (1, 2, 3), rotate_cell=True)
    mirrored.set_cell(-atoms.cell.array, scale_atoms=True)
    moved.translate((0.3, -1.1, 7.0))
    moved.wrap()
    order = np.random.default_rng(0).permutation(len(atoms))
    for other in (turned, mirrored, moved):
        after = potential.answer(other)
        assert after.energy == pytest.approx(before.energy, abs=1e-9)
        assert after.atom_energies == pytest.approx(before.atom_energies, abs=1e-9)
        assert after.scales.atoms == pytest.approx(before.scales.atoms, rel=1e-6)
        assert after.scales.energy == pytest.approx(before.scales.energy, rel=1e-6)
    assert potential.answer(mirrored).forces == pytest.approx(-before.forces, abs=1e-9)
    assert potential.answer(atoms[order]).forces == pytest.approx(before.forces[order], abs=1e-9)


def test_cells_add_up(potential, atoms):
    one, twice = potential.answer(atoms), potential.answer(atoms.repeat((1, 2, 1)))
    assert twice.energy == pytest.approx(2 * one.energy, rel=1e-10)
    assert twice.scales.energy == pytest.approx(one.scales.energy, rel=1e-6)
    assert twice.stress == pytest.approx(one.stress, abs=1e-10)


def test_far_atoms_are_alone(potential):
    element = potential.elements[0]
    pair = Atoms([element] * 2, [[0, 0, 0], [0, 0, 4.7]], cell=[20] * 3, pbc=True)
    single = potential.answer(Atoms([element], cell=[20] * 3, pbc=True)).energy
    assert potential.answer(pair).energy == pytest.approx(2 * single)


@pytest.mark.parametrize("distance", [4.6, "nearest"])
def test_energies_and_forces_are_smooth_where_neighbours_come_and_where_atoms_are_kept_apart(
    potential, distance
):
    at = potential.expansion.nearest if distance == "nearest" else distance

    def of_pair(between):
        element = potential.elements[0]
        pair = Atoms([element] * 2, [[0, 0, 0], [0, 0, between]], cell=[20] * 3, pbc=True)
        answer = potential.answer(pair, scales=False)
        return answer.energy, answer.forces[1, 2]

    (before, pull_before), (after, pull_after) = of_pair(at - 1e-6), of_pair(at + 1e-6)
    assert after == pytest.approx(before, abs=1e-4)
    assert pull_after == pytest.approx(pull_before, abs=1e-3)


def test_atoms_do_not_fall_into_each_other(potential):
    element = potential.elements[0]
    energies = [
        potential.answer(
            Atoms([element] * 2, [[0, 0, 0], [0, 0, d]], cell=[20] * 3, pbc=True), scales=False
        ).energy
        for d in np.linspace(0.5, 0.8, 4) * potential.expansion.nearest
    ]
    assert np.all(np.diff(energies) < -1)


def test_functions_are_independent():
    expansion = expansion_of(SMALL, ("Cu",), 2.0)
    rng = np.random.default_rng(0)
    rows = [
        describe(
            expansion, Atoms("Cu9", rng.uniform(0, 5.2, (9, 3)), cell=[40] * 3, pbc=False), forces=False
        ).values
        for _ in range(60)
    ]
    values = np.concatenate(rows)
    values /= np.linalg.norm(values, axis=0)
    assert np.linalg.matrix_rank(values, tol=1e-9) == len(expansion.products)


def test_a_kept_potential_says_the_same(potential, atoms):
    kind = AceKind()
    again = kind.unpack(*kind.pack(potential))
    before, after = potential.answer(atoms), again.answer(atoms)
    assert after.energy == pytest.approx(before.energy, abs=1e-10)
    assert after.scales.forces == pytest.approx(before.scales.forces, rel=1e-3)
    assert after.scales.atoms == pytest.approx(before.scales.atoms, rel=1e-3)


def test_it_expects_larger_errors_where_it_learned_nothing(learned):
    known = learned.potential.answer(bulk("Cu", a=3.6, cubic=True)).scales
    strange = learned.potential.answer(bulk("Cu", "diamond", a=5.0, cubic=True)).scales
    assert strange.energy > 5 * known.energy
    assert strange.atoms.min() > 5 * known.atoms.max()


def test_the_same_seed_learns_the_same(frames):
    small = AceSettings(cutoff=3.5, radial=3, angular=1, degrees=(99, 3))
    first, second = (AceKind(small).learn(frames[:12], seed=1) for _ in range(2))
    assert first.potential.coefficients == pytest.approx(second.potential.coefficients)
    assert np.array_equal(first.held_out.folds, second.held_out.folds)


def test_perfect_crystals_without_forces_teach_energies():
    """Volumes of a perfect crystal, as for an equation of state: symmetry forbids forces, and functions hardly differ."""
    frames = [
        labelled(f"volumes {number}", bulk("Cu", a=a, cubic=True))
        for number, a in enumerate(np.linspace(3.3, 4.0, 20))
    ]
    learned = AceKind(SMALL).learn(frames)
    between = labelled("between", bulk("Cu", a=3.59, cubic=True))
    answer = learned.potential.answer(between.atoms)
    assert answer.energy / 4 == pytest.approx(between.energy_per_atom, abs=0.002)
    assert np.isfinite(answer.scales.energy)
    assert all(np.isfinite(scales.energy) for scales in learned.held_out.scales)


def test_the_variance_of_a_difference_is_that_of_the_coefficients(learned, frames):
    potential, one, two = learned.potential, frames[0].atoms, frames[1].atoms
    drawn = (replace(potential, coefficients=column) for column in potential.root.T)
    differences = [
        drawing.answer(two, scales=False).energy - drawing.answer(one, scales=False).energy
        for drawing in drawn
    ]
    assert potential.difference_scale(one, two) == pytest.approx(np.linalg.norm(differences), rel=1e-6)
    assert potential.difference_scale(one, one) == 0
