"""Sets of frames: those that say one thing pass without a word, those that do not are told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ase.units import Bohr, Hartree, Rydberg
from made_frames import argon_frames, copper_frames, shifted, spoilt

from mi_core.errors import InputError
from mi_core.potentials.frames.checking import check_frames
from mi_core.potentials.frames.reading import read_frames


@pytest.fixture(scope="module")
def copper():
    return copper_frames(24)


@pytest.mark.parametrize(
    "frames",
    [lambda: copper_frames(20, seed=5), lambda: argon_frames(20), lambda: copper_frames(30, gold=0.3)],
)
def test_sets_that_say_one_thing_pass(frames):
    assert check_frames(frames()) == []


def test_the_silicon_frames_pass(data_dir):
    frames = read_frames(data_dir / "silicon_mlearn_training.extxyz", labelled=True)
    assert check_frames(frames[::5]) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"energy": lambda f: f.energy / Hartree}, "energies are in Hartree"),
        ({"energy": lambda f: f.energy / Rydberg}, "energies are in Rydberg"),
        ({"energy": lambda f: f.energy / len(f.atoms)}, "per atom and not of the whole cell"),
        ({"forces": lambda f: f.forces / Hartree * Bohr}, "forces are in Hartree/bohr"),
        ({"forces": lambda f: -f.forces}, "wrong sign"),
    ],
)
def test_units_that_do_not_belong_together(copper, changes, words):
    with pytest.raises(InputError, match=words):
        check_frames(spoilt(copper, **changes))


def test_atomic_units_throughout():
    atomic = {"energy": lambda f: f.energy / Rydberg, "forces": lambda f: f.forces / Rydberg * Bohr}
    with pytest.raises(InputError, match="both in atomic units"):
        check_frames(spoilt(argon_frames(20), **atomic))


@pytest.mark.parametrize("share", [0.25, 0.5])
def test_two_references(copper, share):
    with pytest.raises(InputError, match=r"20 eV/atom .* two references"):
        check_frames(shifted(copper, share, {"Cu": -20.0}))


def test_single_frames_are_named(copper):
    frames = list(copper)
    frames[7] = replace(frames[7], energy=frames[7].energy + 30)
    frames[11] = replace(frames[11], forces=-frames[11].forces)
    energies, forces = check_frames(frames)
    assert "made.extxyz 8 by +0.9" in energies
    assert "made.extxyz 12" in forces


def test_forces_of_other_frames_are_told(copper):
    rng = np.random.default_rng(0)
    frames = [replace(frame, forces=rng.permutation(frame.forces)) for frame in copper]
    (remark,) = check_frames(frames)
    assert "forces do not follow from the positions" in remark


def test_frames_too_large_to_be_fitted_quickly_pass(copper):
    large = [
        replace(f, atoms=f.atoms * (4, 4, 3), forces=np.tile(f.forces, (48, 1)), energy=48 * f.energy)
        for f in copper[:10]
    ]
    assert check_frames(large) == []


def test_energies_that_never_change(copper):
    with pytest.raises(InputError, match="same energy per atom"):
        check_frames(spoilt(copper, energy=lambda f: -3.5 * len(f.atoms)))


def test_a_part_of_another_kind_may_cost_more():
    """A vacancy in a small cell costs a third of an electron volt per atom, which no force tells."""
    from copper_frames import copper_frames as with_vacancies

    (remark,) = check_frames(with_vacancies(30))
    assert "another kind of structure" in remark
