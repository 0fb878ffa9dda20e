"""Shifts, other cells and the inversion leave the voxels alone; a rotation does not."""

from __future__ import annotations

import pytest
from pymatgen.core import Lattice, Structure

from mi_core.voxels.described import GRIDS
from mi_core.voxels.unseen import changes

CELL = Lattice.from_parameters(4.1, 5.2, 6.3, 75, 98, 112)
CRYSTAL = Structure(CELL, ["Sr", "O", "Si"], [[0.1, 0.2, 0.3], [0.55, 0.7, 0.15], [0.4, 0.3, 0.8]])


@pytest.mark.parametrize("grid", GRIDS)
def test_all_but_the_rotation_leave_the_voxels_as_they_are(grid):
    *written, rotated = changes(CRYSTAL, grid)
    assert len(written) == 4
    assert all(change.share < 1e-6 for change in written)
    assert rotated.done.startswith("Rotated by")
    assert rotated.share > 0.1


def test_another_draw_is_another_shift_and_rotation():
    first, second = changes(CRYSTAL), changes(CRYSTAL, draw=1)
    assert first == changes(CRYSTAL)
    assert first[0].done != second[0].done
    assert first[-1].done != second[-1].done
