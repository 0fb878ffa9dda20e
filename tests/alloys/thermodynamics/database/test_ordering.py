"""Ordered phases and their disordered forms: the matrix is there, whatever becomes of what orders upon it."""

from __future__ import annotations

import numpy as np
import pytest
from small_databases import AL_ZN, ORDERED, small

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.database.ordering import DISORDERED, disordered_form
from mi_core.alloys.thermodynamics.solver.phase_models import build_models
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem

X = mole_fractions({"Zn": 10.0})
NICKEL = " ELEMENT NI FCC_A1 58.69 4787.0 29.796 !\n"
NEEDS_NICKEL = """
 PARAMETER L(HCP_A3,AL,NI:VA;0) 298.15 0; 6000 N !
 TYPE_DEFINITION ^ GES A_P_D L12 DIS_PART FCC_A1 !
 PHASE L12 ^ 3 0.5 0.5 1 !
 CONSTITUENT L12 :AL,NI,ZN : NI : VA : !
 PARAMETER G(L12,AL:NI:VA;0) 298.15 -100; 6000 N !
"""


def solved(database, *temperatures: float):
    with ElementSystem(database, list(X)) as system:
        return [solve_point(system, X, temperature) for temperature in temperatures]


@pytest.mark.parametrize("name", ["GP_MAT", "CL_FCC", "ALZN_GP", "TH_GPB", "X_AMORPHOUS"])
def test_the_matrix_stays_where_the_phase_ordered_upon_it_is_left_out_by_its_name(name):
    database = small(AL_ZN + ORDERED.format(name))
    assert database.phases(("Al", "Zn")) == ("FCC_A1", "HCP_A3")
    for point, gibbs in zip(solved(database, 600.0, 800.0), (-20726.3, -31351.4), strict=True):
        assert [(phase.phase, phase.order) for phase in point.phases] == [("FCC_A1", "")]
        assert point.phases[0].fraction == pytest.approx(1)
        assert point.gibbs == pytest.approx(gibbs, abs=0.1)


def test_an_ordered_phase_that_is_kept_holds_its_disordered_form():
    database = small(AL_ZN + ORDERED.format("L10"))
    assert database.phases(("Al", "Zn")) == ("HCP_A3", "L10")
    assert database.phases(("Al", "Zn"), without=["L10"]) == ("FCC_A1", "HCP_A3")
    (point,) = solved(database, 600.0)
    assert [(phase.phase, phase.order) for phase in point.phases] == [("L10", DISORDERED)]
    assert point.gibbs == pytest.approx(-20726.3, abs=0.1)


@pytest.mark.parametrize("names", [("L10", "GP_MAT"), ("GP_MAT", "L10")])
def test_of_two_ordered_phases_the_one_that_is_kept_holds_the_disordered_form(names):
    first, second = (ORDERED.format(name).replace("^", mark) for name, mark in zip(names, "^&", strict=True))
    assert small(AL_ZN + first + second).phases(("Al", "Zn")) == ("HCP_A3", "L10")


def test_the_matrix_stays_where_an_element_of_the_ordered_phase_is_absent():
    database = small(NICKEL + AL_ZN.replace(":AL,ZN :", ":AL,NI,ZN :") + NEEDS_NICKEL)
    assert database.phases(("Al", "Zn")) == ("FCC_A1", "HCP_A3")
    assert database.phases(("Al", "Ni", "Zn")) == ("HCP_A3", "L12")
    assert database.phases_of_some(("Al", "Ni", "Zn")) == ("FCC_A1", "HCP_A3", "L12")
    (point,) = solved(database, 600.0)
    assert [phase.phase for phase in point.phases] == ["FCC_A1"]
    assert point.gibbs == pytest.approx(-20726.3, abs=0.1)


def test_the_matrix_stays_where_the_ordered_phase_cannot_be_built():
    three = ORDERED.format("L10").replace("3 0.5 0.5 1", "4 0.5 0.5 1 1").replace("ZN : VA", "ZN : VA : VA")
    database = small(AL_ZN + three.replace(":ZN:VA;", ":ZN:VA:VA;").replace(":AL:VA;", ":AL:VA:VA;"))
    models, left_out = build_models(database, ("Al", "Zn"))
    assert list(models) == ["FCC_A1", "HCP_A3"]
    assert "interstitial sublattice" in left_out["L10"]
    (point,) = solved(database, 600.0)
    assert point.gibbs == pytest.approx(-20726.3, abs=0.1)


def test_what_never_disorders_has_no_disordered_form_of_its_own():
    never = ORDERED.format("GP_SIGMA").replace("DIS_PART", "NEVER_DIS")
    assert small(AL_ZN + never).phases(("Al", "Zn")) == ("HCP_A3",)


def test_only_the_ordered_phase_has_a_disordered_form():
    db = default_database().db
    assert disordered_form(db.phases["BCC_B2"]) == "BCC_A2"
    assert disordered_form(db.phases["BCC_A2"]) is None
    assert disordered_form(db.phases["FCC_A1"]) is None


def test_an_ordered_phase_has_the_energy_of_its_disordered_form_when_its_sublattices_hold_the_same():
    x = np.array([0.9, 0.1])
    with ElementSystem(small(AL_ZN + ORDERED.format("L10")), ("Al", "Zn")) as system:
        ordered = system.energies("L10", np.array([[*x, *x, 1.0]]), 600.0)
    with ElementSystem(small(AL_ZN + ORDERED.format("GP_MAT")), ("Al", "Zn")) as system:
        alone = system.energies("FCC_A1", np.array([[*x, 1.0]]), 600.0)
    assert ordered == pytest.approx(alone, abs=1e-6)
