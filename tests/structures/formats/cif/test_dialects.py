"""Names and grammars that programs and dictionaries write, and broken ones; kinds of structure that are no crystal."""

from __future__ import annotations

import pytest
from made_cif import CSCL, TYPES, amounts, crystal, error, listed, made_cif, named, said

ITEMS = "_cell_length_a 4.2\n_cell_length_b 4.2\n_cell_length_c 4.2\n"
BOTH = {"Cs": 1, "Cl": 1}
MMCIF = """data_{name}
_cell.length_a 5.0
_cell.length_b 6.0
_cell.length_c 7.0
_cell.angle_alpha 90
_cell.angle_beta 100
_cell.angle_gamma 90
_symmetry.space_group_name_H-M '{group}'
loop_
_atom_site.group_PDB
_atom_site.id
_atom_site.type_symbol
_atom_site.label_atom_id
_atom_site.label_comp_id
_atom_site.Cartn_x
_atom_site.Cartn_y
_atom_site.Cartn_z
_atom_site.occupancy
HETATM 1 NA NA {residue} 0.5 1.0 1.5 1.0
HETATM 2 CL CL {other} 2.5 4.0 3.5 1.0
"""


def test_names_with_dots_and_in_any_case():
    text = (
        made_cif()
        .replace("_cell_", "_cell.")
        .replace("_atom_site_", "_atom_site.")
        .replace("_symmetry_equiv_pos_as", "_space_group_symop.operation")
    )
    for changed in (
        text,
        text.upper()
        .replace("LOOP_", "loop_")
        .replace("DATA_", "data_")
        .replace(" CS ", " Cs ")
        .replace(" CL ", " Cl "),
    ):
        row = crystal(changed)
        assert (amounts(row), said(row)) == (BOTH, "")


@pytest.mark.parametrize(
    "item",
    [
        "_space_group_name_H-M_alt",
        "_space_group.name_H-M_alt",
        "_symmetry.space_group_name_H-M",
        "_space_group_name_H-M_full",
        "_SYMMETRY_SPACE_GROUP_NAME_H-M",
    ],
)
def test_all_names_of_the_symbol(item):
    row = crystal(made_cif("O1 O .5 0 0 1", symmetry=f"{item} 'P m -3 m'"))
    assert (amounts(row), said(row)) == ({"O": 3}, "")


@pytest.mark.parametrize(
    "item",
    [
        "_space_group_IT_number",
        "_symmetry_Int_Tables_number",
        "_space_group.IT_number",
        "_symmetry.Int_Tables_number",
    ],
)
def test_all_names_of_the_number(item):
    row = crystal(made_cif("O1 O .5 0 0 1", symmetry=f"{item} 221"))
    assert (amounts(row), said(row)) == ({"O": 3}, "")


def test_values_in_tables_of_one_row():
    table = "loop_\n_cell_length_a\n_cell_length_b\n_cell_length_c\n4.2 4.2 4.2\n"
    row = crystal(made_cif().replace(ITEMS, table))
    assert (amounts(row), said(row)) == (BOTH, "")
    row = crystal(made_cif(symmetry="loop_\n_symmetry_space_group_name_H-M\n'P m -3 m'"))
    assert (amounts(row), said(row)) == (BOTH, "")


def test_angles_that_the_crystal_system_implies():
    text = "\n".join(
        line
        for line in made_cif(symmetry=f"{named('P m -3 m')}\n_symmetry_cell_setting cubic").splitlines()
        if not line.startswith(("_cell_angle", "_cell_length_b", "_cell_length_c"))
    )
    assert amounts(crystal(text)) == BOTH
    assert "cell is missing (_cell_length_b" in error(text.replace("cubic", "?"))


def test_cif_2_is_no_fault():
    head = '_a [1 2 [3 4]]\n_b {"x":1 "y":[2]}\n_c """several\nlines "quoted" """\n_d \'\'\'it\'s\'\'\''
    row = crystal("#\\#CIF_2.0\n" + made_cif(head=head))
    assert (amounts(row), said(row)) == (BOTH, "")


