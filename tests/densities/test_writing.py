"""Cube files that come back as they went, also through ASE."""

from __future__ import annotations

import io

import numpy as np
import pytest
from ase.io.cube import read_cube
from ase.units import Bohr
from density_files import TRICLINIC, gaussians
from pymatgen.core import Lattice, Structure
from pymatgen.io.vasp import Chgcar

from mi_core.densities.field import ScalarField
from mi_core.densities.reading import is_meant_as_density, read_fields, with_cores
from mi_core.densities.writing import VASP_NAMES, cube_file, vasp_file, vasp_name
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


VALUES = {
    "potential": gaussians() - 1,
    "elf": gaussians() / gaussians().max(),
    "difference": gaussians() - gaussians().mean(),
}


@pytest.mark.parametrize(
    "shown", ["", "CHGCAR", "AECCAR0-AECCAR2", "PARCHG-minus-CHGCAR-2", "LOCPOT-1", "salt"]
)
@pytest.mark.parametrize("kind", VASP_NAMES)
def test_a_file_of_vasp_comes_back_under_the_name_that_it_is_given(kind, shown):
    field = ScalarField(kind, kind, TRICLINIC, VALUES.get(kind, gaussians()))
    name = f"{vasp_name(field, shown)}.vasp"
    data = vasp_file(field)
    assert is_meant_as_density(name, data)
    (found,) = read_fields(name, data)
    assert found.kind == kind
    np.testing.assert_allclose(found.values, field.values, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(found.structure.frac_coords, TRICLINIC.frac_coords, atol=1e-10)


def test_a_left_handed_cell_is_not_mirrored():
    cell = Lattice(TRICLINIC.lattice.matrix[[1, 0, 2]])
    crystal = Structure(cell, ["Na", "Cl", "Na"], [[0.1, 0.2, 0.3], [0.6, 0.7, 0.8], [0.4, 0.1, 0.9]])
    assert np.linalg.det(cell.matrix) < 0
    field = ScalarField("valence", "x", crystal, gaussians(crystal, (16, 14, 18), (1, 7, 1)))
    (found,) = read_fields("CHGCAR", vasp_file(field))
    np.testing.assert_allclose(found.cell, cell.matrix, atol=1e-10)
    np.testing.assert_allclose(found.structure.cart_coords, crystal.cart_coords, atol=1e-10)
    assert found.structure.species == crystal.species
    np.testing.assert_allclose(found.values, field.values, rtol=1e-10)


def test_pymatgen_reads_our_chgcar(tmp_path):
    path = tmp_path / "CHGCAR"
    path.write_bytes(
        vasp_file(ScalarField("valence", "two Gaussians", TRICLINIC, gaussians(TRICLINIC, (7, 9, 11))))
    )
    theirs = Chgcar.from_file(path)
    np.testing.assert_allclose(
        theirs.data["total"] / TRICLINIC.volume, gaussians(TRICLINIC, (7, 9, 11)), rtol=1e-10
    )


@pytest.mark.parametrize(
    ("kind", "shown", "name"),
    [
        ("valence", "CHGCAR-2", "CHGCAR-2"),
        ("valence", "AECCAR2", "AECCAR2"),
        ("all-electron", "AECCAR0-AECCAR2", "AECCAR_sum-AECCAR0-AECCAR2"),
        ("difference", "CHGCAR-minus-atoms", "CHGDIFF-CHGCAR-minus-atoms"),
        ("spin", "CHGCAR-1", None),
        ("unknown", "orbital", None),
    ],
)
def test_names_say_what_is_in_a_file_of_vasp(kind, shown, name):
    assert vasp_name(ScalarField(kind, kind, TRICLINIC, gaussians()), shown) == name


def test_a_difference_that_is_0_everywhere_comes_back():
    field = ScalarField("difference", "x", TRICLINIC, 0 * gaussians())
    (found,) = read_fields("CHGDIFF", vasp_file(field))
    assert found.kind == "difference"
    assert not found.values.any()


def test_our_sum_of_cores_and_valence_gets_no_cores_again():
    core = ScalarField("core", "core", TRICLINIC, gaussians())
    whole = ScalarField("all-electron", "all", TRICLINIC, gaussians())
    files = [
        (name, read_fields(name, vasp_file(field)))
        for field, shown in ((core, "AECCAR0"), (whole, "AECCAR0-AECCAR2"))
        if (name := vasp_name(field, shown))
    ]
    assert with_cores(files) == files


def test_what_vasp_cannot_hold_is_not_written():
    with pytest.raises(InputError, match="write it as a cube file"):
        vasp_file(ScalarField("spin", "x", TRICLINIC, gaussians()))
    with pytest.raises(InputError, match="the unit of this field is not known"):
        vasp_file(ScalarField("unknown", "x", TRICLINIC, gaussians()))
    mixed = Structure(Lattice.cubic(4), [{"Fe": 0.5, "Co": 0.5}], [[0, 0, 0]])
    with pytest.raises(InputError, match="cannot hold partly occupied sites"):
        vasp_file(ScalarField("valence", "x", mixed, np.ones((8, 8, 8))))
