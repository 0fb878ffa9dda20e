"""The databases that the product computes with: COST507, and mc_al as a user's own."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.thermodynamics.database.database import check_elements, default_database, read_database
from mi_core.errors import InputError

COST507 = files("pycalphad") / "tests/databases/COST507.tdb"


@pytest.fixture(scope="module")
def own():
    """COST507 as a user would upload it."""
    return read_database(COST507.read_bytes(), "own.tdb")


@pytest.fixture(scope="module")
def mc_al(data_dir):
    return read_database((data_dir / "mc_al_v2037.tdb").read_bytes(), "mc_al")


def test_the_default_is_the_cost507_of_the_installed_package():
    database = default_database()
    assert database.name == "COST507"
    assert database.sha256 == hashlib.sha256(COST507.read_bytes()).hexdigest()
    assert database.elements == ("Al", *ELEMENTS)
    assert database.temperature_limits == (300.0, 1000.0)
    assert "freely" in database.source
    assert default_database() is database, "parsed once"


def test_phases_are_those_that_the_elements_can_form():
    phases = default_database().phases(("Al", "Mg", "Si"))
    assert list(phases) == sorted(phases)
    assert {"FCC_A1", "LIQUID", "MG2SI", "DIAMOND_A4", "BCC_B2", "ALMG_BETA"} <= set(phases)
    assert not {"BCC_A2", "CUMG2", "AL3ZR", "GAS"} & set(phases), (
        "the disordered part, and other elements' phases"
    )
    assert {"FCC_A1", "LIQUID"} <= set(default_database().phases(("Al",)))


def test_gas_and_amorphous_phases_are_left_out():
    database = default_database()
    assert {"GAS", "ALCE_AMORPHOUS", "ALND_AMORPHOUS"} <= set(database.left_out)
    assert not set(database.left_out) & set(database.phases(database.elements))
    assert "FCC_A1" not in database.left_out


def test_a_phase_without_any_energy_is_no_phase():
    """COST507 declares MGZN2 and MG2Y and gives them no energy; pycalphad would take it for zero."""
    database = default_database()
    assert {"MGZN2", "MG2Y"} <= set(database.db.phases)
    phases = database.phases(database.elements)
    assert not {"MGZN2", "MG2Y"} & set(phases)
    assert "LAVES_C14" in database.phases(("Al", "Mg", "Zn"))
    assert len(phases) == 137


def test_every_phase_left_in_has_a_described_end_member():
    """Independent of the rule of the product: pycalphad's reference energies must not all be zero."""
    from pycalphad import calculate

    for phase in ("LAVES_C14", "TAU", "BCC_B2"):
        found = calculate(
            default_database().db, ["AL", "MG", "ZN", "VA"], phase, T=600.0, P=101325, N=1, pdens=2
        )
        assert (found.GM.to_numpy() < -10_000).any(), phase
    undescribed = calculate(default_database().db, ["MG", "ZN", "VA"], "MGZN2", T=600.0, P=101325, N=1)
    assert (undescribed.GM.to_numpy() == 0).all()


def test_missing_binaries_of_cost507_are_named():
    database = default_database()
    assert database.missing_binaries(database.elements) == (
        ("Cr", "Fe"),
        ("Cu", "Mn"),
        ("Cu", "Ti"),
        ("Fe", "Zn"),
        ("Fe", "Zr"),
        ("Mg", "Ti"),
        ("Mn", "Zn"),
        ("Ti", "Zn"),
        ("Ti", "Zr"),
        ("Zn", "Zr"),
    )
    assert database.missing_binaries(("Mg", "Si", "Cu")) == ()
    assert database.missing_binaries(("Zr", "Ti", "Al")) == (("Ti", "Zr"),)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [("CR", "FE", False), ("CU", "MN", False), ("CU", "MG", True), ("FE", "MN", True)],
)
def test_missing_binaries_agree_with_the_text_of_the_file(one, other, said):
    """No parameter of the file puts the two between the same brackets."""
    brackets = [
        line.split("(", 1)[1].split(")")[0] for line in COST507.read_text().split("\n") if _is_energy(line)
    ]
    assert len(brackets) > 1000
    pairs = [
        set(inside.split(",", 1)[1].split(";")[0].replace(":", ",").split(",")) - {"VA"}
        for inside in brackets
    ]
    assert ({one, other} in pairs) is said


def _is_energy(line: str) -> bool:
    return line.startswith("PARA") and "(" in line and ")" in line and ";" in line


def test_nickel_is_not_offered_without_al_ni(own):
    with pytest.raises(InputError, match=r"got Ni \(it does not describe Al-Ni\)"):
        check_elements(default_database(), ("Al", "Ni"))
    assert "Ni" not in own.elements
    assert {"Al", "Li", *ELEMENTS} <= set(own.elements), (
        "a user's COST507 has all elements that go with aluminium"
    )


def test_elements_that_a_database_lacks_are_named():
    database = default_database()
    check_elements(database, database.elements)
    with pytest.raises(InputError, match="got Sc, Li; leave them out"):
        check_elements(database, ("Al", "Sc", "Li"))
    with pytest.raises(InputError, match="got mg; leave it out"):
        database.phases(("Al", "mg"))
    with pytest.raises(InputError, match="got Xx"):
        database.missing_binaries(("Xx",))


def test_energies_that_refer_to_undefined_functions_are_refused(own):
    """COST507 uses ALTAB2 for Al-Ta-Ti and does not define it; pycalphad would take it for zero."""
    assert own.phases(("Al", "Mg", "Si"))
    with pytest.raises(InputError, match=r"phase BCC_B2 of own\.tdb refers to the function ALTAB2"):
        own.phases(("Al", "Ta", "Ti"))


def test_the_users_own_database_has_nickel_and_scandium(mc_al):
    assert mc_al.elements == ("Al", "Cr", "Cu", "Fe", "Mg", "Mn", "Ni", "Sc", "Si", "Ti", "Zn", "Zr")
    assert {"AL3NI", "AL3SC", "MG2SI_B", "THETA_AL2CU", "Q_PHASE_H"} <= set(mc_al.phases(mc_al.elements))
    missing = mc_al.missing_binaries(mc_al.elements)
    assert {("Cr", "Sc"), ("Ni", "Zr"), ("Sc", "Zr"), ("Cu", "Ti")} <= set(missing)
    assert not any("Al" in pair for pair in missing)
    assert len(missing) == 16


def test_what_is_for_kinetics_only_takes_no_part_in_equilibria(mc_al):
    assert {"GP_MAT", "GP_MGZN", "ALMGZN_GP", "TH_DP_GPB", "CL_FCC", "CL_MGX", "FCCAL"} <= set(mc_al.left_out)
    assert not set(mc_al.left_out) & set(mc_al.phases(mc_al.elements))
    assert {"FCC_A1", "MG5SI6_B_DP", "THETA_PRIME"} <= set(mc_al.phases(mc_al.elements)), "precipitates stay"


def test_without_clusters_and_zones_the_known_phases_are_stable(mc_al):
    """With GP_MAT there would be no Mg2Si in a 6xxx alloy, with CL_FCC no Al3Mg2 in a 5xxx one."""
    from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium

    found = equilibrium([{"Mg": 1.0, "Si": 0.8}, {"Mg": 8.0}], [500.0], mc_al).phases
    assert set(found[found["alloy"] == 0]["phase"]) == {"FCC_A1", "MG2SI_B", "SI_DIAMOND_A4"}
    assert set(found[found["alloy"] == 1]["phase"]) == {"FCC_A1", "BETA_AL3MG2"}
