"""Parameters that no model uses, or that are given twice, are said: a slip in a name would change answers silently."""

from __future__ import annotations

from importlib.resources import files

import pytest
from small_databases import AL_ZN, ORDERED, small

from mi_core.alloys.thermodynamics.database.database import default_database, read_database
from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium

LINE = AL_ZN.count("\n") + 1
LIQUID = """ PHASE LIQUID % 1 1 !
 CONSTITUENT LIQUID :AL,ZN : !
 PARAMETER G(LIQUID,AL;0) 298.15 +11005.553-11.840873*T+GHSERAL; 6000 N !
"""


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            LIQUID + " PARAMETER G(LIQUIT,ZN;0) 298.15 +7157.213-10.29299*T; 6000 N !\n",
            f"a parameter of LIQUIT (line {LINE + 3}) is not used: no phase has this name, perhaps LIQUID is meant",
        ),
        (" PARAMETER G(SIGMA,AL;0) 298.15 -9; 6000 N !\n", "of SIGMA (line {0}) is not used: no phase has this name."),
        (" PARA G(FCC_A1,ZN;0) 298.15 -9000; 6000 N !\n", "(line {0}) is not used: of 2 sublattices it has 1"),
        (" parameter L(FCC_A1,AL,ZM:VA;0) 298.15 -9; 6000 N !\n", "holds no ZM on its sublattice 1"),
        (" PARAMETER L(FCC_A1,VA:AL,ZN;0) 298.15 -9; 6000 N !\n", "holds no VA on its sublattice 1"),
        (
            " PARAMETER L(FCC_A1,AL,ZN:VA;0) 298.15 -9; 6000 N !\n",
            "a parameter of FCC_A1 (line {0}) is added to what the file gives for (AL,ZN:VA;0) before: it is given twice.",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_said_with_its_line(more, sentence):
    (said,) = small(AL_ZN + more).remarks(["Al", "Zn"])
    assert said.startswith("In my.tdb, a parameter of ")
    assert sentence.format(LINE) in said


def test_it_is_said_of_the_equilibria_of_these_elements_alone():
    nickel = " ELEMENT NI FCC_A1 58.69 4787.0 29.796 !\n"
    linked = " PARAMETER L(HCP_A3,AL,NI:VA;0) 298.15 0; 6000 N !\n"
    text = nickel + AL_ZN.replace("A3 :AL,", "A3 :AL,NI,") + linked
    database = small(text + " PARAMETER G(LIQUIT,NI;0) 298.15 -9000; 6000 N !\n")
    assert equilibrium([{"Zn": 10.0}], [600.0], database).remarks == ()
    assert len(database.remarks(["Al", "Ni"])) == 1
    both = small(AL_ZN + " PARAMETER G(LIQUIT,ZN;0) 298.15 -9000; 6000 N !\n")
    (said,) = equilibrium([{"Zn": 10.0}], [600.0], both).remarks
    assert "LIQUIT" in said


@pytest.mark.parametrize("more", [ORDERED.format("L10"), ORDERED.format("GP_MAT"), ""])
def test_of_what_is_used_nothing_is_said(more):
    assert small(AL_ZN + more).remarks(["Al", "Zn"]) == []


@pytest.mark.parametrize(
    "name", ["alfeo", "alcocrni", "alni_dupin_2001", "zrlayalo", "Al-Fe_sundman2009", "al2o3_nd2o3_zro2"]
)
def test_of_databases_of_pycalphads_tests_nothing_is_said(name):
    data = (files("pycalphad") / f"tests/databases/{name}.tdb").read_bytes()
    assert read_database(data, name).odd == ()


def test_of_the_default_elements_cost507_has_no_slip():
    database = default_database()
    assert database.remarks(database.elements) == []
    assert any("ALSN2ZR5" in odd.clause for odd in database.odd)
