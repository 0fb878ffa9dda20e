"""Which model answers: by default the one meant for the material, else the one chosen for the target."""

from __future__ import annotations

import re

import pytest
from pymatgen.core import Lattice, Structure

from mi_core.errors import InputError
from mi_core.prediction.frame import read_nearest
from mi_core.prediction.predict import predict
from mi_core.prediction.routing import default_instead, recipes_by_target, recipes_that_fit
from mi_core.pretrained.catalogue import Catalogue
from mi_core.structures.material import Material
from mi_core.structures.rows import formula_row
from mi_core.targets import TARGETS


@pytest.fixture(scope="module")
def perovskite() -> Material:
    sites = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    crystal = Structure(Lattice.cubic(3.905), ["Sr", "Ti", "O", "O", "O"], sites)
    return Material("sto", "sto.cif", crystal, "SrTiO3")


def test_a_crystal_gets_its_own_model_and_a_formula_the_general_one(with_tiny_models, perovskite):
    frame = predict([perovskite, formula_row("f", "typed", "SrTiO3")], ["e_form_ev_per_atom"])
    assert frame["model"].tolist() == ["mp-perovskite-transfer", "mp-composition-network"]


def test_energies_of_another_database_answer_under_their_own_name_when_asked_for(
    with_tiny_models, perovskite
):
    assert not {"e_form_oqmd_ev_per_atom", "gap_oqmd_ev"} & set(predict([perovskite])["target"])
    asked = predict([perovskite], ["e_form_oqmd_ev_per_atom", "gap_oqmd_ev"])
    assert set(asked["model"]) == {"oqmd-cgcnn"}
    older = predict([perovskite], ["e_form_ev_per_atom", "gap_ev"], model="oqmd-cgcnn")
    assert older["target"].tolist() == asked["target"].tolist()
    assert older["value"].to_numpy() == pytest.approx(asked["value"].to_numpy())
    chosen = predict([perovskite], ["gap_ev"], model={"gap_ev": "oqmd-cgcnn"})
    assert chosen["target"].tolist() == ["gap_oqmd_ev"]


def test_a_perovskite_in_a_larger_cell_is_answered_from_its_composition(with_tiny_models, perovskite):
    crystal = perovskite.structure * (2, 1, 1)
    same = Material("super", "super.cif", crystal, "SrTiO3")
    shifted = crystal.copy()
    shifted.translate_sites(
        [i for i, site in enumerate(crystal) if site.specie.symbol == "Ti"][:1], [0.04, 0, 0]
    )
    tilted = Material("tilted", "tilted.cif", shifted, "SrTiO3")
    frame = predict([same, tilted], ["e_above_hull_ev_per_atom"])
    assert frame["model"].tolist() == ["mp-perovskite-transfer", "mp-composition-network"]
    assert (frame["lower"] >= 0).all()


def test_a_choice_for_one_target_leaves_the_others_alone(with_tiny_models, perovskite):
    targets = ["e_form_ev_per_atom", "gap_ev"]
    frame = predict([perovskite], targets, model={"gap_ev": "mp-composition-network"})
    assert frame["model"].tolist() == ["mp-perovskite-transfer", "mp-composition-network"]
    alone = predict([perovskite], ["gap_ev"], model="mp-composition-network")
    assert frame["value"].iloc[1] == pytest.approx(alone["value"].iloc[0], rel=1e-5, abs=1e-5)


def test_a_model_that_does_not_know_the_target_is_refused(with_tiny_models):
    with pytest.raises(InputError, match=r"castelli-cgcnn.*does not predict 'gap_ev'"):
        recipes_by_target(Catalogue(), ["gap_ev"], {"gap_ev": "castelli-cgcnn"})


def test_a_model_fits_when_some_material_is_in_its_scope(with_tiny_models, perovskite):
    candidates = recipes_by_target(Catalogue(), Catalogue().predicted)
    formula, nonsense = formula_row("f", "typed", "UO2"), formula_row("g", "typed", "nonsense")
    assert recipes_that_fit([formula], candidates)["e_form_ev_per_cell"] == []
    assert [r.name for r in recipes_that_fit([formula, perovskite], candidates)["gap_ev"]] == [
        "mp-perovskite-transfer",
        "mp-composition-network",
    ]
    assert not any(recipes_that_fit([nonsense], candidates).values())


def test_without_targets_those_without_any_model_are_left_out(with_tiny_models, perovskite):
    frame = predict([perovskite, formula_row("f", "typed", "UO2")])
    assert set(frame["target"]) == {key for key in Catalogue().predicted if TARGETS[key].by_default}


def test_predicting_target_by_target_equals_predicting_together(with_tiny_models, perovskite):
    rows = [perovskite, formula_row("f", "typed", "NaCl")]
    together = predict(rows, ["gap_ev", "bulk_modulus_gpa"])
    for target in ("gap_ev", "bulk_modulus_gpa"):
        part = together[together["target"] == target].reset_index(drop=True)
        alone = predict(rows, [target])
        assert part["value"].to_numpy() == pytest.approx(alone["value"].to_numpy(), rel=1e-5, abs=1e-5)
        for cells in zip(part["nearest"], alone["nearest"], strict=True):
            names = [{compound.id for compound in read_nearest(cell)} for cell in cells]
            assert len(names[0] & names[1]) >= 2, "all but where two are equally near"


def test_of_two_models_for_the_same_materials_one_is_the_default():
    assert default_instead("wolverton-extra-trees").name == "wolverton-two-populations"
    assert default_instead("wolverton-two-populations") is None
    assert default_instead("mp-composition-network") is None


def test_what_no_model_answers_is_not_offered(with_tiny_models):
    unanswered = [key for key in TARGETS if key not in Catalogue().predicted]
    key = unanswered[0]
    for asked, sentence in (
        (key, f"The store does not predict '{key}'"),
        (f"{key}s", f"'{key}s' is not known"),
    ):
        with pytest.raises(InputError, match=sentence) as caught:
            recipes_by_target(Catalogue(), [asked])
        offered = str(caught.value).partition("choose")[2]
        assert "gap_ev" in offered
        assert not [key for key in unanswered if key in re.findall(r"\w+", offered)]
    assert not set(recipes_by_target(Catalogue())) & set(unanswered)
