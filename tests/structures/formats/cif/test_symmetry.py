"""Which operations a file means: lists, names, and what is said where they disagree."""

from __future__ import annotations

import numpy as np
import pytest
from made_cif import amounts, crystal, error, listed, made_cif, named, said

from mi_core.structures.formats.cif.group_names import Meaning
from mi_core.structures.formats.cif.metric import in_cell
from mi_core.structures.formats.cif.operations import listed as read_operations
from mi_core.structures.formats.cif.operations import of_hall, triplets

SALT = "Na1 Na 0 0 0 1\nCl1 Cl .5 0 0 1"
SALT_CELL = (5.64, 5.64, 5.64, 90, 90, 90)
SPINEL = "Mg1 Mg .125 .125 .125 1\nAl1 Al .5 .5 .5 1\nO1 O .2624 .2624 .2624 1"
SPINEL_CELL = (8.08, 8.08, 8.08, 90, 90, 90)
DIAMOND_PRIMITIVE = (3.84, 3.84, 3.84, 60, 60, 60)
CDI2 = "Cd1 Cd 0.1 0.12 0.2 1\nI1 I 0.35 0.02 0.33 1\nI2 I 0.75 0.22 0.08 1"
CDI2_CELL = (5.3546, 15.7642, 15.773, 90, 96.989, 90)


def test_a_list_is_trusted_before_names():
    row = crystal(made_cif(symmetry=f"{named('P -1')}\n{listed('x,y,z', '-x,-y,z')}"))
    assert amounts(row) == {"Cs": 1, "Cl": 1}
    assert "are those of P 1 1 2, the file names 'P -1'; the operations were used" in said(row)


def test_another_setting_of_the_named_group_needs_no_word():
    row = crystal(
        made_cif(
            "Cs1 Cs .1 .2 .3 1",
            cell=(6, 7, 8, 90, 95, 90),
            symmetry=f"{named('P 21/c')}\n{listed('x,y,z', '-x+1/2,y+1/2,-z+1/2', '-x,-y,-z', 'x+1/2,-y+1/2,z+1/2')}",
        )
    )
    assert len(row.structure) == 4
    assert said(row) == ""


@pytest.mark.parametrize("operations", [
    ("X,Y,Z", "-X,-Y,-Z"), (" x, y, z ", "- x , - y , - z"), ("x,y,z", "-1*x,-y,-z"), ("+x,+y,+z", "-x,-y,-z"),
    ("(x,y,z)", "(-x,-y,-z)"), ("x,y,z", "-x,-y,-z", "x,y,z"), ("x+1,y,z", "1-x,-y,-z"),
])  # fmt: skip
def test_operations_in_any_writing(operations):
    row = crystal(made_cif("Cs1 Cs .1 .2 .3 1", symmetry=listed(*operations)))
    assert len(row.structure) == 2
    assert said(row) == ""


@pytest.mark.parametrize("text", ["1/3+x,y+2/3,z", "x+0.3333,y+.6667,z", "x+.333,y+0.667,z"])
def test_decimals_of_translations_are_fractions(text):
    row = crystal(made_cif("Cs1 Cs .1 .2 .3 1", symmetry=listed("x,y,z", text, "x+2/3,y+1/3,z")))
    assert sorted(np.round(row.structure.frac_coords[:, 0], 6)) == pytest.approx(
        [0.1, 0.433333, 0.766667], abs=2e-6
    )


@pytest.mark.parametrize(
    "table",
    [
        "loop_\n_symmetry_equiv_pos_as_xyz\nx, y, z\n-x, -y, -z + 1/2",
        "loop_\n_symmetry_equiv_pos_site_id\n_symmetry_equiv_pos_as_xyz\n1 x, y, z\n2 -x, -y, 1/2 - z",
    ],
)
def test_operations_without_quotes_are_put_together_again(table):
    row = crystal(made_cif("Cs1 Cs .1 .2 .3 1", symmetry=table))
    assert sorted(np.round(row.structure.frac_coords[:, 2], 6)) == pytest.approx([0.2, 0.3])


def test_a_missing_identity_is_added_and_said():
    row = crystal(made_cif("Cs1 Cs .1 .2 .3 1", symmetry=listed("-x,-y,-z")))
    assert len(row.structure) == 2
    assert "lack x,y,z" in said(row)


def test_operations_that_are_no_group_are_said():
    row = crystal(made_cif("Cs1 Cs .1 .2 .3 1", symmetry=listed("x,y,z", "-y,x,z", "y,-x,z+0.2")))
    assert "no group" in said(row)


def test_a_mistyped_operation_is_said_where_what_it_generates_has_another_shape():
    text = made_cif(
        "Cs1 Cs .1 .2 .3 1",
        cell=(5, 6, 7, 90, 99, 90),
        symmetry=f"{named('P 21/c')}\n{listed('x,y,z', '-x,y+1/2,-z+1/2', '-x,-y,-z', 'x,-y+1/2,-z+1/2')}",
    )
    assert said(crystal(text)).count("no group") == 1


