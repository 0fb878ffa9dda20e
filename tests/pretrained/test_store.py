"""The store of all systems: every model is listed, found, checked by its hashes, and written whole or not at all."""

from __future__ import annotations

import shutil
from dataclasses import replace
from unittest.mock import Mock

import numpy as np
import pytest
import yaml

from mi_core.errors import InputError
from mi_core.pretrained.card import CARD_FILE, CRYSTALS, ModelCard, read_model_card
from mi_core.pretrained.store import (
    TRAINING,
    find_model_folder,
    list_models,
    load_model,
    models_folder,
    save_files,
    systems,
    training_rows,
)

CARDS = list_models()
SMALL = "wolverton-two-populations"


@pytest.fixture
def card(tmp_path) -> ModelCard:
    """A model whose loader returns what stands on its card, and whose only file holds a word."""
    card = replace(next(card for card in CARDS if card.name == SMALL), name="mine")
    return save_files(card, tmp_path / "mine", lambda place: (place / "word.txt").write_text("one"))


def loader(card, home):
    return card.title, (home / "word.txt").read_text()


@pytest.fixture
def loader_of_a_test(monkeypatch):
    monkeypatch.setattr("mi_core.pretrained.store.named", Mock(return_value=loader))


def test_names_are_unique_over_all_systems():
    folders = [models_folder(system) for system in systems()]
    names = [path.parent.name for folder in folders for path in folder.glob(f"*/{CARD_FILE}")]
    assert len(names) == len(set(names)) == len(CARDS)
    assert {card.name for card in CARDS} == set(names)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_every_card_says_how_good_and_how_made(card):
    assert card.system in systems()
    assert find_model_folder(card.name) == models_folder(card.system) / card.name
    assert card.name in card.training["command"]
    assert "seed" in (card.split | card.training)
    assert card.summary.endswith(".")
    assert set(card.split["sizes"]) >= {"train", "validation"}
    assert all(len(bytes.fromhex(digest)) == 32 for digest in card.files.values())
    present = {path.name for path in find_model_folder(card.name).iterdir()}
    assert present == {CARD_FILE, *card.files}
    for target in card.targets.values():
        assert target["metrics"]["n"] > 0
        assert all(np.isfinite(value) for value in target["metrics"].values() if value is not None)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_a_written_card_reads_the_same(card, tmp_path):
    card.write(tmp_path)
    assert read_model_card(tmp_path) == card


def test_an_own_model_of_an_earlier_version_is_read(tmp_path):
    """Its card has no system and no loader."""
    shutil.copytree(find_model_folder(SMALL), tmp_path / "own")
    path = tmp_path / "own" / CARD_FILE
    raw = yaml.safe_load(path.read_text())
    early = {key: value for key, value in raw.items() if key not in ("system", "loader")}
    path.write_text(yaml.safe_dump(early | {"name": "own"}))
    (card,) = list_models(tmp_path)
    assert card.system == CRYSTALS
    assert len(load_model("own", tmp_path).training) == card.split["sizes"]["train"]


def test_what_is_saved_is_found_and_loaded(card, tmp_path, loader_of_a_test):
    assert list_models(tmp_path) == [card]
    assert list_models(tmp_path, "alloys") == []
    assert load_model("mine", tmp_path) == (card.title, "one")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_failure_while_writing_leaves_the_model_as_it_was(card, tmp_path, loader_of_a_test):
    def fail(place):
        (place / "word.txt").write_text("half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        save_files(card, tmp_path / "mine", fail)
    assert list_models(tmp_path) == [card]
    assert load_model("mine", tmp_path) == (card.title, "one")


def test_kept_files_stay_and_others_go(card, tmp_path):
    again = save_files(
        card, tmp_path / "mine", lambda place: (place / "new.txt").write_text("2"), kept=["word.txt"]
    )
    assert set(again.files) == {"word.txt", "new.txt"}
    assert again.files["word.txt"] == card.files["word.txt"]
    assert set(save_files(card, tmp_path / "mine", lambda _: None).files) == set()


def test_a_changed_or_missing_file_is_refused_with_the_cure(card, tmp_path, loader_of_a_test):
    (tmp_path / "mine" / "word.txt").write_text("two")
    with pytest.raises(InputError, match=rf"word\.txt of model 'mine' .* `{card.training['command']}`"):
        load_model("mine", tmp_path)


def test_what_a_loader_stumbles_over_is_one_sentence(card, tmp_path, monkeypatch):
    """The file is the one on the card, and is none that this version reads."""

    def stumble(_card, home):
        return np.load(home / "word.txt", allow_pickle=False)["digests"]

    monkeypatch.setattr("mi_core.pretrained.store.named", Mock(return_value=stumble))
    with pytest.raises(
        InputError, match=r"The model 'mine' in .* another version's format \(ValueError: "
    ) as refused:
        load_model("mine", tmp_path)
    assert str(refused.value).endswith(f"; train the model again with `{card.training['command']}`.")


def test_a_loader_outside_the_product_is_refused(card, tmp_path):
    replace(card, loader="os.remove").write(tmp_path / "mine")
    with pytest.raises(InputError, match=r"name loaders of mi_core only; got 'os\.remove'"):
        load_model("mine", tmp_path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw.update(gives=raw.pop("takes")), "unknown keys: gives; missing keys: takes"),
        (lambda raw: raw["training"].pop("command"), r"missing keys: training\.command"),
        (lambda raw: raw["split"].update(seed="zero"), r"split\.seed should be a valid integer.*got 'zero'"),
        (lambda raw: raw.update(targets=[]), r"targets should be a valid mapping; got \[\]"),
    ],
)
def test_a_wrong_card_is_one_sentence(card, tmp_path, change, sentence):
    path = tmp_path / "mine" / CARD_FILE
    raw = yaml.safe_load(path.read_text())
    change(raw)
    path.write_text(yaml.safe_dump(raw))
    with pytest.raises(InputError, match=sentence) as refused:
        read_model_card(path.parent)
    assert str(path) in str(refused.value)
    assert str(refused.value).endswith(" Train the model again.")


def test_unknown_names_get_those_of_the_system_and_the_closest():
    with pytest.raises(InputError, match="Did you mean 'oqmd-cgcnn'") as refused:
        find_model_folder("oqmd-cgcn", system=CRYSTALS)
    assert "surrogate" not in str(refused.value)


def test_training_rows_are_those_of_the_models_by_data_set():
    rows = training_rows()
    learned = {card.dataset["name"] for card in CARDS if TRAINING in card.files}
    assert set(rows) == learned
    for frame in rows.values():
        assert list(frame) == ["id", "formula"]
        assert frame["id"].is_unique
