"""Faults of real public files, each in a small file of its own, with the right answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from mi_core.structures.analysis.symmetry import space_group
from mi_core.structures.density import density_g_cm3
from mi_core.structures.reading import read_materials

CASES = Path(__file__).parent / "cases"
# atoms of the cell; then, where they are known, space-group number and density (g/cm³)
RIGHT = {
    "01_origin2_silicon": ("Si8", 227, 2.33),
    "02_origin2_anatase": ("Ti4 O8", 141, 3.89),
    "04_origin2_spinel": ("Mg8 Al16 O32", 227, 3.58),
    "05_rhombohedral_corundum": ("Al4 O6", 167, 3.99),
    "07_short_symbol_P21c": ("Zr4 O8", 14, 5.82),
    "08_old_symbol_LaB6": ("La1 B6", 221, 4.71),
    "10_partial_three_digit_thirds": ("Zn1.6 Mg0.4 O2", None, None),
    "12_occupancy_dot_is_one": ("Mg1 O1.5", None, None),
    "14_dummy_atom_calc_flag_dum": ("Li2 S2 O2", None, None),
    "16_mica_hydroxyl_fluorine": ("K2 Mg6 Al2 Si6 O22.8 F1.2", None, None),
    "17_brucite_OH": ("Mg1 O2", None, None),
    "18_hydride_shared_site": ("Ce2 Fe2 As2 H1.8 O0.2", None, None),
    "20_hydrogen_labels_HO": ("Mg1 H2 O2", None, None),
    "23_type_symbols_no_labels": ("Cs1 Cl1", 221, None),
    "24_dot_coordinates_default_zero": ("K1 Mn1 F3", 221, None),
    "25_dictionary_names_with_dots": ("Cs1 Cl1", 221, None),
    "26_operations_lack_centring": ("Cd4 I8", 9, 1.84),
    "31_hea_false_warning": ("Mn0.8 Cr0.8 Fe0.8 Co0.8 Ni0.8", None, 8.05),
    "32_small_crystal_as_mmcif": ("Si8", 227, 2.33),
    "33_cif2_valid": ("Mg1 O1", 221, None),
    "34_cell_value_in_a_loop": ("Cs1 Cl1", 221, None),
}
SAID = {
    "14_dummy_atom_calc_flag_dum": "dummy atoms",
    "16_mica_hydroxyl_fluorine": "Hydrogen is missing",
    "17_brucite_OH": "Hydrogen is missing",
    "26_operations_lack_centring": "x+1/2,y+1/2,z",
}
REFUSED = {"21_superspace": "modulated structure", "29_many_sites_symbol_only_hang": "at most 5,000 are read"}


def test_every_file_has_its_answer():
    assert {path.stem for path in CASES.glob("*.cif")} == {*RIGHT, *REFUSED}


@pytest.mark.parametrize("case", RIGHT)
def test_a_case_is_read_right(case):
    (row,) = read_materials([CASES / f"{case}.cif"])
    content, number, density = RIGHT[case]
    assert row.error is None
    found = {element.symbol: float(amount) for element, amount in row.structure.composition.items()}
    from pymatgen.core import Composition

    right = {
        element.symbol: float(amount) for element, amount in Composition(content.replace(" ", "")).items()
    }
    assert found == pytest.approx(right)
    if number is not None:
        assert space_group(row.structure)[1] == number
    if density is not None:
        assert density_g_cm3(row.structure.composition, row.structure.volume) == pytest.approx(
            density, abs=0.01
        )
    remarks = [warning for warning in row.warnings if not warning.startswith(("Partial", "Unusually"))]
    if case in SAID:
        assert any(SAID[case] in remark for remark in remarks)
    else:
        assert remarks == []


@pytest.mark.parametrize("case", REFUSED)
def test_a_case_is_refused_with_its_reason(case):
    (row,) = read_materials([CASES / f"{case}.cif"])
    assert REFUSED[case] in row.error


def test_a_shared_site_gives_the_same_cell_as_its_ordered_twin():
    (row,) = read_materials([CASES / "10_partial_three_digit_thirds.cif"])
    assert len(row.structure) == 4
    assert row.structure.volume == pytest.approx(47.57, abs=0.01)