def test_operations_of_a_primitive_cell_are_those_of_the_named_group():
    atoms, cell = "Na1 Na 0 0 0 1\nCl1 Cl .5 .5 .5 1", (4, 4, 4, 60, 60, 60)
    whole = Meaning("F m -3 m", of_hall("-F 4 2 3"))
    (primitive,) = in_cell(whole, crystal(made_cif(atoms, cell=cell)).structure.lattice.matrix)
    table = listed(*triplets(primitive.operations))
    assert said(crystal(made_cif(atoms, cell=cell, symmetry=f"{named('F m -3 m')}\n{table}"))) == ""
    assert "F d -3 m" in said(crystal(made_cif(atoms, cell=cell, symmetry=f"{named('F d -3 m')}\n{table}")))


def test_a_list_from_which_one_is_missing_is_completed_by_what_it_generates_or_said():
    row = crystal(made_cif("Cs1 Cs .1 .2 .3 1", symmetry=listed("x,y,z", "-x,-y,z", "-x,y,-z")))
    assert "(missing: x,-y,-z)" in said(row)


def test_a_long_list_is_told_from_a_group_without_all_its_products():
    import tracemalloc

    shifts = [f"x+{i}/16,y+{j}/12,z+{k}/8" for i in range(16) for j in range(12) for k in range(8)]
    operations = [read_operations(tuple(texts))[0] for texts in (shifts, [*shifts[:700], *shifts[701:]])]
    tracemalloc.start()
    assert [found.is_group for found in operations] == [True, False]
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()


def test_what_a_centring_lacks_is_named_and_z_or_density_restore_it():
    symmetry = f"{named('C 1 c 1')}\n{listed('x,y,z', 'x,-y,z+1/2')}"
    row = crystal(made_cif(CDI2, cell=CDI2_CELL, symmetry=symmetry))
    assert len(row.structure) == 6
    assert (
        "(missing: x+1/2,y+1/2,z and 1 more); those listed were used, so that atoms are probably missing"
        in said(row)
    )
    for head in (
        "_chemical_formula_sum 'Cd I2'\n_cell_formula_units_Z 4",
        "_exptl_crystal_density_diffrn 1.84",
    ):
        row = crystal(made_cif(CDI2, cell=CDI2_CELL, symmetry=symmetry, head=head))
        assert amounts(row) == {"Cd": 4, "I": 8}
        assert "all were used, as its Z or density demands" in said(row)


def test_only_the_identity_under_a_symbol():
    symmetry = f"{named('F m -3 m')}\n{listed('x,y,z')}"
    row = crystal(made_cif(SALT, cell=SALT_CELL, symmetry=symmetry))
    assert "Of the 192 symmetry operations of F m -3 m the file lists 1" in said(row)
    head = "_chemical_formula_sum 'Na Cl'\n_cell_formula_units_Z 4"
    row = crystal(made_cif(SALT, cell=SALT_CELL, symmetry=symmetry, head=head))
    assert amounts(row) == {"Na": 4, "Cl": 4}


def test_a_whole_cell_listed_under_its_symbol_is_silent():
    whole = "\n".join(
        f"{e}{i} {e} {x} 1"
        for i, (e, x) in enumerate(
            [
                ("Na", "0 0 0"),
                ("Na", ".5 .5 0"),
                ("Na", ".5 0 .5"),
                ("Na", "0 .5 .5"),
                ("Cl", ".5 0 0"),
                ("Cl", "0 .5 0"),
                ("Cl", "0 0 .5"),
                ("Cl", ".5 .5 .5"),
            ]
        )
    )
    for symmetry in (f"{named('F m -3 m')}\n{listed('x,y,z')}",):
        row = crystal(made_cif(whole, cell=SALT_CELL, symmetry=symmetry))
        assert amounts(row) == {"Na": 4, "Cl": 4}
        assert said(row) == ""


def test_a_primitive_cell_under_a_centred_symbol():
    two = "Si1 Si 0 0 0 1\nSi2 Si .25 .25 .25 1"
    row = crystal(made_cif(two, cell=DIAMOND_PRIMITIVE, symmetry=f"{named('F d -3 m')}\n{listed('x,y,z')}"))
    assert (len(row.structure), said(row)) == (2, "")
    row = crystal(made_cif("Si1 Si .125 .125 .125 1", cell=DIAMOND_PRIMITIVE, symmetry=named("F d -3 m :2")))
    assert len(row.structure) == 2
    assert "primitive cell of F d -3 m:2" in said(row)
    row = crystal(made_cif(two, cell=DIAMOND_PRIMITIVE, symmetry=named("F d -3 m")))
    assert len(row.structure) == 2


def test_a_cell_of_another_shape_is_refused():
    assert "does not have the shape" in error(
        made_cif(cell=(4, 6, 8, 90, 90, 90), symmetry=named("P m -3 m"))
    )
    row = crystal(made_cif(cell=(4, 6, 8, 90, 90, 90), symmetry=listed("x,y,z", "z,x,y", "y,z,x")))
    assert "does not have the symmetry of the listed operations" in said(row)