BROKEN = {
    "open quote": made_cif(head="_publ_author_name 'O'Neill, J."),
    "open double quote": made_cif(head='_publ_section_title "Crystals of'),
    "no quotes": made_cif(head="_publ_section_title Crystals of caesium"),
    "symbol without quotes": made_cif(symmetry="_symmetry_space_group_name_H-M P m -3 m"),
    "words of nobody": made_cif(head="_a 1\nand more words"),
    "ragged table of others": made_cif(head="loop_\n_a\n_b\n1 2 3"),
    "space in uncertainty": made_cif(cell=("4.2 (1)", 4.2, 4.2, 90, 90, 90)),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_grammar_is_mended_and_said(fault):
    row = crystal(BROKEN[fault])
    assert amounts(row) == BOTH
    assert "breaks the CIF grammar (line " in said(row)


def test_what_is_cut_off_is_refused_with_its_place():
    assert "breaks off" in error(made_cif(CSCL + "\nO1 O .25"))
    assert "a quote or text is not closed" in error(made_cif(head="_a\n;text without end"))


def test_harmless_oddities_are_read_without_a_word():
    plain = made_cif()
    for text in (
        plain.replace("data_x", "# no block"),
        plain.replace("\n", "\r\n"),
        plain.replace("\n", "\r"),
        "\n\n  " + plain,
        plain.replace("data_x", "data_"),
        plain + "# end",
        plain + "\x1a",
        plain.replace(" 4.2\n", " '4.2'\n"),
        plain.replace(" 4.2\n", " 4.200(12)\n"),
        made_cif(head="_cell_length_a 4.2\n_author 'Müller'"),
        made_cif(head="_chemical_name\n_other 1"),
    ):
        row = crystal(text)
        assert (amounts(row), said(row)) == (BOTH, "")


def test_blocks_of_one_name_are_two_crystals():
    from mi_core.structures.reading import read_text

    rows = read_text(made_cif() + made_cif("Na1 Na 0 0 0 1"))
    assert [row.formula for row in rows] == ["CsCl", "Na"]


def test_items_given_twice():
    assert "_cell_length_a twice; the first was used" in said(
        crystal(
            made_cif(head="_cell_length_a 4.2\n").replace(
                "_cell_length_b", "_cell_length_a 9.9\n_cell_length_b"
            )
        )
    )
    twice = (
        made_cif()
        + "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nO1 0 0 0\n"
    )
    assert "two tables of atoms" in error(twice)


def test_small_crystals_in_mmcif():
    row = crystal(MMCIF.format(name="salt", group="P 1", residue="NA", other="CL"))
    assert amounts(row) == {"Na": 1, "Cl": 1}
    assert row.structure.distance_matrix[0, 1] == pytest.approx(4.124, abs=0.01)
    row = crystal(MMCIF.format(name="salt", group="P 1 21 1", residue="NA", other="CL"))
    assert amounts(row) == {"Na": 2, "Cl": 2}
    assert "macromolecule" in error(MMCIF.format(name="1ABC", group="P 1", residue="ALA", other="GLY"))


MODULATED = {
    "dimension": "_cell_modulation_dimension 1",
    "name": "_space_group_ssg_name 'Pnma(a00)0s0'",
    "dotted name": "_space_group.ssg_name 'Pnma(a00)0s0'",
    "operations": "loop_\n_space_group_symop_ssg_operation_algebraic\nx1,x2,x3,x4\n-x1,-x2,-x3,-x4",
    "magnetic operations": "loop_\n_space_group_symop_magn_ssg_operation.algebraic\nx1,x2,x3,x4,+1",
    "wave vector": "loop_\n_cell_wave_vector_x\n_cell_wave_vector_y\n_cell_wave_vector_z\n.18 0 .3",
}


@pytest.mark.parametrize("how", MODULATED)
def test_modulated_structures_are_refused_with_that_reason(how):
    assert "modulated structure" in error(made_cif(head=MODULATED[how]))


def test_dimension_zero_is_no_modulation():
    assert amounts(crystal(made_cif(head="_cell_modulation_dimension 0"))) == BOTH


MAGNETIC = """loop_
_space_group_symop_magn_operation.id
_space_group_symop_magn_operation.xyz
1 x,y,z,+1
2 -x,-y,-z,-1
loop_
_space_group_symop_magn_centering.id
_space_group_symop_magn_centering.xyz
1 x,y,z,+1
2 x+1/2,y+1/2,z+1/2,-1"""
MOMENTS = "\nloop_\n_atom_site_moment.label\n_atom_site_moment.crystalaxis_x\nFe1 3.0"


@pytest.mark.parametrize("occupancy", ["1", "0.5"])
def test_magnetic_crystals_are_read_without_moments(occupancy):
    row = crystal(
        made_cif(
            f"Fe1 Fe 0 0 0 {occupancy}\nO1 O .3 .3 .2 1{MOMENTS}",
            cell=(6, 6, 6, 90, 90, 90),
            symmetry=MAGNETIC,
        )
    )
    assert amounts(row) == {"Fe": 2 * float(occupancy), "O": 4}
    assert "magnetic moments were left out" in said(row)


def test_declarations_that_the_cell_contradicts_are_said():
    assert "the file declares Cs2 Cl" in said(crystal(made_cif(head="_chemical_formula_sum 'Cs2 Cl'")))
    assert "Z = 2" in said(crystal(made_cif(head="_chemical_formula_sum 'Cs Cl'\n_cell_formula_units_Z 2")))
    assert "g/cm³, the file declares 7.5" in said(crystal(made_cif(head="_exptl_crystal_density_diffrn 7.5")))
    assert "Å³, the file declares 99" in said(crystal(made_cif(head="_cell_volume 99.0(1)")))
    agreeing = "_chemical_formula_sum 'Cs Cl'\n_cell_formula_units_Z 1\n_exptl_crystal_density_diffrn 3.774"
    assert said(crystal(made_cif(head=agreeing))) == ""
    whole_cell = made_cif(
        CSCL, symmetry=f"{named('I m -3 m')}\n{listed('x,y,z')}", head="_chemical_formula_sum 'Cs1 Cl1'"
    )
    assert "Of the 96 symmetry operations" in said(crystal(whole_cell))


def test_columns_in_any_order_and_number():
    columns = ("occupancy", "fract_z", "fract_y", "fract_x", "U_iso_or_equiv", "type_symbol", "label")
    row = crystal(made_cif("1 0 0 0 .01 Cs Cs1\n1 .5 .5 .5 .02 Cl Cl1", columns=columns))
    assert (amounts(row), said(row)) == (BOTH, "")
    assert len(TYPES) == 6
