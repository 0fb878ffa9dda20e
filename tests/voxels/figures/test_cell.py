"""Cell and atoms as figures of densities draw them."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.voxels.figures.cell import atoms_in_cell, cell_edges

CELL = Lattice.from_parameters(4.1, 5.2, 6.3, 75, 98, 112)
CRYSTAL = Structure(CELL, ["Sr", "O"], [[0, 0, 0.3], [0.55, 0.7, 0.15]])


def test_atoms_on_faces_are_drawn_on_both_and_the_cell_has_twelve_edges():
    atoms = atoms_in_cell(CRYSTAL)
    assert atoms["element"].value_counts().to_dict() == {"Sr": 4, "O": 1}
    edges = cell_edges(CELL.matrix)
    assert np.isnan(edges).all(axis=1).sum() == 12
    lengths = np.linalg.norm(edges[1::3] - edges[::3], axis=1)
    assert sorted(lengths) == pytest.approx(sorted([4.1, 5.2, 6.3] * 4))
