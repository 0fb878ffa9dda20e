"""The meaning of columns: proposed from headings and cells."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.tables.elements import formulas_of
from mi_core.tables.mapping import find_column, mapping_of, need_mapping, propose_mapping
from mi_core.tables.reading import read_table
from mi_core.tables.target import propose_target, read_features, read_target


def read(text: str):
    return read_table("t.csv", text.encode())


def understood(text: str):
    table = read(text)
    mapping = propose_mapping(table)
    return table, mapping, propose_target(table, mapping)


@pytest.mark.parametrize(
    "heading",
    [
        "formula",
        "Composition",
        "compound",
        "Chemical Formula",
        "組成",
        "化学式",
        "Zusammensetzung",
        "材料",
        "whatever",
    ],
)
def test_formulas_are_found_by_heading_or_cells(heading):
    _, mapping, target = understood(f"nr,{heading},gap (eV)\n1,NaCl,8.5\n2,KCl,8.4\n3,MgO,7.8\n")
    assert mapping.formula == heading
    assert target == "gap (eV)"


def test_a_column_of_symbols_or_words_is_no_column_of_formulas():
    table, mapping, _ = understood("metal,answer,phase,x\nV,No,BCC,1\nCo,No,FCC,2\nFe,yes,BCC,3\n")
    assert not mapping
    with pytest.raises(InputError, match=r"needs a column of formulas.*metal, answer, phase, x"):
        need_mapping(table, mapping)


@pytest.mark.parametrize("names", ["ABC", ["S1", "S2", "S3"], ["C-1", "C1", "C2"]])
def test_names_of_samples_are_no_formulas(names):
    rows = "".join(f"{name},9{i},{10 - i},100\n" for i, name in enumerate(names))
    _, mapping, target = understood(f"Sample,Al,Cu (wt%),HV\n{rows}")
    assert not mapping.formula
    assert list(mapping.elements.columns) == ["Al", "Cu"]
    assert target == "HV"


def test_elements_themselves_are_materials():
    assert understood("material,E\nFe,211\nCu,130\nAl,70\n")[1].formula == "material"


def test_a_quantity_named_like_an_element_is_no_content():
    _, mapping, target = understood("Al,Cu,Mg,H\n80,10,10,3.5\n85,5,10,4.5\n")
    assert list(mapping.elements.columns) == ["Al", "Cu", "Mg"]
    assert target == "H"


def test_per_cents_without_the_main_element_are_no_ratios():
    text = "grade,C,Si,Mn,Cr,Ni,UTS (MPa)\nX,0.2,0.3,1.5,18,8,600\nZ,0.1,0.3,1.2,17,7,500\n"
    assert not understood(text)[1].elements


def test_the_heading_formula_is_taken_at_its_word():
    assert understood("formula,gap\nquartz,1\nSrTi03,2\n")[1].formula == "formula"


def test_sites_and_crystals_are_found():
    assert understood("A site,B-site,e\nSr,Ti,1\nBa,Ti,2\n")[1].a_site == "A site"
    assert understood('structure,e\n"data_x\n_cell_length_a 4\n",1\n')[1].cif == "structure"


@pytest.mark.parametrize(
    ("text", "basis", "first"),
    [
        ("Al (wt%),Cu (wt%),HV\n90,10,100\n95,5,90\n", "wt%", {"Al": 0.9549, "Cu": 0.0451}),
        ("name,Al,Cu_wt%,HV\nA,Bal.,10,100\nB,bal,5,90\n", "wt%", {"Al": 0.9549, "Cu": 0.0451}),
        ("Al_at%,Cu_at%,HV\n90,10,100\n95,5,90\n", "at%", {"Al": 0.9, "Cu": 0.1}),
        ("Al [mol%],Cu [mol%],HV\n90,10,100\n95,5,90\n", "at%", {"Al": 0.9, "Cu": 0.1}),
        ("at.% Al;at.% Cu;HV\n90,0;10,0;100\n95,0;5,0;90\n", "at%", {"Al": 0.9, "Cu": 0.1}),
        ("Al,Cu,HV\nwt%,wt%,\n90,10,100\n95,5,90\n", "wt%", {"Al": 0.9549, "Cu": 0.0451}),
        ("Al,Cu,HV\n90,10,100\n95,5,90\n", "wt%", {"Al": 0.9549, "Cu": 0.0451}),
        ("Al,Co,Ni,HV\n0.5,1,1,400\n1,1,1,500\n", "at%", {"Al": 0.2, "Co": 0.4, "Ni": 0.4}),
        ("%Al,%Cu,HV\n90,10,100\n95,5,90\n", "wt%", {"Al": 0.9549, "Cu": 0.0451}),
        ("Al (% masse);Cu (% masse);HV\n90,0;10,0;100\n95;5;90\n", "wt%", {"Al": 0.9549, "Cu": 0.0451}),
        ("x_Al,x_Cu,HV\n0.9,0.1,100\n0.95,0.05,90\n", "at%", {"Al": 0.9, "Cu": 0.1}),
    ],
)
def test_contents_of_elements_become_formulas(text, basis, first):
    from pymatgen.core import Composition

    table, mapping, target = understood(text)
    assert mapping.elements.basis == basis
    assert target == "HV"
    formulas, faults = formulas_of(table, mapping.elements)
    assert not faults
    assert Composition(formulas[0]).get_el_amt_dict() == pytest.approx(first, abs=1e-4)


def test_faulty_contents_are_named_by_row():
    text = (
        "Al (wt%),Cu (wt%),HV\nbal,10,100\nbal,x,1\nbal,bal,1\n,,1\n40,10,1\nbal,120,1\n" + "bal,5,90\n" * 20
    )
    table, mapping, _ = understood(text.replace("bal,x,1\n", ""))
    formulas, faults = formulas_of(table, mapping.elements)
    assert sorted(faults) == [1, 2, 3, 4]
    assert "More than one element" in faults[1]
    assert "empty" in faults[2]
    assert "add up to 50" in faults[3]
    assert "leaves none" in faults[4]
    assert formulas[0].startswith("Al0.95")


def test_a_main_element_without_a_column_is_not_forgotten():
    table, mapping, _ = understood("Mg (wt%),Si (wt%),HV\n1,0.5,80\n0.8,0.6,90\n")
    with pytest.raises(InputError, match="main element has no column"):
        formulas_of(table, mapping.elements)


def test_other_columns_with_the_name_of_an_element_are_no_contents():
    _, mapping, target = understood("formula,K (GPa),V\nNaCl,25,40\nKCl,18,60\n")
    assert mapping.formula == "formula"
    assert not mapping.elements
    assert target == "K (GPa)"


@pytest.mark.parametrize(
    ("headings", "target"),
    [
        ("formula,temperature (K),conductivity (S/cm)", "conductivity (S/cm)"),
        ("formula,reduced_formula,band_gap,uncertainty", "band_gap"),
        ("formula,y,y_std", "y"),
        ("formula,spacegroup,nsites,gap_ev", "gap_ev"),
        (",formula,y", "y"),
        ("formula,Unnamed: 0,y", "y"),
        ("formula,T,HV", "HV"),
        ("formula,Al (at%),SiO2,Fe (ppm),y", "y"),
    ],
)
def test_what_is_wanted_is_proposed(headings, target):
    rows = [
        ",".join("NaCl" if "formula" in heading else str(n) for heading in headings.split(","))
        for n in (1, 2, 3)
    ]
    assert understood("\n".join([headings, *rows]))[2] == target


def test_columns_are_found_with_or_without_their_unit_in_any_case():
    table = read("formula,Gap (eV),K,k (GPa)\nNaCl,8,1,2\n")
    assert find_column(table, "gap") == "Gap (eV)"
    assert find_column(table, "GAP (EV)") == "Gap (eV)"
    assert find_column(table, "K") == "K"
    with pytest.raises(InputError, match="may mean the columns 'K', 'k \\(GPa\\)'"):
        find_column(table, "k")
    with pytest.raises(InputError, match="Did you mean 'Gap'"):
        find_column(table, "gapp")


def test_labels_are_counted_by_what_they_are():
    cells = ["0.5", "<0.6", "0.7±0.1", "~0.8", "0.9-1.0", "", "broken", "1.1", "1.2"]
    table = read("formula;gap (eV)\n" + "".join(f"NaCl;{cell}\n" for cell in cells))
    target = read_target(table, "gap (eV)")
    assert target.unit == "eV"
    np.testing.assert_allclose(target.labels[target.keep], [0.5, 0.7, 0.8, 1.1, 1.2])
    said = " ".join(words for _, _, words in target.steps)
    for words in ("'<0.6'", "'0.7±0.1'", "'~0.8'", "'0.9-1.0'", "without a value", "'broken'"):
        assert words in said
    assert sum(dropped for _, dropped, _ in target.steps) == 4


@pytest.mark.parametrize(
    "read_column", [read_target, lambda table, heading: read_features(table, (heading,))]
)
def test_text_instead_of_numbers_is_named(read_column):
    table = read("formula,phase\nNaCl,BCC\nKCl,FCC\nMgO,BCC\n")
    with pytest.raises(InputError, match="column 'phase' holds text: BCC, FCC"):
        read_column(table, "phase")


def test_a_mapping_travels_as_plain_values():
    _, mapping, _ = understood("Al (wt%),Cu (wt%),HV\n90,10,100\n95,5,90\n")
    assert mapping_of(mapping.as_dict()) == mapping


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("formula;y\nNaCl;1.234\nKCl;2.345\n", 1.234),
        ("formula;y\nNaCl;1,234\nKCl;2,345\n", 1.234),
        ("formula;y;z\nNaCl;1.234;0,5\nKCl;2.345;0,7\n", 1234),
        ("formula;y\nLa0.7Sr0.3MnO3;1,234\nLa0.6Sr0.4MnO3;2,345\n", 1.234),
        ("formula\ty\nLa0.7Sr0.3MnO3\t1,234\nKCl\t2,345\n", 1234),
    ],
)
def test_no_number_is_wrong_by_a_thousand_without_a_word(text, first):
    target = read_target(read(text), "y")
    assert target.labels[0] == pytest.approx(first)
    assert any("decimal mark" in words or "thousands" in words for _, _, words in target.steps)


def test_contents_of_three_decimals_are_no_thousands():
    table, mapping, _ = understood("Al (at%);Cu (at%);HV\n90.125;9.875;100\n91.500;8.500;90\n")
    assert formulas_of(table, mapping.elements) == (["Al0.90125Cu0.09875", "Al0.915Cu0.085"], {})
