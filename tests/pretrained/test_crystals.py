"""Models of any crystal, as they ship: the structure counts, and what is asked for beside it does not."""

from __future__ import annotations

import pytest
from pymatgen.core import Lattice, Structure

from mi_core.prediction.predict import predict
from mi_core.structures.material import Material
from mi_core.structures.rows import formula_row

ENERGY, HULL, GAP = "e_form_ev_per_atom", "e_above_hull_ev_per_atom", "gap_ev"
DIAMOND = Structure.from_spacegroup("Fd-3m", Lattice.cubic(5.47), ["Si"], [[0, 0, 0]])
BCC = Structure(Lattice.cubic(3.09), ["Si", "Si"], [[0, 0, 0], [0.5, 0.5, 0.5]])
SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.69), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
CSCL_SALT = Structure(Lattice.cubic(3.45), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
CRYSTALS = {"diamond": DIAMOND, "bcc": BCC, "salt": SALT, "cscl": CSCL_SALT}


@pytest.fixture(scope="module")
def frame():
    materials = [Material(name, name, s, s.composition.reduced_formula) for name, s in CRYSTALS.items()]
    return predict(materials, [ENERGY, HULL, GAP]).set_index(["id", "target"])


def value(frame, name: str, target: str = ENERGY) -> float:
    return float(frame.loc[(name, target), "value"])


def test_polymorphs_are_told_apart(frame):
    assert value(frame, "diamond") == pytest.approx(0, abs=0.05)
    assert value(frame, "bcc") > value(frame, "diamond") + 0.2
    assert value(frame, "cscl") > value(frame, "salt") + 0.05


def test_stable_crystals_lie_at_the_hull(frame):
    assert value(frame, "salt", HULL) < 0.03
    assert value(frame, "diamond", HULL) < 0.05
    assert value(frame, "cscl", HULL) > 0.05
    assert (frame["lower"].xs(HULL, level="target") >= 0).all()


def test_an_insulator_has_a_gap_and_squeezed_silicon_none(frame):
    assert value(frame, "salt", GAP) == pytest.approx(5.0, abs=0.8)
    assert value(frame, "bcc", GAP) < 0.3


def test_the_answer_is_the_same_for_one_and_for_many(frame):
    alone = predict([Material("salt", "salt", SALT, "NaCl")], [ENERGY])
    assert float(alone["value"][0]) == pytest.approx(value(frame, "salt"), abs=1e-3)
    assert alone["model"][0] == "mp-crystal-network"


def test_a_supercell_gets_the_answer_of_its_cell(frame):
    doubled = Material("salt2", "salt2", SALT * (2, 1, 1), "NaCl")
    assert float(predict([doubled], [ENERGY])["value"][0]) == pytest.approx(value(frame, "salt"), abs=3e-3)


def test_what_the_potential_does_not_know_is_answered_from_the_formula():
    polonium = Structure(Lattice.cubic(3.3), ["Po"], [[0, 0, 0]])
    rows = [Material("po", "po", polonium, "Po"), formula_row("typed", "typed", "NaCl")]
    assert set(predict(rows, [ENERGY])["model"]) == {"mp-composition-network"}


def test_the_potential_answers_when_it_is_chosen(frame):
    chosen = predict([Material("salt", "salt", SALT, "NaCl")], [ENERGY, HULL], model="universal-potential")
    assert chosen["model"].tolist() == ["universal-potential"] * 2
    assert float(chosen["value"][0]) == pytest.approx(value(frame, "salt"), abs=0.05)


def test_perovskite_cells_have_the_better_of_two_models_by_default():
    sites = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    crystal = Material(
        "sto", "sto", Structure(Lattice.cubic(3.95), ["Sr", "Ti", "O", "O", "O"], sites), "SrTiO3"
    )
    answered = predict([crystal], ["e_form_ev_per_cell"])
    assert answered["model"].tolist() == ["castelli-crystal-network"]
    graph = predict([crystal], ["e_form_ev_per_cell"], model="castelli-cgcnn")
    assert float(answered["value"][0]) == pytest.approx(float(graph["value"][0]), abs=0.4)
