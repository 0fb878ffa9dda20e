"""XSF of XCrySDen; ASE is the judge."""

from __future__ import annotations

import io

import numpy as np
import pytest
from ase import Atoms
from ase.io.xsf import read_xsf, write_xsf

from mi_core.structures.reading import Source, read_materials, read_text

SALT = """CRYSTAL
PRIMVEC
4 0 0
0 4 0
0 0 4
PRIMCOORD
2 1
Na 0 0 0
Cl 2 2 2
"""
GRID = "BEGIN_BLOCK_DATAGRID_3D\nx\nBEGIN_DATAGRID_3D\n2 2 2\n0 0 0\n4 0 0\n0 4 0\n0 0 4\n1 1 1 1 1 1 1 1\nEND_DATAGRID_3D\n"


def read(text: str, name: str = "a.xsf"):
    rows = read_materials([Source(name, text.encode())])
    pasted = read_text(text)
    assert [(row.formula, row.error) for row in pasted] == [(row.formula, row.error) for row in rows]
    return rows


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (SALT, ""),
        (SALT.replace("Na", "11").replace("Cl", "17"), ""),
        (SALT.replace("Na 0 0 0", "Na 0.0D0 0 0 0.1 0.1 0.1"), ""),
        ("# made by hand\n\n" + SALT.replace("CRYSTAL", "crystal"), ""),
        (SALT.replace("PRIMCOORD", "CONVVEC\n8 0 0\n0 8 0\n0 0 8\nPRIMCOORD"), ""),
        (SALT.partition("\n")[2], ""),
        (SALT.replace("CRYSTAL", "DIM-GROUP\n3 1"), ""),
        ("BEGIN_INFO\n  # none\nEND_INFO\n" + SALT, ""),
        (SALT + GRID, "The grid of values that follows the crystal is left out."),
        (SALT.replace("CRYSTAL", "SLAB"), "not periodic in all directions"),
        (SALT.replace("CRYSTAL", "DIM-GROUP\n2 1"), "not periodic in all directions"),
    ],
)
def test_rock_salt_however_it_is_written(text, warning):
    (row,) = read(text)
    assert row.error is None
    assert row.formula == "NaCl"
    assert row.structure.volume == pytest.approx(64)
    assert row.structure.get_distance(0, 1) == pytest.approx(12**0.5)
    assert warning in " ".join(row.warnings)
    assert bool(warning) == bool(row.warnings)


@pytest.mark.parametrize("name", ["crystal", "POSCAR", "a.txt"])
def test_it_is_known_by_its_content(name):
    (row,) = read_materials([Source(name, SALT.encode())])
    assert row.formula == "NaCl"


@pytest.mark.parametrize("same_cell", [True, False])
def test_steps_are_those_of_ase(same_cell):
    rng = np.random.default_rng(0)
    steps = [
        Atoms(
            "LiFeO2",
            rng.uniform(size=(4, 3)) + np.arange(4)[:, None],
            pbc=True,
            cell=np.eye(3) * (5 + i * (not same_cell)),
        )
        for i in range(3)
    ]
    text = io.StringIO()
    write_xsf(text, steps)
    rows = read(text.getvalue())
    assert [row.id for row in rows] == ["a-1", "a-2", "a-3"]
    for row, atoms in zip(rows, read_xsf(io.StringIO(text.getvalue()), index=slice(None)), strict=True):
        assert row.structure.lattice.matrix == pytest.approx(atoms.cell.array)
        assert row.structure.cart_coords == pytest.approx(atoms.positions)
        assert [site.specie.Z for site in row.structure] == atoms.numbers.tolist()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SALT.replace("2 1\n", "9 1\n"), "breaks off"),
        (SALT.replace("0 4 0\n", ""), "not followed by three lattice vectors"),
        ("ATOMS\n6 0 0 0\n8 1.2 0 0\n", "describes a molecule"),
        ("MOLECULE\nATOMS\n6 0 0 0\n8 1.2 0 0\n", "describes a molecule"),
        (SALT.partition("PRIMCOORD")[0], "no section PRIMCOORD"),
        (SALT.replace("Na", "Xx"), "no chemical element"),
        (SALT.replace("Na 0 0 0", "Na 0 0 zero"), "Atom 1 has the position"),
    ],
)
def test_what_is_wrong_is_said(text, words):
    (row,) = read_materials([Source("a.xsf", text.encode())])
    assert words in row.error


def test_deuterium_is_hydrogen():
    (row,) = read(SALT.replace("Cl", "D").replace("Na", "Li"))
    assert row.formula == "LiH"
    assert row.warnings == ("D (deuterium) is treated as hydrogen (H).",)
