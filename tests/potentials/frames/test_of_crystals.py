"""Crystals of the product as frames."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.errors import InputError
from mi_core.potentials.frames.frame import Frame, Refused
from mi_core.potentials.frames.of_crystals import frame_of_crystal, frames_of_crystals
from mi_core.structures.material import Material

SILICON = Structure(Lattice.cubic(5.43), ["Si", "Si"], [[0, 0, 0], [0.25, 0.25, 0.25]])
DISORDERED = Structure(Lattice.cubic(3.8), [{"Cu": 0.5, "Au": 0.5}], [[0, 0, 0]])


def test_a_crystal_is_a_frame_without_labels():
    frame = frame_of_crystal(Material("Si", structure=SILICON))
    assert frame.id == "Si"
    assert frame.atoms.get_chemical_symbols() == ["Si", "Si"]
    assert frame.atoms.pbc.all()
    np.testing.assert_allclose(frame.atoms.positions[1], 5.43 / 4)
    assert frame.energy is None


def test_what_is_none_keeps_its_place():
    frames = frames_of_crystals(
        [
            Material("a", structure=DISORDERED, formula="CuAu"),
            Material("b", formula="Si"),
            Material("c", error="Broken."),
            Material("d", structure=SILICON),
        ]
    )
    assert [type(frame) for frame in frames] == [Refused, Refused, Refused, Frame]
    assert "partly occupied sites" in frames[0].error
    assert "no crystal structure" in frames[1].error
    assert frames[2].error == "Broken."


def test_a_formula_has_no_atoms():
    with pytest.raises(InputError, match="Si has no crystal structure, and a potential needs one"):
        frame_of_crystal(Material("b", formula="Si"))
