"""What pycalphad cannot build is left out, and named with the element that is the reason."""

from __future__ import annotations

from importlib.resources import files

import pytest
from small_databases import AL_MG_O, AL_ZN, IONIC_LIQUID, ORDERED, small

from mi_core.alloys.thermodynamics.database.database import read_database
from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium
from mi_core.alloys.thermodynamics.results.kept_systems import KeptSystems
from mi_core.alloys.thermodynamics.solver.phase_models import build_models
from mi_core.errors import InputError

NO_VACANCY = """
 PHASE SLAG:Y % 2 1 1 !
 CONSTITUENT SLAG:Y :AL+3,MG+2 : O-2,O,AL : !
 PARAMETER G(SLAG,MG+2:O-2;0) 298.15 -1000000; 3000 N !
 PARAMETER G(SLAG,O;0) 298.15 0; 3000 N !
 PARAMETER G(SLAG,AL+3:O;0) 298.15 0; 3000 N !
"""


@pytest.fixture(scope="module")
def own():
    """COST507 as a user would upload it."""
    return read_database((files("pycalphad") / "tests/databases/COST507.tdb").read_bytes(), "own.tdb")


def test_with_carbon_the_b2_of_cost507_is_left_out_and_named(own):
    """Carbon lies between the atoms of its BCC_A2 and not of its BCC_B2."""
    models, left_out = build_models(own, ("Al", "C", "Mg"))
    assert "BCC_B2" not in models
    assert {"BCC_A2", "FCC_A1", "LIQUID", "AL4C3"} <= set(models)
    assert "cannot build it with C (" in left_out["BCC_B2"]
    found = equilibrium([{"C": 0.5, "Mg": 2.0}, {"Mg": 2.0}], [500.0, 700.0], own)
    assert found.failed == 0
    assert len(found.remarks) == 1
    assert "own.tdb, the phase BCC_B2 is left out" in found.remarks[0]
    assert set(found.points["reason"]) == {""}


def test_an_ionic_liquid_that_lacks_its_vacancy_is_left_out_and_named():
    database = small(AL_MG_O + NO_VACANCY)
    models, left_out = build_models(database, ("Al", "Mg", "O"))
    assert list(models) == ["FCC_A1", "HALITE"]
    assert "needs a vacancy" in left_out["SLAG"]
    systems = KeptSystems()
    found = systems.equilibrium({"Mg": 2.0, "O": 1.0}, [600.0], database)
    systems.release()
    assert found.failed == 0
    assert "SLAG is left out" in found.remarks[0]


def test_where_all_can_be_built_nothing_is_left_out():
    models, left_out = build_models(small(AL_MG_O + IONIC_LIQUID), ("Al", "Mg", "O"))
    assert list(models) == ["FCC_A1", "HALITE", "IONIC_LIQ"]
    assert left_out == {}


def test_without_any_phase_it_is_said():
    only = AL_ZN.split(" PHASE FCC_A1")[0] + ORDERED.format("L10").replace(
        "DIS_PART FCC_A1", "MAGNETIC -3 .28"
    )
    database = small(only)
    assert database.phases(("Al", "Zn")) == ("L10",)
    with pytest.raises(InputError, match=r"my\.tdb has no phase that Al can form"):
        build_models(database, ("Al",))
