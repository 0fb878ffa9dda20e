"""What the second line of a frame says in ways of its own."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.potentials.frames.frame import Frame, Refused
from mi_core.potentials.frames.reading import read_frames
from mi_core.structures.source import Source

COLUMNS = "Properties=species:S:1:pos:R:3:forces:R:3"


def only(values, atom="Cu 0 0 0 0.1 0.2 0.3", cell="5 0 0 0 5 0 0 0 5"):
    text = f'1\nLattice="{cell}" {values} {COLUMNS}\n{atom}\n'
    (frame,) = read_frames(Source("a.xyz", text.encode()), labelled=True)
    return frame


def test_exponents_as_fortran_writes_them():
    frame = only(
        "energy=-1.5D1 config_type=2D3", "Cu 1.0d-1 0 .5D0 1.0D-3 -2.D+0 0.3", "0.5D1 0 0 0 5 0 0 0 5"
    )
    assert frame.energy == pytest.approx(-15)
    assert frame.group == "2D3"
    assert frame.atoms.cell[0, 0] == pytest.approx(5)
    np.testing.assert_allclose(frame.atoms.positions, [[0.1, 0, 0.5]])
    np.testing.assert_allclose(frame.forces, [[0.001, -2, 0.3]])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ("energy=-1.5 energy=-2.5", "gives energy twice, as -1.5 and -2.5; delete"),
        ("energy=-1.5 Energy = -2.5", "gives Energy twice, as -1.5 and -2.5"),
        ("E=-1.5", "has no energy (E is not understood as one); write the energy"),
        ("E_total=-1.5", "has no energy (E_total is not understood as one)"),
        ('energy=-1.5 virial="1 2 3"', "says virial='1 2 3', where nine finite numbers stand"),
        ("energy=-1.5 virial=none", "says virial='none'"),
        ('energy=-1.5 stress="nan 0 0 0 0 0 0 0 0"', "says stress='nan 0"),
        ('energy=-1.5 stress="1 2 3 4 5 6"', "says stress='1 2 3 4 5 6'"),
        ('energy=-1.5 stress="[[1,0,0],[0,1,0],[0,0,1]]"', "where nine finite numbers stand"),
        ('energy=-1.5 REF_virial="a b"', "says REF_virial='a b'"),
    ],
)
def test_what_cannot_be_meant_has_its_sentence(values, sentence):
    frame = only(values)
    assert isinstance(frame, Refused)
    assert sentence in frame.error


@pytest.mark.parametrize(
    "values",
    [
        "energy=-1.5",
        "ENERGY=-1.5",
        "energy=-1.5 energy=-1.50",
        'energy=-1.5 virial="1 2 3 4 5 6 7 8 9" REF_stress="[[1,0,0],[0,1,0],[0,0,1]]"',
        'energy=-1.5 REF_stress="1 2 3 4 5 6"',
        'energy=-1.5 comment="energy=2 was wrong"',
    ],
)
def test_what_is_sound_is_read(values):
    frame = only(values)
    assert isinstance(frame, Frame), frame
    assert frame.energy == -1.5