def test_the_origin_is_what_formula_or_multiplicities_say_else_assumed_and_said():
    symmetry = named("F d -3 m")
    declared = made_cif(SPINEL, cell=SPINEL_CELL, symmetry=symmetry, head="_chemical_formula_sum 'Mg Al2 O4'")
    row = crystal(declared)
    assert (amounts(row), said(row)) == ({"Mg": 8, "Al": 16, "O": 32}, "")
    columns = ("label", "symmetry_multiplicity", "fract_x", "fract_y", "fract_z")
    atoms = "Mg1 8 .125 .125 .125\nAl1 16 .5 .5 .5\nO1 32 .2624 .2624 .2624"
    row = crystal(made_cif(atoms, cell=SPINEL_CELL, symmetry=symmetry, columns=columns))
    assert (amounts(row), said(row)) == ({"Mg": 8, "Al": 16, "O": 32}, "")
    row = crystal(made_cif(SPINEL, cell=SPINEL_CELL, symmetry=symmetry))
    assert "leaves the setting open" in said(row)
    row = crystal(made_cif("Si1 Si 0 0 0 1", cell=(5.43, 5.43, 5.43, 90, 90, 90), symmetry=symmetry))
    assert len(row.structure) == 8


@pytest.mark.parametrize(
    "code", ["_space_group_IT_coordinate_system_code 2", "_space_group.IT_coordinate_system_code 2"]
)
def test_the_code_of_the_coordinate_system_counts(code):
    row = crystal(made_cif(SPINEL, cell=SPINEL_CELL, symmetry=f"{named('F d -3 m')}\n{code}"))
    assert (amounts(row), said(row)) == ({"Mg": 8, "Al": 16, "O": 32}, "")


@pytest.mark.parametrize(
    ("number", "code", "setting"),
    [
        (62, "cab", "P b n m"),
        (62, "ba-c", "P m n b"),
        (62, "abc", "P n m a"),
        (14, "b2", "P 1 21/n 1"),
        (15, "-b1", "A 1 2/a 1"),
        (50, "2cab", "P n c b:2"),
        (50, "2abc", "P b a n:2"),
        (227, "2", "F d -3 m:2"),
        (167, "r", "R -3 c:R"),
    ],
)
def test_a_number_and_the_code_of_its_setting_name_it(number, code, setting):
    names = f"_space_group_IT_number {number}\n_space_group_IT_coordinate_system_code {code}"
    cell = {14: (5, 6, 7, 90, 95, 90), 15: (5, 6, 7, 90, 95, 90), 167: (5, 5, 5, 55, 55, 55)}
    cell = cell.get(number, (6, 6, 6, 90, 90, 90))
    atoms = "Cs1 Cs .11 .17 .29 .1"
    row, whole = (crystal(made_cif(atoms, cell=cell, symmetry=text)) for text in (names, f"{named(setting)}"))
    assert said(row) == ""
    np.testing.assert_allclose(row.structure.frac_coords, whole.structure.frac_coords)


def test_rhombohedral_axes_show_in_the_cell():
    rhombohedral = made_cif(
        "Al1 Al .35216 .35216 .35216 1\nO1 O .55624 .94376 .25 1",
        cell=(5.128, 5.128, 5.128, 55.28, 55.28, 55.28),
        symmetry=named("R -3 c"),
    )
    hexagonal = made_cif(
        "Al1 Al 0 0 .35216 1\nO1 O .30624 0 .25 1",
        cell=(4.758, 4.758, 12.99, 90, 90, 120),
        symmetry=named("R -3 c"),
    )
    for text, factor in ((rhombohedral, 1), (hexagonal, 3)):
        row = crystal(text)
        assert (amounts(row), said(row)) == ({"Al": 4 * factor, "O": 6 * factor}, "")


@pytest.mark.parametrize(
    "symmetry",
    [
        "",
        named("?"),
        named("Z 99"),
        "_symmetry_Int_Tables_number 999",
        "_symmetry_Int_Tables_number 22²",
        "_symmetry_Int_Tables_number ²",
    ],
)
def test_unknown_symmetry_is_never_a_silent_p1(symmetry):
    assert "atoms are probably missing" in said(crystal(made_cif(symmetry=symmetry)))


def test_names_that_disagree_are_said():
    hall = "_space_group_name_Hall '-P 4 2 3'"
    assert "the Hall symbol was used" in said(crystal(made_cif(symmetry=f"{hall}\n{named('F m -3 m')}")))
    number = "_symmetry_Int_Tables_number 225"
    assert "the symbol was used" in said(crystal(made_cif(symmetry=f"{named('P m -3 m')}\n{number}")))
    assert said(crystal(made_cif(symmetry=f"{hall}\n{named('P m -3 m')}\n_space_group_IT_number 221"))) == ""


def test_a_hall_symbol_that_is_none_gives_way_to_the_other_names():
    row = crystal(
        made_cif(SALT, cell=SALT_CELL, symmetry=f"_space_group_name_Hall 'rubbish'\n{named('F m -3 m')}")
    )
    assert (amounts(row), said(row)) == ({"Na": 4, "Cl": 4}, "")
