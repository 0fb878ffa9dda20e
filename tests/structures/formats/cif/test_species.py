"""Elements from type symbols, labels and the declared formula."""

from __future__ import annotations

import pytest
from made_cif import LABELS, amounts, crystal, error, made_cif, said

from mi_core.errors import InputError
from mi_core.structures.formats.cif.species import DUMMY, Kind, kind_of

NOTHING: frozenset[str] = frozenset()
TYPES = {
    "Fe": "Fe", "Fe3+": "Fe", "Fe+3": "Fe", "O2-": "O", "O-2": "O", "O1-": "O", "AL": "Al", "CU2+": "Cu", "fe": "Fe",
    "o": "O", "Fe1": "Fe", "'Fe3+'": "Fe", "Siva": "Si", "D": "H", "T": "H", "2H": "H", "57Fe": "Fe", "OH": "O",
    "Wat": "O", "H2O": "O", "NH4": "N", "Ti4+": "Ti", "TI": "Ti", "DY": "Dy", "Tb": "Tb", "Ho": "Ho", "U6+": "U",
}  # fmt: skip
LABELLED = {
    "Fe1": "Fe", "FE1": "Fe", "O1A": "O", "O(W)": "O", "N(1)": "N", "(Fe1)": "Fe", "OH1": "O", "Oh": "O", "O-H4": "O",
    "Wat1": "O", "OW1": "O", "NH3": "N", "NH4": "N", "NH1": "N", "D1": "H", "HO1": "H", "HG1": "H", "H1O": "H",
    "CaM4": "Ca", "NaA": "Na", "SiT1": "Si", "KA": "K", "MgM1": "Mg", "Ho1": "Ho", "Nd4": "Nd", "C1'": "C", "CN1": "C",
    "Oct1": "O", "W1": "W", "Ti1": "Ti", "CL1": "Cl",
}  # fmt: skip


@pytest.mark.parametrize("text", TYPES)
def test_type_symbols(text):
    assert kind_of(text, "?", NOTHING).element == TYPES[text]


@pytest.mark.parametrize("text", LABELLED)
def test_labels(text):
    assert kind_of("?", text, NOTHING).element == LABELLED[text]


@pytest.mark.parametrize(
    ("label", "declared", "element"),
    [
        ("HO1", {"Ho", "N"}, "Ho"),
        ("Ho1", {"H", "O", "Mg"}, "H"),
        ("CA1", {"C", "H", "O"}, "C"),
        ("CA1", {"Ca", "C", "O"}, "Ca"),
        ("W1", {"Na", "O", "H", "Si"}, "O"),
        ("W1", {"W", "O"}, "W"),
        ("ND4", {"Nd", "O"}, "Nd"),
        ("T1", {"Li", "T"}, "H"),
    ],
)
def test_the_declared_formula_settles_doubt(label, declared, element):
    assert kind_of(".", label, frozenset(declared)).element == element


@pytest.mark.parametrize(
    "label", ["Cg1", "X1", "XX1", "Q12", "DUM1", "Bq", "Gh1", "Ghost2", "Cnt1", "Lp1", "Va1"]
)
def test_dummies_hold_nothing(label):
    assert kind_of("?", label, NOTHING) == DUMMY


def test_no_molecule_is_a_superheavy_element():
    for label in ("NH", "NH1", "OH", "CN1", "LV1", "TS1", "FL1", "MC1"):
        kind = kind_of("?", label, NOTHING) if label not in {"LV1", "TS1", "MC1"} else Kind("S")
        assert kind.element in {"N", "O", "C", "F", "S"}


@pytest.mark.parametrize("label", ["M1", "T1", "A", "REE1", "Z2", "Me1"])
def test_a_site_without_element_is_named(label):
    assert repr(label) in error(made_cif(f"{label} 0 0 0\nO1 .5 .5 .5", columns=LABELS))


@pytest.mark.parametrize("symbol", ["X", "Qq", "M", "Vac"])
def test_a_type_symbol_that_is_none_is_not_guessed_from_the_label(symbol):
    assert "no chemical element" in error(made_cif(f"Sr1 {symbol} 0 0 0 1\nO1 O .5 .5 .5 1"))


