"""Formulas as people write them: read as what they are, or refused with a sentence that helps."""

from __future__ import annotations

import re

import pytest
from pymatgen.core import Composition

from mi_core.errors import InputError
from mi_core.formulas import is_missing, plain_formula, read_formula

READ = {
    # plain formulas, brackets, decimals
    "SrTiO3": "SrTiO3",
    "Ca3(PO4)2": "Ca3P2O8",
    "K4[Fe(CN)6]": "K4FeC6N6",
    "[Co{N(H3)}6]Cl3": "CoN6H18Cl3",
    "La0.7Sr0.3MnO3": "La0.7Sr0.3MnO3",
    "YBa2Cu3O6.5": "YBa2Cu3O6.5",
    "Sr.5Ba.5TiO3": "Sr0.5Ba0.5TiO3",
    "Li1.2Mn0.54Ni0.13Co0.13O2": "Li1.2Mn0.54Ni0.13Co0.13O2",
    "Pb(Mg1/3Nb2/3)O3": "Pb3MgNb2O9",
    "Ba Ti O3": "BaTiO3",
    # hydrates and other adducts
    "Fe2O3.3H2O": "Fe2H6O6",
    "CuSO4.5H2O": "CuH10SO9",
    "CaSO4.2H2O": "CaH4SO6",
    "CuSO4·5H2O": "CuH10SO9",
    "CuSO4 • 5 H2O": "CuH10SO9",
    "CuSO4∙5H2O": "CuH10SO9",
    "CuSO4⋅5H2O": "CuH10SO9",
    "CuSO4*5H2O": "CuH10SO9",
    "CuSO4 x 5H2O": "CuH10SO9",
    "CuSO4 5H2O": "CuH10SO9",
    "CaSO4.0.5H2O": "Ca2H2S2O9",
    "CaSO4·½H2O": "Ca2H2S2O9",
    "CaSO4·1½H2O": "Ca2H6S2O11",
    "KAl(SO4)2.12H2O": "KAlH24S2O20",
    "(NH4)2Fe(SO4)2.6H2O": "FeH20S2N2O14",
    "MgCl2.6NH3": "MgH18N6Cl2",
    "CoCl2·6(H2O)": "CoCl2H12O6",
    "CaO.Al2O3": "CaAl2O4",
    "3Al2O3.2SiO2": "Al6Si2O13",
    # typography
    "SrTiO₃": "SrTiO3",
    "Fe₂O₃": "Fe2O3",
    "La₀.₇Sr₀.₃MnO₃": "La0.7Sr0.3MnO3",
    "ＳｒＴｉＯ３": "SrTiO3",
    "SrTiO$_3$": "SrTiO3",
    "La$_{0.7}$Sr$_{0.3}$MnO$_3$": "La0.7Sr0.3MnO3",
    r"$\mathrm{SrTiO_3}$": "SrTiO3",
    r"\ce{CuSO4} $\cdot$ 5H2O": "CuH10SO9",
    "SrTiO<sub>3</sub>": "SrTiO3",
    "CuSO4&middot;5H2O": "CuH10SO9",
    "SrTi\u041e3": "SrTiO3",  # a Cyrillic О
    "La0,7Sr0,3MnO3": "La0.7Sr0.3MnO3",
    # charges are no amounts
    "Fe³⁺": "Fe",
    "Fe3+": "Fe",
    "Ca2+": "Ca",
    "SO4 2-": "SO4",
    "SO42-": "SO4",
    "SO4^{2-}": "SO4",
    "NH4+": "NH4",
    "[Fe(CN)6]3-": "FeC6N6",
    "Na+Cl-": "NaCl",
    "Fe³⁺₂O²⁻₃": "Fe2O3",
    "Fe(III)2O3": "Fe2O3",
    "Cu(II)SO4": "CuSO4",
    # isotopes are their elements
    "D2O": "H2O",
    "LiT": "LiH",
    "[2H]2O": "H2O",
    "^{13}CO2": "CO2",
    "¹³CO2": "CO2",
    "Li2[13C]O3": "Li2CO3",
    # solid solutions, vacancies, and words beside the formula
    "0.9PbTiO3-0.1BaTiO3": "Pb0.9Ba0.1TiO3",
    "(0.7)PbTiO3-(0.3)BaTiO3": "Pb0.7Ba0.3TiO3",
    "(Mg0.9,Fe0.1)2SiO4": "Mg1.8Fe0.2SiO4",
    "Fe2.67□0.33O4": "Fe2.67O4",
    "Al2O3 (corundum)": "Al2O3",
    "α-Al2O3": "Al2O3",
    "TiO2-rutile": "TiO2",
    "6H-SiC": "SiC",
    "BaTiO3(s)": "BaTiO3",
    "TiO2 (P4_2/mnm)": "TiO2",
    # ambiguous capitals are taken as written
    "CO": "CO",
    "Co": "Co",
    "NO": "NO",
    "C60": "C60",
    "Mn2O3*": "Mn2O3",
}


@pytest.mark.parametrize("text", READ)
def test_it_is_read(text):
    found = read_formula(text).composition.fractional_composition
    assert found.almost_equals(Composition(READ[text]).fractional_composition, rtol=1e-6)


