"""Frames with predictions, as ASE and the product itself read them again."""

from __future__ import annotations

from io import StringIO

import numpy as np
import pytest
from ase.io import read
from made_frames import copper_frames

from mi_core.potentials.frames.reading import read_file
from mi_core.potentials.frames.writing import extended_xyz, with_prediction
from mi_core.structures.source import Source


@pytest.fixture(scope="module")
def frame():
    return copper_frames(1)[0]


@pytest.fixture(scope="module")
def text(frame):
    n = len(frame.atoms)
    answered = with_prediction(
        frame,
        energy=-1.0,
        energy_lower=-2.0,
        energy_upper=0.5,
        forces=np.full((n, 3), 0.25),
        atom_energies=np.full(n, -1.0 / n),
        outside=np.arange(n) == 3,
    )
    return extended_xyz([answered])


def test_ase_reads_what_is_predicted_and_what_was_given(frame, text):
    atoms = read(StringIO(text), format="extxyz")
    assert atoms.get_potential_energy() == pytest.approx(-1.0)
    np.testing.assert_allclose(atoms.get_forces(), 0.25)
    assert atoms.info["energy_lower"] == pytest.approx(-2.0)
    assert atoms.info["energy_upper"] == pytest.approx(0.5)
    assert atoms.info["energy_given"] == pytest.approx(frame.energy)
    np.testing.assert_allclose(atoms.arrays["forces_given"], frame.forces, atol=1e-7)
    assert np.flatnonzero(atoms.arrays["outside"]).tolist() == [3]
    assert atoms.arrays["energy_of_atom"].sum() == pytest.approx(-1.0, abs=1e-6)


def test_predictions_are_not_learned_from(frame, text):
    again = read_file(Source("a.xyz", text.encode()), labelled=True)
    assert again.frames[0].energy == pytest.approx(frame.energy)
    np.testing.assert_allclose(again.frames[0].forces, frame.forces, atol=1e-7)
    assert "energy_given, which is used: energy" in again.remarks[0]


def test_no_frames_are_an_empty_text():
    assert extended_xyz([]) == ""
