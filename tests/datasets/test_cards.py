"""Cards: each shipped one is sound; a wrong one is refused with its place and the cure."""

from __future__ import annotations

import copy
import inspect
import re
from pathlib import Path

import pytest
import yaml

from mi_core.cards import checked, read_card
from mi_core.datasets import registry
from mi_core.datasets.card import DatasetCard
from mi_core.datasets.cleaning import RULES
from mi_core.datasets.derivation import RULES as DERIVATIONS
from mi_core.datasets.registry import CARDS, find_dataset, list_datasets
from mi_core.datasets.sources import CONVERTERS
from mi_core.errors import InputError

NAMES = [
    "castelli_densities",
    "castelli_perovskites",
    "estm_thermoelectrics",
    "molecular_tasks",
    "molecules_bace",
    "molecules_bbbp",
    "molecules_bradley",
    "molecules_cep",
    "molecules_clintox",
    "molecules_esol",
    "molecules_freesolv",
    "molecules_hiv",
    "molecules_lipophilicity",
    "molecules_sider",
    "molecules_tox21",
    "mp_compositions",
    "mp_crystals",
    "mp_labelled_crystals",
    "mp_perovskites",
    "mp_structures",
    "oqmd_perovskites",
    "oxide_densities",
    "perovskite_hull_energies",
    "ricci_crystals",
    "ricci_transport",
    "strained_perovskites",
    "wolverton_perovskite_oxides",
]
ONE_COMPOSITION = {"strained_perovskites"}  # no split by composition or elements exists
OF_MOLECULES = {name for name in NAMES if name.startswith("molecul")}


@pytest.fixture
def raw():
    return yaml.safe_load((CARDS / "oqmd_perovskites.yaml").read_text(encoding="utf-8"))


def test_every_table_has_its_card():
    assert [card.name for card in list_datasets()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_card_says_what_a_user_needs(name):
    card = find_dataset(name)
    assert card.description
    assert card.licence
    assert len(card.traps) >= 3
    assert all(citation.doi.startswith("10.") for citation in card.citation)
    assert card.origin.converter in CONVERTERS
    assert card.origin.files or card.origin.tables or card.origin.endpoint.startswith("https://")
    assert set(card.origin.tables) <= set(NAMES)
    assert all(column.meaning for column in card.columns.values())
    assert all(column.unit for key, column in card.columns.items() if "_ev" in key)
    kinds = [plan.kind for plan in card.splits]
    if name in ONE_COMPOSITION:
        assert kinds == ["random"]
        return
    if (
        name in OF_MOLECULES
    ):  # these are split as one table, so that no molecule of one is learnt from in another
        assert kinds == (["column", "column"] if name == "molecular_tasks" else [])
        return
    assert kinds[:2] == ["random", "grouped"]
    assert set(kinds[2:]) in ({"leave_elements_out"}, {"column"})


@pytest.mark.parametrize("name", NAMES)
def test_files_of_the_origin_are_named_by_hash_and_https(name):
    for file in find_dataset(name).origin.files:
        pinned = all(re.search(r"/[0-9a-f]{40}/", url) for url in file.urls)
        unhashed = pinned or name in OF_MOLECULES  # whose sources state no hash
        assert len(bytes.fromhex(file.sha256)) == (0 if unhashed else 32)
        assert all(url.startswith("https://") for url in file.urls)
        assert Path(file.filename).name == file.filename


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_rules_exist_and_take_these_parameters(name):
    card = find_dataset(name)
    for step in card.cleaning:
        inspect.signature(RULES[step.rule]).bind(None, **step.parameters)
        columns = [
            step.parameters[key] for key in ("column", "numerator", "denominator") if key in step.parameters
        ]
        assert set(columns + list(step.parameters.get("columns", []))) <= set(card.columns)


@pytest.mark.parametrize("name", NAMES)
def test_derivations_exist_and_read_columns_of_the_card(name):
    card = find_dataset(name)
    for step in card.derived:
        inspect.signature(DERIVATIONS[step.rule]).bind(None, **step.parameters)
        assert step.parameters.get("source", "id") in card.columns
    for rules in card.switches.values():
        for step in rules:
            inspect.signature(RULES[step.rule]).bind(None, **step.parameters)
            assert step.parameters.get("column", "id") in card.columns


def test_tables_of_molecules_are_told_from_those_of_materials():
    assert {card.name for card in list_datasets() if card.of_molecules} == OF_MOLECULES


def test_no_source_is_claimed_that_was_never_reached():
    assert not any(card.origin.reached for card in list_datasets())


def test_unknown_data_set_offers_the_closest():
    with pytest.raises(InputError, match=r"choose one of .*Did you mean 'castelli_perovskites'\?"):
        find_dataset("castelli_perovskite")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw.pop("licence"), "card: missing keys: licence."),
        (lambda raw: raw.update(license="MIT"), "card: unknown keys: license."),
        (
            lambda raw: raw["columns"]["gap_ev"].update(dtype="double"),
            "columns.gap_ev.dtype should be 'string', 'float' or 'boolean'; got 'double'",
        ),
        (lambda raw: raw["targets"].update(gap="gap_ev"), "targets.gap is not one of e_above_hull"),
        (lambda raw: raw["targets"].update(gap_ev="bandgap"), "targets.gap_ev is not one of id, .*'bandgap'"),
        (
            lambda raw: raw["splits"][0].update(kind="stratified"),
            "splits.0.kind should be 'random', 'grouped', 'leave_elements_out' or 'column'; got 'stratified'",
        ),
        (lambda raw: raw["splits"][0].update(kind="column"), "splits: column is not one of id, .*; got ''"),
        (
            lambda raw: raw.update(derived=[{"rule": "log10", "column": "lost", "source": "gap_ev"}]),
            "derived: column is not one of id, .*; got 'lost'",
        ),
        (lambda raw: raw.update(derived=[{"rule": "log10"}]), r"missing keys: derived\.0\.column"),
        (lambda raw: raw["splits"][0].update(validation=1.5), "validation should be less than 1; got 1.5"),
        (lambda raw: raw["cleaning"].append({"minimum": 0}), r"missing keys: cleaning\.\d\.rule"),
        (lambda raw: raw.update(published_rows="many"), "published_rows should be a valid integer.*'many'"),
        (lambda raw: raw.update(traps="none"), "traps should be a valid list; got 'none'"),
        (lambda raw: raw["origin"].update(files={"url": 1}), "origin.files should be a valid list"),
        (lambda raw: raw["columns"].pop("id"), "columns must hold 'id'"),
        (lambda raw: raw.update(beside=["formula"]), "beside: column is not one of .*; got 'formula'"),
        (
            lambda raw: raw["targets"].update(zt="gap_ev"),
            "targets.zt: column is not one of .*; got 'temperature_k'",
        ),
    ],
)
def test_a_wrong_card_is_refused_with_its_place(raw, change, sentence):
    wrong = copy.deepcopy(raw)
    change(wrong)
    with pytest.raises(InputError, match=sentence):
        checked(DatasetCard, wrong, "card")


def test_a_card_that_is_no_yaml_is_refused(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("name: [", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.yaml cannot be read: while parsing"):
        read_card(DatasetCard, path)


def test_file_and_card_must_agree_on_the_name(tmp_path, monkeypatch, raw):
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(raw), encoding="utf-8")
    monkeypatch.setattr(registry, "CARDS", tmp_path)
    registry._cards.cache_clear()
    with pytest.raises(InputError, match=r"other\.yaml names itself 'oqmd_perovskites'"):
        list_datasets()
    registry._cards.cache_clear()
