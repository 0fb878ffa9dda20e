"""Formats that are not read are refused by their name, whether dropped or pasted."""

from __future__ import annotations

import json

import pytest
from pymatgen.core import Lattice, Structure

from mi_core.structures.reading import Source, read_materials, read_text

CUBE = """ SrTiO3
 total density
    2    0.000000    0.000000    0.000000
   20    0.283459    0.000000    0.000000
   20    0.000000    0.283459    0.000000
   20    0.000000    0.000000    0.283459
   11    0.000000    0.000000    0.000000    0.000000
   17    0.000000    2.834590    2.834590    2.834590
  1.0E-02  2.0E-02
"""
MOL = """2244
  CDK
\n  2  1  0  0  0  0  0  0  0  0999 V2000
    0.0000    0.0000    0.0000 C   0  0  0  0  0  0
    1.2000    0.0000    0.0000 O   0  0  0  0  0  0
  1  2  2  0
M  END
"""
TEXTS = {
    "a Gaussian cube file": CUBE,
    "a LAMMPS data file": "rock salt\n\n2 atoms\n2 atom types\n\n0.0 4.0 xlo xhi\n0.0 4.0 ylo yhi\n0.0 4.0 zlo zhi\n",
    "a LAMMPS dump": "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\n",
    "a PDB file": "CRYST1    4.000    4.000    4.000  90.00  90.00  90.00 P 1\nATOM      1 NA   NA  A   1 ",
    "a MOL or SDF file of a molecule": MOL,
    "a MOL2 file of a molecule": "@<TRIPOS>MOLECULE\nsalt\n 2 1\n",
    "a Gaussian input": "%chk=a.chk\n%mem=2GB\n#p B3LYP/6-31G* opt\n\nwater\n\n0 1\nO 0 0 0\n",
    "a Quantum ESPRESSO input": "&CONTROL\n/\n&SYSTEM\n ibrav=1\n/\nATOMIC_POSITIONS crystal\nNa 0 0 0\n",
    "an FHI-aims geometry": "# salt\nlattice_vector 4 0 0\nlattice_vector 0 4 0\nlattice_vector 0 0 4\natom_frac 0 0 0 Na\n",
    "a CASTEP cell file": "%BLOCK LATTICE_CART\n4 0 0\n0 4 0\n0 0 4\n%ENDBLOCK LATTICE_CART\n",
    "a SIESTA input": "SystemName salt\n%block LatticeVectors\n1 0 0\n0 1 0\n0 0 1\n%endblock LatticeVectors\n",
    "a SHELX file": "TITL salt\nCELL 0.71073 4.0 4.0 4.0 90 90 90\nZERR 1 0 0 0 0 0 0\nLATT -1\n",
    "a VASP XML output": '<?xml version="1.0"?>\n<modeling>\n<generator>\n',
    "a VASP KPOINTS file": "mesh\n0\nGamma\n4 4 4\n0 0 0\n",
    "a web page (HTML)": "<!DOCTYPE html>\n<html><body>404</body></html>",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_named(name):
    (row,) = read_materials([Source("file", TEXTS[name].encode())])
    assert row.error == f"This is {name}, which is not read; save its crystal as CIF, POSCAR or extended XYZ."
    (pasted,) = read_text(TEXTS[name])
    assert pasted.error.startswith(f"The text is {name}, which is not read;")


@pytest.mark.parametrize(
    ("file", "data", "name"),
    [
        ("a.cube", b"cut off\n", "a Gaussian cube file"),
        ("a.sdf", b"cut off\n", "a MOL or SDF file of a molecule"),
        ("a.dat", b"%PDF-1.7\n\x93\x8c", "a PDF document"),
        ("a.h5", b"\x89HDF\r\n\x1a\n\0\0", "an HDF5 file"),
    ],
)
def test_a_file_is_named_by_its_suffix_or_first_bytes(file, data, name):
    (row,) = read_materials([Source(file, data)])
    assert row.error.startswith(f"This is {name}, which")


@pytest.mark.parametrize(
    "comment", ["# SrTiO3 PBE/PAW", "ATOM      1 of 2", "lattice_vector 1 2 3", "&system", "TITL x"]
)
def test_the_comment_of_a_poscar_may_say_anything(comment):
    (row,) = read_text(f"{comment}\n1.0\n4 0 0\n0 4 0\n0 0 4\nNa Cl\n1 1\nDirect\n0 0 0\n.5 .5 .5\n")
    assert row.formula == "NaCl"


SALT = "salt\n1.0\n4 0 0\n0 4 0\n0 0 4\nNa Cl\n1 1\nDirect\n0 0 0\n.5 .5 .5\n"
XSF = "CRYSTAL\nPRIMVEC\n4 0 0\n0 4 0\n0 0 4\nPRIMCOORD\n2 1\nNa 0 0 0\nCl 2 2 2\n"
CIF = (
    "data_salt\n"
    + "".join(f"_cell_length_{x} 4\n" for x in "abc")
    + (
        "_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n_space_group_name_H-M_alt 'P 1'\n"
        "loop_\n_space_group_symop_operation_xyz\nx,y,z\n"
        "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nNa 0 0 0\nCl .5 .5 .5\n"
    )
)


@pytest.mark.parametrize("name", ["a.cif", "a.vasp", "POSCAR", "a.xyz", "a.xsf", "a.json"])
@pytest.mark.parametrize("text", [SALT, XSF, CIF])
def test_a_crystal_under_a_wrong_name_is_read(name, text):
    (row,) = read_materials([Source(name, text.encode())])
    assert row.formula == "NaCl"
    assert row.structure.volume == pytest.approx(64)


@pytest.mark.parametrize("name", ["a.cif", "POSCAR", "a.xyz"])
def test_another_format_under_a_wrong_name_is_named(name):
    (row,) = read_materials([Source(name, b"<!DOCTYPE html>\n<html><body>404</body></html>")])
    assert row.error.startswith("This is a web page (HTML), which")


def test_a_cif_may_hold_the_text_of_another_format():
    held = "_shelx_res_file\n;\nTITL salt\nCELL 0.71073 4.0 4.0 4.0 90 90 90\n;\n"
    (row,) = read_materials([Source("a.cif", (CIF + held).encode())])
    assert row.formula == "NaCl"


def test_unknown_text_is_not_named():
    (row,) = read_text("buy milk, and bread\n2 loaves\n")
    assert "in no known format" in row.error


def test_deuterium_of_json_is_hydrogen():
    crystal = Structure(Lattice.cubic(4.07), ["Li", "H"], [[0, 0, 0], [0.5, 0.5, 0.5]]).as_dict()
    crystal["sites"][1]["species"] = [{"element": "D", "occu": 0.6}, {"element": "H", "occu": 0.4}]
    (row,) = read_text(json.dumps(crystal))
    assert row.formula == "LiH"
    assert row.structure.is_ordered
    assert [site.specie.name for site in row.structure] == ["Li", "H"]
    assert row.warnings == ("D (deuterium) is treated as hydrogen (H).",)
