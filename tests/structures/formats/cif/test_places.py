"""Images that coincide, sites that share a place, and occupancies that must not get lost."""

from __future__ import annotations

import gemmi
import numpy as np
import pytest
from made_cif import LABELS, TYPES, amounts, crystal, error, listed, made_cif, named, said

WURTZITE_CELL = (3.25, 3.25, 5.2, 90, 90, 120)
WURTZITE = "Zn1 Zn {x} {y} 0 0.8\nMg1 Mg {x} {y} 0 0.2\nO1 O {x} {y} 0.382 1"
MIRROR = listed("x,y,z", "-x,y,z")


def ordered(text: str) -> str:
    return text.replace("0.8", "1").replace("\nMg1 Mg {x} {y} 0 0.2", "")


@pytest.mark.parametrize(("x", "y"), [
    ("1e0", None), (".333", ".667"), (".333", ".666"), ("0.3333", "0.6667"), (".33333(2)", ".66667(2)"), (".33", ".67"),
    ("0.3334", "0.6666"), ("0.33333333", "0.66666667"),
])  # fmt: skip
@pytest.mark.parametrize("symmetry", ["list", "symbol"])
def test_thirds_of_any_precision_are_the_special_position(x, y, symmetry):
    if y is None:
        x, y = "0.333333", "0.666667"
    group = gemmi.find_spacegroup_by_name("P 63 m c")
    operations = (
        listed(*(op.triplet() for op in group.operations())) if symmetry == "list" else named("P 63 m c")
    )
    for text in (WURTZITE, ordered(WURTZITE)):
        row = crystal(made_cif(text.format(x=x, y=y), cell=WURTZITE_CELL, symmetry=operations))
        assert len(row.structure) == 4
        assert row.structure.composition["O"] == 2
        assert row.structure.composition.num_atoms == pytest.approx(4)
        assert said(row) == ""
        assert row.structure.volume == pytest.approx(47.566, abs=0.01)


def test_sites_on_lines_printed_to_three_digits():
    atoms = "Zn1 Zn .155 .311 .25 {o}\nO1 O .333 .667 .11 1"
    for occupancy in ("1", "0.5"):
        row = crystal(
            made_cif(
                atoms.format(o=occupancy), cell=(12.1, 12.1, 9.2, 90, 90, 120), symmetry=named("P 63/m m c")
            )
        )
        assert len(row.structure) == 10
        assert row.structure.composition["Zn"] == pytest.approx(6 * float(occupancy))


def test_half_atoms_whose_images_coincide_stay_half():
    row = crystal(made_cif("Sr1 Sr .0003 0 0 .5\nO1 O .5 .5 .5 1", symmetry=MIRROR))
    assert amounts(row) == {"Sr": 0.5, "O": 1}


def test_half_atoms_beside_a_mirror_stay_two():
    row = crystal(made_cif("Sr1 Sr .08 0 0 .5\nO1 O .5 .5 .5 1", symmetry=MIRROR))
    assert len(row.structure) == 3
    assert amounts(row) == {"Sr": 1, "O": 1}


def test_half_atoms_of_two_labels_add_up():
    row = crystal(made_cif("Sr1 Sr .1 0 0 .5\nSr2 Sr .9 0 0 .5\nO1 O .5 .5 .5 1", symmetry=MIRROR))
    assert amounts(row) == {"Sr": 2, "O": 1}


def test_full_atoms_beside_a_mirror_are_refused():
    assert "overlap" in error(made_cif("Sr1 Sr .04 0 0 1\nO1 O .5 .5 .5 1", symmetry=MIRROR))


@pytest.mark.parametrize("labels", [("O1", "O1", "O1"), ("O1", "O2", "O3")])
def test_copies_by_symmetry_are_filled_once(labels):
    places = (".5 .5 0", ".5 0 .5", "0 .5 .5")
    oxygen = "\n".join(f"{label} O {place} 1" for label, place in zip(labels, places, strict=True))
    row = crystal(made_cif(f"Sr1 Sr 0 0 0 1\nTi1 Ti .5 .5 .5 1\n{oxygen}", symmetry=named("P m -3 m")))
    assert amounts(row) == {"Sr": 1, "Ti": 1, "O": 3}
    assert "copies of each other by symmetry" in said(row)


def test_an_atom_listed_twice_at_one_place_is_refused():
    for symmetry in (listed("x,y,z"), MIRROR):
        assert "overlap" in error(
            made_cif("Sr1 Sr 0 0 0 1\nSr2 Sr 0 0 0 1\nO1 O .5 .5 .5 1", symmetry=symmetry)
        )


def test_two_elements_fill_no_place_twice():
    text = made_cif("Mg1 Mg 0 0 0 1\nFe1 Fe 0 0 0 1", symmetry=MIRROR)
    assert "share one place and their occupancies sum to 2" in error(text)
    row = crystal(made_cif("Mg1 Mg 0 0 0 .52\nFe1 Fe 0 0 0 .5\nO1 O .5 .5 .5 1"))
    assert row.structure.composition["Mg"] + row.structure.composition["Fe"] == pytest.approx(1)


