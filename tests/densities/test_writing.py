"""Cube files that come back as they went, also through ASE."""

from __future__ import annotations

import io

import numpy as np
import pytest
from ase.io.cube import read_cube
from ase.units import Bohr
from density_files import TRICLINIC, gaussians
from pymatgen.core import Lattice, Structure

from mi_core.densities.field import ScalarField
from mi_core.densities.reading import read_fields
from mi_core.densities.writing import cube_file
from mi_core.errors import InputError


@pytest.mark.parametrize(
    "kind", ["valence", "all-electron", "spin", "difference", "potential", "elf", "unknown"]
)
def test_a_field_comes_back(kind):
    values = gaussians()
    if kind in {"spin", "difference", "potential"}:
        values -= values.mean()
    field = ScalarField(kind, "two Gaussians", TRICLINIC, values)
    (found,) = read_fields("field.cube", cube_file(field))
    assert found.kind == kind
    np.testing.assert_allclose(found.values, field.values, atol=2e-6 * values.max())
    np.testing.assert_allclose(found.cell, field.cell, atol=1e-4)
    np.testing.assert_allclose(found.structure.cart_coords, TRICLINIC.cart_coords, atol=1e-6)
    assert found.structure.species == TRICLINIC.species


def test_ase_reads_the_same():
    field = ScalarField("valence", "two Gaussians", TRICLINIC, gaussians())
    read = read_cube(io.StringIO(cube_file(field).decode()))
    np.testing.assert_allclose(read["data"] / Bohr**3, field.values, rtol=2e-6)
    np.testing.assert_allclose(read["atoms"].positions, TRICLINIC.cart_coords, atol=1e-5)


def test_partly_occupied_sites_have_no_cube_file():
    mixed = Structure(Lattice.cubic(4), [{"Fe": 0.5, "Co": 0.5}], [[0, 0, 0]])
    with pytest.raises(InputError, match="cannot hold partly occupied sites"):
        cube_file(ScalarField("valence", "x", mixed, np.ones((8, 8, 8))))
