import numpy as np
import pytest
from pymatgen.core import Lattice

from mi_core.structures.drawing.views import views

LATTICES = [Lattice.cubic(4), Lattice.hexagonal(3, 9), Lattice.from_parameters(3, 5, 7, 80, 95, 110)]


@pytest.mark.parametrize("lattice", LATTICES, ids=["cubic", "hexagonal", "triclinic"])
def test_views_are_rotations_that_keep_axes_where_they_belong(lattice):
    for name, rows in views(lattice.matrix).items():
        matrix = np.array(rows)
        assert np.allclose(matrix @ matrix.T, np.eye(3), atol=1e-5), name
        assert np.linalg.det(matrix) == pytest.approx(1, abs=1e-5)
        axis = {"a": 0, "b": 1, "c": 2}.get(name)
        if axis is not None:
            seen = matrix @ lattice.matrix[axis]
            assert np.allclose(seen[:2], 0, atol=1e-4)
            assert seen[2] > 0
        else:
            a, _, c = (matrix @ vector for vector in lattice.matrix)
            assert c[1] > 0.8 * np.linalg.norm(c)
            assert a[2] > 0