@pytest.mark.parametrize("symmetry", [listed("x,y,z"), MIRROR])
def test_hydrogen_on_the_place_of_its_oxygen(symmetry):
    row = crystal(made_cif("Mg1 Mg 0 0 0 1\nO1 O .5 .5 .5 1\nH1 H .5 .5 .5 1", symmetry=symmetry))
    assert amounts(row) == {"Mg": 1, "O": 1}
    assert "Hydrogen is missing" in said(row)
    row = crystal(
        made_cif("Mg1 Mg 0 0 0 1\nO1 O .5 .5 .5 .6\nF1 F .5 .5 .5 .4\nH1 H .5 .5 .5 .6", symmetry=symmetry)
    )
    assert amounts(row) == {"Mg": 1, "O": 0.6, "F": 0.4}
    row = crystal(made_cif("Ce1 Ce 0 0 0 1\nO1 O .5 .5 .5 .1\nH1 H .5 .5 .5 .9", symmetry=symmetry))
    assert amounts(row) == {"Ce": 1, "O": 0.1, "H": 0.9}


@pytest.mark.parametrize("occupancy", [".", "?", "1", "1.", "1.000(5)", "'1.0'", "1.02"])
def test_full_sites(occupancy):
    row = crystal(made_cif(f"Cs1 Cs 0 0 0 {occupancy}\nCl1 Cl .5 .5 .5 1"))
    assert amounts(row) == {"Cs": 1, "Cl": 1}


def test_empty_sites_are_left_out_and_said():
    row = crystal(made_cif("Cs1 Cs 0 0 0 1\nCl1 Cl .5 .5 .5 1\nO1 O .5 0 0 0"))
    assert amounts(row) == {"Cs": 1, "Cl": 1}
    assert "occupancy is 0: O1" in said(row)


def test_a_dot_is_the_coordinate_zero():
    row = crystal(made_cif("Cs1 Cs . . . 1\nCl1 Cl .5 .5 .5 1"))
    assert np.abs(row.structure.frac_coords[0]).max() == 0
    assert said(row) == ""


def test_hydrogen_that_was_not_located_is_left_out_and_said():
    row = crystal(made_cif("Mg1 Mg 0 0 0 1\nO1 O .5 .5 .5 1\nH1 H ? ? ? 1"))
    assert amounts(row) == {"Mg": 1, "O": 1}
    assert "no coordinates: H1" in said(row)
    assert "no finite number" in error(made_cif("Mg1 Mg 0 0 0 1\nO1 O ? ? ? 1"))


def test_what_is_unknown_in_other_columns_refuses_no_file():
    row = crystal(
        made_cif(
            "Cs1 Cs 0 0 0 1 ? ? .\nCl1 Cl .5 .5 .5 1 ? . ?",
            columns=(*TYPES, "U_iso_or_equiv", "calc_flag", "disorder_group"),
        )
    )
    assert (amounts(row), said(row)) == ({"Cs": 1, "Cl": 1}, "")


@pytest.mark.parametrize("cell", [(30.0, 31.0, 32.0, 90, 90, 90), (9.0, 40.0, 12.0, 70, 100, 110)])
def test_shared_places_in_large_and_skew_cells(cell):
    rng = np.random.default_rng(0)
    places = np.array(list(np.ndindex(7, 7, 7)))[:300] / 7 + 0.01 + rng.uniform(0, 0.002, (300, 3))
    atoms = "\n".join(
        f"A{i} {e} {x:.5f} {y:.5f} {z:.5f} .5" for i, (x, y, z) in enumerate(places) for e in ("Fe", "Co")
    )
    row = crystal(made_cif(atoms, cell=cell))
    assert len(row.structure) == 300
    assert amounts(row) == {"Fe": 150, "Co": 150}


def test_labels_alone_share_places_too():
    row = crystal(made_cif("CaM4 0 0 0 .8\nNaM4 0 0 0 .2\nO1 .5 .5 .5 1", columns=(*LABELS, "occupancy")))
    assert amounts(row) == {"Ca": 0.8, "Na": 0.2, "O": 1}


def test_hundreds_of_general_sites_under_a_cubic_symbol_are_refused():
    rng = np.random.default_rng(1)
    atoms = "\n".join(
        f"O{i} O {x:.4f} {y:.4f} {z:.4f} .01" for i, (x, y, z) in enumerate(rng.uniform(0, 1, (200, 3)))
    )
    sentence = error(made_cif(atoms, cell=(24.7, 24.7, 24.7, 90, 90, 90), symmetry=named("F d -3 m")))
    assert "at most 5,000 are read" in sentence


def test_cartesian_positions_count_where_the_fractional_ones_are_unknown():
    columns = (*TYPES[:-1], "Cartn_x", "Cartn_y", "Cartn_z")
    text = made_cif("Cs1 Cs ? ? ? 0 0 0\nCl1 Cl ? ? ? 2.1 2.1 2.1", columns=columns)
    np.testing.assert_allclose(crystal(text).structure.frac_coords, [[0, 0, 0], [0.5, 0.5, 0.5]])
    assert "no atoms with fractional coordinates" in error(made_cif("Cs1 Cs ? ? ? 1"))


def test_two_valences_under_one_label_add_up():
    row = crystal(made_cif("Fe1 Fe2+ 0 0 0 .4\nFe1 Fe3+ 0 0 0 .6\nO1 O .5 .5 .5 1"))
    assert (amounts(row), said(row)) == ({"Fe": 1, "O": 1}, "")


def test_thousands_of_sites_at_one_place_are_refused():
    atoms = "\n".join(f"C{i} C .1 .1 .1 .0001" for i in range(3000))
    assert "3,000 in all, share one place" in error(made_cif(atoms, cell=(9, 9, 9, 90, 90, 90)))