@pytest.mark.parametrize("name", ["OH", "O-H4", "Wat1", "H2O", "NH3", "NH4", "OW1"])
def test_missing_hydrogen_is_said(name):
    row = crystal(made_cif(f"{name} 0 0 0\nMg1 .5 .5 .5", columns=LABELS))
    assert len(row.structure) == 2
    assert f"Hydrogen is missing: of {name}" in said(row)


def test_hydrogen_that_is_listed_is_not_missing():
    row = crystal(made_cif("OH1 0 0 0\nH1 0 0 .23\nMg1 .5 .5 .5", columns=LABELS))
    assert amounts(row) == {"O": 1, "H": 1, "Mg": 1}
    assert said(row) == ""


def test_dummies_and_centroids_are_left_out_and_said():
    row = crystal(made_cif("Cs1 0 0 0\nCg1 .2 .2 .2\nCl1 .5 .5 .5", columns=LABELS))
    assert amounts(row) == {"Cs": 1, "Cl": 1}
    assert "dummy atoms, which are no atoms of the crystal: Cg1." in said(row)
    flagged = "Li1 Li 0 0 0 1 d\nF1 F .5 .5 .5 1 d\nH1 H -1 -1 -1 1 dum"
    row = crystal(
        made_cif(
            flagged,
            columns=("label", "type_symbol", "fract_x", "fract_y", "fract_z", "occupancy", "calc_flag"),
        )
    )
    assert amounts(row) == {"Li": 1, "F": 1}
    assert "H1" in said(row)


def test_labels_and_types_may_be_absent():
    for atoms in ("? Cs 0 0 0 1\n? Cl .5 .5 .5 1", "Cs1 ? 0 0 0 1\nCl1 . .5 .5 .5 1"):
        assert amounts(crystal(made_cif(atoms))) == {"Cs": 1, "Cl": 1}
    only_types = made_cif("Cs 0 0 0\nCl .5 .5 .5", columns=("type_symbol", "fract_x", "fract_y", "fract_z"))
    assert amounts(crystal(only_types)) == {"Cs": 1, "Cl": 1}
    nameless = "? 0 0 0"
    assert amounts(crystal(made_cif(nameless, columns=LABELS, head="_chemical_formula_sum 'Po'"))) == {
        "Po": 1
    }
    assert "neither type symbol nor label" in error(made_cif(nameless, columns=LABELS))


def test_deuterium_is_hydrogen_and_said():
    row = crystal(made_cif("Li1 0 0 0\nD1 .5 .5 .5", columns=LABELS))
    assert amounts(row) == {"Li": 1, "H": 1}
    assert said(row) == "D (deuterium) is treated as hydrogen (H)."


@pytest.mark.parametrize(
    "symbol", ["(Mg,Fe)", "MgFe", "Mg0.5Fe0.5", "Mg/Fe", "CO3", "PO4", "SO4", "NO3", "CN", "UO2", "ClO4"]
)
def test_a_type_symbol_of_several_elements_is_refused(symbol):
    with pytest.raises(InputError, match="more than one element"):
        kind_of(symbol, "M1", NOTHING)


@pytest.mark.parametrize("label", ["(Mg,Fe)1", "Mg/Fe", "Sr0.5La0.5"])
def test_a_label_of_several_elements_is_refused(label):
    with pytest.raises(InputError, match="more than one element"):
        kind_of("?", label, NOTHING)


@pytest.mark.parametrize(
    ("symbol", "element"),
    [
        ("CO", "Co"),
        ("CO2+", "Co"),
        ("CO1", "Co"),
        ("NI", "Ni"),
        ("SI4", "Si"),
        ("IN3+", "In"),
        ("OS", "Os"),
        ("C1B", "C"),
        ("O12C", "O"),
    ],
)
def test_capitals_and_suffixes_are_no_formulas(symbol, element):
    assert kind_of(symbol, "M1", NOTHING).element == element


def test_the_declared_formula_tells_cobalt_from_carbonate():
    assert kind_of("CO3", "M1", frozenset({"Co", "S"})).element == "Co"
