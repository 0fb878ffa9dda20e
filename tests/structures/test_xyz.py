"""Extended XYZ as programs and people write it; ASE is the judge."""

from __future__ import annotations

import io

import pytest
from ase.io.extxyz import read_extxyz

from mi_core.structures.reading import Source, read_materials, read_text

CELL = "4.1 0 0 0.5 4.2 0 0 0 4.3"
ATOMS = "Cs 0 0 0\nCl 2.05 2.05 2.05\n"


def read(comment: str, atoms: str = ATOMS):
    text = f"2\n{comment}\n{atoms}"
    (row,) = read_materials([Source("a.xyz", text.encode())])
    (pasted,) = read_text(text)
    assert (pasted.formula, pasted.error, pasted.warnings) == (row.formula, row.error, row.warnings)
    return row


COMMENTS = {
    "ase": f'Lattice="{CELL}" Properties=species:S:1:pos:R:3 pbc="T T T"',
    "lower-case": f'lattice="{CELL}" properties=species:S:1:pos:R:3 pbc="T T T"',
    "upper-case": f'LATTICE="{CELL}" PROPERTIES="species:S:1:pos:R:3"',
    "single-quotes": f"Lattice='{CELL}' energy=-3.2",
    "braces": f"Lattice={{{CELL}}} energy=-3.2",
    "brackets": f"Lattice=[{CELL.replace(' ', ', ')}] pbc=[T, T, T]",
    "rows": "Lattice=[[4.1, 0, 0], [0.5, 4.2, 0], [0, 0, 4.3]] pbc=[True, True, True]",
    "no-quotes": f"Lattice={CELL} energy=-3.2",
    "spaces": f'lattice = "{CELL}"  energy = -3.2',
    "d-exponents": 'Lattice="4.1D0 0.0d0 0 0.5 4.2D+00 0 0 0 0.43D1"',
    "in-a-title": f'title="lattice=5 properties=unknown" Lattice="{CELL}" Properties=species:S:1:pos:R:3',
    "not-first": f'energy=-3.2 name="no lattice here" Lattice="{CELL}"',
}


@pytest.mark.parametrize("case", COMMENTS)
def test_the_cell_however_it_is_written(case):
    row = read(COMMENTS[case])
    assert row.error is None
    assert row.formula == "CsCl"
    assert row.structure.lattice.matrix.tolist() == [[4.1, 0, 0], [0.5, 4.2, 0], [0, 0, 4.3]]
    assert row.warnings == ()


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("the lattice of CsCl, 4.1 Angstrom", "The cell is missing: write Lattice="),
        ("lattice constant = 4.1", "The cell is missing: write Lattice="),
        ("", "The cell is missing: write Lattice="),
        ("virial_lattice=1 2 3", "The cell is missing: write Lattice="),
        ('Lattice="4.1 4.1 4.1"', "needs nine numbers"),
        ("lattice=cubic", "needs nine numbers"),
        (f'Lattice="{CELL}" Properties=species:S:1', "no column of species and three of pos"),
        (f'Lattice="{CELL}" Properties=species:S', "no list of columns"),
        (f'Lattice="{CELL}" Properties=species:S:1:pos:R:3:forces:R:3', "where the frame needs 7"),
    ],
)
def test_what_is_wrong_with_a_comment_is_said(comment, words):
    assert words in read(comment).error


COLUMNS = {
    "position-first": ("pos:R:3:species:S:1", "0 0 0 Cs\n2.05 2.05 2.05 Cl\n"),
    "numbers": ("Z:I:1:pos:R:3", "55 0 0 0\n17 2.05 2.05 2.05\n"),
    "numbers-as-species": ("species:S:1:pos:R:3", "55 0 0 0\n17 2.05 2.05 2.05\n"),
    "ids-and-forces": (
        "id:I:1:forces:R:3:species:S:1:tag:I:1:pos:R:3:move_mask:L:1",
        "1 9 9 9 Cs 0 0 0 0 T\n2 9 9 9 Cl 0 2.05 2.05 2.05 F\n",
    ),
    "element": ("element:S:1:pos:R:3", ATOMS),
    "labels": ("species:S:1:pos:R:3", "Cs1 0 0 0\nCl_2 2.05 2.05 2.05\n"),
    "d-exponents": ("species:S:1:pos:R:3", "Cs 0.D0 0 0\nCl 0.205D+01 2.05 2.05\n"),
    "more-than-declared": ("species:S:1:pos:R:3", "Cs 0 0 0 0.1\nCl 2.05 2.05 2.05 0.2 0.3\n"),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_columns_in_any_order(case):
    properties, atoms = COLUMNS[case]
    row = read(f'Lattice="{CELL}" Properties={properties}', atoms)
    assert row.error is None
    assert row.formula == "CsCl"
    assert row.structure.cart_coords.tolist() == [[0, 0, 0], pytest.approx([2.05] * 3)]
    assert row.warnings == ()


@pytest.mark.parametrize(
    "properties", ["species:S:1:pos:R:3", "pos:R:3:species:S:1", "magmom:R:1:pos:R:3:species:S:1"]
)
def test_columns_are_those_of_ase(properties):
    words = {"species:S:1": "Fe", "pos:R:3": "0.3 0.4 0.5", "magmom:R:1": "2.2"}
    line = " ".join(words[part] for part in ("species:S:1", "pos:R:3", "magmom:R:1") if part in properties)
    order = sorted((part for part in words if part in properties), key=properties.index)
    line = " ".join(words[part] for part in order)
    text = f'1\nLattice="2.9 0 0 0 2.9 0 0 0 2.9" Properties={properties}\n{line}\n'
    (row,) = read_text(text)
    atoms = next(iter(read_extxyz(io.StringIO(text), slice(0, 1))))
    assert row.structure.cart_coords == pytest.approx(atoms.positions)
    assert [site.specie.Z for site in row.structure] == atoms.numbers.tolist()


@pytest.mark.parametrize(
    ("atoms", "formula", "warning"),
    [
        ("Li 0 0 0\nD 2.05 2.05 2.05\n", "LiH", "D (deuterium) is treated as hydrogen (H)."),
        ("T 0 0 0\nD 2 2 2\n", "H2", "D (deuterium) and T (tritium) are treated as hydrogen (H)."),
        ("CS 0 0 0\nCL1 2.05 2.05 2.05\n", "CsCl", "CL1 is read as Cl, CS is read as Cs."),
    ],
)
def test_what_is_taken_for_another_element_is_said(atoms, formula, warning):
    row = read(f'Lattice="{CELL}"', atoms)
    assert row.formula == formula
    assert row.warnings == (warning,)


@pytest.mark.parametrize("word", ["X", "Xx", "Bq", "OW", "0", "119", "?"])
def test_what_is_no_element_is_refused(word):
    error = read(f'Lattice="{CELL}"', f"{word} 0 0 0\nCl 2.05 2.05 2.05\n").error
    assert "chemical element" in error or "are elements" in error


@pytest.mark.parametrize("count", ["²", "2²", "-2", "2.0", "two"])
def test_a_count_that_is_no_whole_number_is_named(count):
    (row,) = read_materials([Source("a.xyz", f'{count}\nLattice="{CELL}"\n{ATOMS}'.encode())])
    assert f"Line 1 should hold the number of atoms of a frame but holds {count!r}" in row.error
