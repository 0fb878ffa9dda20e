"""Relaxation on a universal potential: where it ends, what it says, and that it ends."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.energies.relaxation.outcome import largest_displacement, other_crystal
from mi_core.energies.relaxation.relax import Settings, relax
from mi_core.errors import InputError
from mi_core.universal.offered import load_potential

CESIUM_CHLORIDE = Structure(Lattice.cubic(4.12), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])


@pytest.fixture(scope="module")
def potential():
    return load_potential()


@pytest.fixture(scope="module")
def strained(potential):
    start = CESIUM_CHLORIDE.copy()
    start.apply_strain([0.04, 0.0, -0.03])
    start.translate_sites([0], [0.15, 0.0, 0.1], frac_coords=False)
    steps = []
    return start, relax(start, potential, Settings(fmax=0.01), steps.append), steps


def test_a_strained_crystal_comes_back(strained):
    _, relaxed, _ = strained
    assert relaxed.converged
    assert relaxed.remarks == ()
    np.testing.assert_allclose(relaxed.structure.lattice.abc, 4.21, atol=0.03)
    np.testing.assert_allclose(relaxed.structure.lattice.angles, 90, atol=0.5)
    between = relaxed.structure.get_distance(0, 1)
    assert between == pytest.approx(relaxed.structure.lattice.a * np.sqrt(3) / 2, rel=0.01)


def test_energy_falls_and_forces_vanish(strained):
    _, relaxed, steps = strained
    assert relaxed.steps[-1].energy < relaxed.steps[0].energy - 0.01
    assert relaxed.steps[-1].force < 0.02 < relaxed.steps[0].force
    assert tuple(steps) == relaxed.steps


def test_the_start_is_left_as_it_was(strained):
    start, relaxed, _ = strained
    assert start.lattice.a == pytest.approx(4.12 * 1.04)
    assert 0.04 < relaxed.displacement < 0.2


def test_a_fixed_cell_stays(potential):
    start = CESIUM_CHLORIDE.copy()
    start.translate_sites([0], [0.2, 0, 0], frac_coords=False)
    relaxed = relax(start, potential, Settings(cell=False))
    np.testing.assert_array_equal(relaxed.structure.lattice.matrix, start.lattice.matrix)
    assert relaxed.volume_change == pytest.approx(0)
    assert relaxed.converged


def test_pressure_compresses(potential):
    free = relax(CESIUM_CHLORIDE, potential)
    pressed = relax(CESIUM_CHLORIDE, potential, Settings(pressure=10))
    assert pressed.volume_change < free.volume_change - 0.1
    assert pressed.steps[-1].pressure == pytest.approx(10, abs=1)


def test_symmetry_is_kept_where_asked_for(potential):
    start = CESIUM_CHLORIDE.copy()
    start.apply_strain([0, 0, 0.03])
    relaxed = relax(start, potential, Settings(keep_symmetry=True, steps=20))
    assert relaxed.groups[0] in ("P4/mmm", relaxed.groups[1])
    assert relaxed.structure.lattice.a == pytest.approx(relaxed.structure.lattice.b, abs=1e-6)


def test_steps_end_and_say_so(potential):
    start = CESIUM_CHLORIDE.copy()
    start.apply_strain([0.08, -0.05, 0.02])
    relaxed = relax(start, potential, Settings(steps=1))
    assert not relaxed.converged
    assert "allow more steps" in relaxed.remarks[0]


def test_it_can_be_stopped(potential):
    start = CESIUM_CHLORIDE.copy()
    start.apply_strain(0.08)
    relaxed = relax(start, potential, on_step=lambda _: True)
    assert len(relaxed.steps) == 1
    assert not relaxed.converged


def test_an_explosion_ends_with_its_fault(potential):
    start = Structure(Lattice.cubic(1.72), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    relaxed = relax(start, potential, Settings(steps=60))
    assert not relaxed.converged
    assert "leaves the crystal" in relaxed.fault or "explodes" in relaxed.fault


def test_one_atom_too_near_to_its_images_is_refused(potential):
    with pytest.raises(InputError, match="sum of their covalent radii"):
        relax(Structure(Lattice.cubic(0.9), ["Na"], [[0, 0, 0]]), potential, Settings(cell=False))


def test_atoms_are_not_held_by_marks_on_sites(potential):
    marks = {"selective_dynamics": [[False] * 3, [False] * 3]}
    start = Structure(
        CESIUM_CHLORIDE.lattice, ["Cs", "Cl"], [[0.05, 0, 0], [0.5, 0.5, 0.5]], site_properties=marks
    )
    relaxed = relax(start, potential, Settings(cell=False))
    assert relaxed.displacement > 0.05


def test_a_crystal_may_be_pressed_hard(potential):
    pressed = relax(
        Structure(Lattice.cubic(6.1), ["Cs", "Cs"], [[0, 0, 0], [0.5, 0.5, 0.5]]),
        potential,
        Settings(pressure=60),
    )
    assert pressed.fault == ""
    assert pressed.volume_change < -0.5


def test_layers_that_part_and_atoms_that_leave_are_told():
    layer = [[1 / 3, 2 / 3, 0.5], [2 / 3, 1 / 3, 0.5]]
    pressed, apart = (Structure(Lattice.hexagonal(2.47, c), ["C", "C"], layer) for c in (1.6, 6.7))
    assert "in 3 dimensions and is in 2 now, as layers are" in other_crystal(pressed, apart, 0.0)
    assert other_crystal(apart, pressed, 0.0) == ""
    assert "moved by 1.5 Å" in other_crystal(apart, apart, 1.5)


def test_a_molecule_in_a_box_keeps_its_box(potential):
    box = Structure(Lattice.cubic(10), ["O", "H", "H"], [[0, 0, 0.05], [0.08, 0, 0.11], [-0.08, 0, 0.11]])
    relaxed = relax(box, potential, Settings(steps=40))
    assert "vacuum" in relaxed.remarks[0]
    assert relaxed.volume_change == pytest.approx(0)
    assert relaxed.structure.get_distance(0, 1) == pytest.approx(0.97, abs=0.05)


def test_one_atom_in_a_fixed_cell_has_nothing_to_relax(potential):
    relaxed = relax(Structure(Lattice.cubic(2.9), ["Fe"], [[0, 0, 0]]), potential, Settings(cell=False))
    assert relaxed.converged
    assert "nothing to relax" in relaxed.remarks[0]


@pytest.mark.parametrize(
    ("structure", "words"),
    [
        (Structure(Lattice.cubic(3.3), ["Po"], [[0, 0, 0]]), "Po"),
        (Structure(Lattice.cubic(4), [{"Na": 0.5, "K": 0.5}], [[0, 0, 0]]), "partly occupied"),
        (CESIUM_CHLORIDE * (6, 6, 3), "216 atoms"),
    ],
)
def test_what_cannot_be_relaxed_has_its_sentence(potential, structure, words):
    with pytest.raises(InputError, match=words):
        relax(structure, potential)


@pytest.mark.parametrize("wrong", [{"fmax": 0}, {"fmax": float("nan")}, {"steps": 0}, {"pressure": 1e6}])
def test_settings_that_cannot_be_are_refused(wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        Settings(**wrong)


def test_a_common_drift_is_no_displacement():
    moved = CESIUM_CHLORIDE.copy()
    moved.translate_sites([0, 1], [0.3, 0.2, 0.1])
    assert largest_displacement(CESIUM_CHLORIDE, moved) == pytest.approx(0, abs=1e-9)
