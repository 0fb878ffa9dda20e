"""Environments that are kept are not computed again."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.structures.material import Material
from mi_core.universal.kept import environments_kept_in, environments_of
from mi_core.universal.sevennet import SevenNet

CRYSTALS = [
    Material("a", "a.cif", Structure(Lattice.cubic(4.2), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]), "CsCl"),
    Material("b", "b.cif", Structure(Lattice.cubic(2.9), ["Fe", "Fe"], [[0, 0, 0], [0.5, 0.5, 0.5]]), "Fe"),
]


def test_what_is_kept_is_read_and_the_rest_computed(tmp_path, monkeypatch):
    with environments_kept_in(tmp_path):
        (first,) = environments_of(CRYSTALS[:1], "sevennet-0")
    asked = []
    computed = SevenNet.environments

    def counting(self, structures):
        asked.extend(structures)
        return computed(self, structures)

    monkeypatch.setattr(SevenNet, "environments", counting)
    with environments_kept_in(tmp_path):
        again = environments_of(CRYSTALS, "sevennet-0")
    assert asked == [CRYSTALS[1].structure]
    np.testing.assert_array_equal(again[0].energies, first.energies)
    assert len(list(tmp_path.glob("*.npz"))) == 2


def test_a_crystal_that_moved_is_another_one(tmp_path):
    moved = CRYSTALS[0].structure.copy()
    moved.translate_sites([0], [0.01, 0, 0])
    with environments_kept_in(tmp_path):
        (before,) = environments_of(CRYSTALS[:1], "sevennet-0")
        (after,) = environments_of([Material("a", "a.cif", moved, "CsCl")], "sevennet-0")
    assert before.energies.sum() != pytest.approx(after.energies.sum(), abs=1e-5)
