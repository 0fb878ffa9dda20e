"""Phases under the names of the database and of metallurgists."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mi_core.alloys.thermodynamics.database.database import default_database, read_database
from mi_core.alloys.thermodynamics.database.phase_names import TITLES, find_phase, phase_label, phase_title
from mi_core.errors import InputError


@pytest.fixture(scope="module")
def phases():
    return default_database().phases(default_database().elements)


@pytest.mark.parametrize(
    ("phase", "title"),
    [
        ("FCC_A1", "alpha-Al (FCC)"),
        ("ALCU_THETA", "theta Al2Cu"),
        ("MG2SI", "beta Mg2Si"),
        ("DIAMOND_A4", "Si"),
        ("LAVES_C14", "eta MgZn2 (C14)"),
        ("SPHASE", "S Al2CuMg"),
        ("TAU", "T Mg32(Al,Zn)49"),
        ("ALMNSI_ALPHA", "alpha-AlMnSi"),
        ("ALFESI_BETA", "beta-AlFeSi"),
        ("AL3ZR", "Al3Zr"),
        ("AL11CR2", "Al11Cr2"),
        ("FESI2_L", "FeSi2, low temperature"),
        ("CU19SI6_ETA", "eta Cu19Si6"),
        ("CR3SI_A15", "Cr3Si (A15)"),
        ("SITI3", "SiTi3"),
        ("CRSI2", "CrSi2"),
        ("TH_DP_GPB", "TH_DP_GPB"),
        ("FCC_L12", "FCC_L12"),
        ("HCP", "HCP"),
        ("UNKNOWN", "UNKNOWN"),
        ("", ""),
    ],
)
def test_a_phase_has_its_title(phase, title):
    assert phase_title(phase) == title


def test_a_label_has_both_names():
    assert phase_label("MG2SI") == "beta Mg2Si (MG2SI)"
    assert phase_label("FCC_L12") == "FCC_L12"


def test_no_two_phases_of_the_default_share_a_title(phases):
    assert len({phase_title(phase) for phase in phases}) == len(phases)
    assert all(phase_title(phase) != phase for phase in phases), "every one has a readable name"


def test_every_phase_is_found_by_each_of_its_names(phases):
    for phase in phases:
        for name in (phase, phase.lower(), phase_title(phase), phase_label(phase)):
            assert find_phase(name, phases) == phase, name


def test_formulas_of_titles_agree_with_the_database(phases):
    """A compound's title names the elements that the database gives it."""
    compounds = [phase for phase in phases if phase not in TITLES]
    assert len(compounds) > 50
    for phase in compounds:
        held = {s.name.capitalize() for sub in default_database().db.phases[phase].constituents for s in sub}
        letters = "".join(
            c if c.isalpha() else " " for c in phase_title(phase).split(",")[0].split(" (")[0].split()[-1]
        )
        symbols = {s for word in letters.split() for s in _symbols(word)}
        assert symbols <= held, phase


def _symbols(word: str) -> list[str]:
    cuts = [n for n, letter in enumerate(word) if letter.isupper()] + [len(word)]
    return [word[a:b] for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Mg2Si", "MG2SI"),
        ("β-Mg2Si", "MG2SI"),
        ("θ", "ALCU_THETA"),
        ("theta", "ALCU_THETA"),
        ("theta'", "ALCU_PRIME"),
        ("alpha-Al", "FCC_A1"),
        ("αAl", "FCC_A1"),
        ("fcc", "FCC_A1"),
        ("liquid", "LIQUID"),
        ("Si", "DIAMOND_A4"),
        ("S phase", "SPHASE"),
        ("MgZn2", "LAVES_C14"),
        ("β-AlFeSi", "ALFESI_BETA"),
        ("Al3Fe", "AL13FE4"),
    ],
)
def test_parts_and_greek_letters_are_understood(phases, text, phase):
    assert find_phase(text, phases) == phase


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MG2S", r"did you mean beta Mg2Si \(MG2SI\)"),
        ("LIQUIDUS", r"did you mean Liquid \(LIQUID\)"),
        ("eta", "may be any of the phases eta AlCu"),
        ("xyzzy", "No phase of these elements is called 'xyzzy'; it has .* more"),
        ("", "is called ''"),
        ("---", "is called '---'"),
    ],
)
def test_what_is_not_found_gets_a_hint(phases, text, words):
    with pytest.raises(InputError, match=words):
        find_phase(text, phases)


def test_only_phases_at_hand_are_found():
    with pytest.raises(InputError, match="No phase"):
        find_phase("theta Al2Cu", ("FCC_A1", "LIQUID"))


def test_the_phases_of_mc_al_have_the_same_titles(data_dir):
    database = read_database((data_dir / "mc_al_v2037.tdb").read_bytes(), "mc_al")
    phases = database.phases(database.elements)
    assert len({phase_title(phase) for phase in phases}) == len(phases)
    for text, phase in (
        ("beta Mg2Si", "MG2SI_B"),
        ("theta Al2Cu", "THETA_AL2CU"),
        ("S Al2CuMg", "S_PHASE"),
        ("T Mg32(Al,Zn)49", "MGALCUZN_T"),
        ("beta-AlFeSi", "ALFESI_T6"),
        ("Al3Sc", "AL3SC"),
    ):
        assert find_phase(text, phases) == phase