REFUSED = {
    "SrTi03": "did you mean SrTiO3?",
    "Al203": "did you mean Al2O3?",
    "Fe304": "did you mean Fe3O4?",
    "Mg0": "did you mean MgO?",
    "H20": "did you mean H2O?",
    "MgAl204": "did you mean MgAl2O4?",
    "Y3Fe5012": "did you mean Y3Fe5O12?",
    "CaC03": "did you mean CaCO3?",
    "La0.7Sr0.3Mn03": "did you mean La0.7Sr0.3MnO3?",
    "Ca10(P04)6(0H)2": r"did you mean Ca10\(PO4\)6\(OH\)2?",
    "CuSO4.5H20": "did you mean CuSO4.5H2O?",
    "LaO.7SrO.3MnO3": "did you mean La0.7Sr0.3MnO3?",
    "srtio3": "did you mean SrTiO3?",
    "SRTIO3": "did you mean SrTiO3?",
    "PBTIO3": "did you mean PbTiO3?",
    "nacl": "did you mean NaCl?",
    "GaAS": "did you mean GaAs?",
    "LIFEPO4": "did you mean LiFePO4?",
    "LiFePo4": "did you mean LiFePO4?",
    "KNo3": "did you mean KNO3?",
    "caco3": "did you mean CaCO3?",
    "ITO": "would be tritium",
    "Y123": "name or a number",
    "Fe2+Fe3+2O4": "charge or a sum",
    "NaCl, KCl": "several materials",
    "SiO2.n(H2O)": "how many molecules",
    "NaN": "sodium nitride is Na3N",
    "nan": "formula is empty",
    "": "formula is empty",
    "CuSO4·xH2O": "how many molecules",
    "CaO.2Al2O3": "write · between",
    "(Ba,Sr)TiO3": r"\(Ba0.5Sr0.5\) for equal shares",
    "(Ba/Sr)TiO3": "how much there is of each",
    "La1-xSrxMnO3": "unknown x",
    "(1-x)PbTiO3-xBaTiO3": "unknown x",
    "YBa2Cu3O7-δ": "unknown δ",
    "SiOx": "unknown x",
    "PbTiO3-BaTiO3": "write their shares",
    "Ti-6Al-4V": "amounts of atoms",
    "quartz": "no chemical formula",
    "Quartz": "no chemical formula",
    "123": "it is a number",
    "300K": "number with a unit",
    "0.5 eV": "no chemical formula",
    "2-Mar": "it is a date",
    "2021-03-02 00:00:00": "it is a date",
    "MAPbI3": "CH3NH3",
    "Zn(OAc)2": "abbreviation",
    "Y2O3:Eu": "dopant without its amount",
    "Nb-doped SrTiO3": "dopant without its amount",
    "Ln2O3": "Ln stands for several elements",
    "Xx2O3": "'Xx', which is no chemical element",
    "Sr(TiO3": "lacks the closing bracket",
    "SrTiO3)": "bracket too many",
    "Sr0TiO3": "has the amount 0",
    "Sr" * 200: "400 characters",
    "(" * 30 + "O" + ")" * 30: "deep",
}


@pytest.mark.parametrize("text", REFUSED)
def test_it_is_refused_with_a_hint(text):
    with pytest.raises(InputError, match=REFUSED[text]):
        read_formula(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CuSO4.5H2O", r"CuSO4 \+ 5 H2O"),
        ("D2O", "deuterium"),
        ("SO4 2-", "charge 2-"),
        ("Al2O3 (corundum)", "'corundum' was left out"),
        ("SrTi\u041e3", "another alphabet"),
        ("0.9PbTiO3-0.1BaTiO3", r"0.9 PbTiO3 \+ 0.1 BaTiO3"),
        ("Fe(III)2O3", "oxidation state"),
    ],
)
def test_what_had_to_be_decided_is_said(text, words):
    assert re.search(words, " ".join(read_formula(text).remarks))


def test_plain_formulas_have_no_remarks():
    assert read_formula("Ca10(PO4)6(OH)2").remarks == ()


@pytest.mark.parametrize("text", ["", " ", "NaN", "nan", "N/A", "null", "None", "-", "NA", "#N/A"])
def test_words_for_missing_values(text):
    assert is_missing(text)


@pytest.mark.parametrize("text", ["Na", "No", "In", "N", "NaN3"])
def test_elements_are_not_missing(text):
    assert not is_missing(text)


def test_plain_formula_keeps_plain_text_and_writes_out_the_rest():
    assert plain_formula("PbTiO3") == "PbTiO3"
    assert plain_formula("CuSO4·5H2O") == "CuH10SO9"
    assert plain_formula("Fe₂O₃") == "Fe2O3"


def test_published_formulas_are_read_as_pymatgen_reads_them(data_dir):
    import pandas as pd

    formulas = pd.read_parquet(data_dir / "mp_compositions.parquet", columns=["formula"])["formula"]
    for text in formulas.iloc[::10]:
        found, judge = read_formula(text), Composition(text).get_el_amt_dict()
        assert found.remarks == ()
        assert found.amounts == pytest.approx(judge)


@pytest.mark.parametrize(
    "text",
    [
        "CuSO4 pentahydrate",
        "hydrated CuSO4",
        "Al oxide",
        "Ca (phosphate)",
        "Fe2O3, Al2O3",
        "YBCO",
        "BCC",
        "FCC",
        "KNN",
        "PVDF",
    ],
)
def test_names_and_lists_are_no_compounds(text):
    with pytest.raises(InputError, match="no chemical formula"):
        read_formula(text)


@pytest.mark.parametrize(
    "text", ["KOH", "HCN", "HCCH", "YBC", "VOF", "La0.5,Sr0.5,MnO3", "CuSO4 anhydrous", "CaCO3 calcite"]
)
def test_formulas_that_resemble_names_are_read(text):
    assert read_formula(text).amounts


def test_sites_that_are_listed_one_by_one_are_no_abbreviation():
    assert read_formula("VVOFN").composition.get_el_amt_dict() == {"V": 2, "O": 1, "F": 1, "N": 1}
