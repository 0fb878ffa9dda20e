"""A compared regressor as the user's own model: stored, found, and answering beside those that ship."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import yaml

from mi_core.comparison.adopt import adopt
from mi_core.comparison.protocol import Protocol
from mi_core.errors import InputError
from mi_core.prediction.predict import predict
from mi_core.pretrained.card import CARD_FILE
from mi_core.pretrained.catalogue import Catalogue
from mi_core.pretrained.store import list_models, load_model
from mi_core.structures.rows import formula_row, sites_row
from mi_core.targets import TARGETS
from mi_core.web.cards.model import model_cards

PROTOCOL = Protocol(features=("electronegativity", "atomic_radius"))


@pytest.fixture(scope="module")
def own(problem, tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    adopt(problem, "ridge", folder, name="my-ridge", protocol=PROTOCOL, command="made by a test")
    return folder


@pytest.mark.parametrize("model", ["mean", "dense-network", "gradient-boosting", "extra-trees-adaboost"])
def test_what_is_read_back_predicts_the_same(problem, model, tmp_path):
    trained = adopt(problem, model, tmp_path, name="mine", protocol=PROTOCOL)
    loaded = load_model("mine", tmp_path)
    ours, theirs = (m.predict(problem.materials[:20]) for m in (loaded, trained))
    np.testing.assert_allclose(ours.value["value"], theirs.value["value"], rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(ours.upper["value"], theirs.upper["value"], rtol=1e-5, atol=1e-5)


def test_the_card_carries_the_users_own_property(own):
    (card,) = list_models(own)
    assert card.targets["value"]["unit"] == "eV"
    assert card.targets["value"]["title"] == "value"
    assert card.takes == "sites"
    assert card.targets["value"]["metrics"]["mae"] < 0.2 * card.targets["value"]["metrics"]["baseline_mae"]
    assert card.split["sizes"]["train"] + card.split["sizes"]["validation"] == 121


def test_it_answers_only_where_it_is_in_the_catalogue(own, with_tiny_models):
    rows = [sites_row("s", "t", "Sr", "Ti", "O"), formula_row("f", "t", "SrTiO3")]
    catalogue = Catalogue((own,))
    assert catalogue.models[-1].name == "my-ridge"
    assert catalogue.targets["value"].unit == "eV"
    frame = predict(rows, ["value"], catalogue=catalogue)
    assert frame["model"].tolist() == ["my-ridge", ""]
    assert frame["lower"].iloc[0] < frame["value"].iloc[0] < frame["upper"].iloc[0]
    assert frame["in_domain"].iloc[0]
    assert "bare formula" in frame["error"].iloc[1]
    with pytest.raises(InputError, match="not known"):
        predict(rows, ["value"])
    assert "value" not in TARGETS
    assert "my-ridge" not in {model.name for model in Catalogue().models}
    assert "my-ridge" not in {card.name for card in list_models()}


def test_a_broken_model_does_not_hide_the_others(own, tmp_path):
    shutil.copytree(own / "my-ridge", tmp_path / "my-ridge")
    for name, change in (("cut", {"takes": ...}), ("foreign", {"name": "foreign", "takes": "scents"})):
        shutil.copytree(own / "my-ridge", tmp_path / name)
        path = tmp_path / name / CARD_FILE
        raw = yaml.safe_load(path.read_text()) | change
        path.write_text(yaml.safe_dump({key: value for key, value in raw.items() if value is not ...}))
    catalogue = Catalogue((tmp_path,))
    assert catalogue.models[-1].name == "my-ridge"
    assert {"cut", "foreign"}.isdisjoint(model.name for model in catalogue.models)
    assert "missing keys: takes" in catalogue.problems[0]
    assert "'foreign' in" in catalogue.problems[1]
    assert "takes 'scents', which is none of" in catalogue.problems[1]
    assert "my-ridge" in model_cards((tmp_path,))


def test_models_that_ship_answer_first(problem, table, tmp_path, with_tiny_models):
    from mi_core.comparison.tables import problem_from_table

    gaps = problem_from_table(table.rename(columns={"value": "gap_ev"}), "gap_ev")
    adopt(gaps, "ridge", tmp_path, name="my-gaps", protocol=PROTOCOL)
    row = sites_row("s", "t", "Sr", "Ti", "O")
    catalogue = Catalogue((tmp_path,))
    assert predict([row], ["gap_ev"], catalogue=catalogue)["model"].tolist() == ["mp-composition-network"]
    chosen = predict([row], ["gap_ev"], catalogue=catalogue, model="my-gaps")
    assert chosen["model"].tolist() == ["my-gaps"]


@pytest.mark.parametrize("name", ["", "../out", "My Model", "castelli-cgcnn"])
def test_names_that_cannot_be_are_refused(problem, name, tmp_path):
    with pytest.raises(InputError, match="name"):
        adopt(problem, "mean", tmp_path, name=name)
