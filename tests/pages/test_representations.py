"""The page of representations: networks that ship, with crystals at hand or without, their parts, and odd addresses."""

from __future__ import annotations

import dataclasses

import pytest

from mi_core import workbench


@pytest.fixture
def without_tables(tmp_path, monkeypatch):
    """No public table is at hand, and none is looked for elsewhere."""
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))


def said(page) -> str:
    kinds = (page.markdown, page.info, page.warning, page.caption, page.error, page.subheader)
    return " ".join(words.value for kind in kinds for words in kind)


@pytest.mark.usefixtures("without_tables")
def test_without_the_table_the_examples_and_the_own_crystals_are_mapped(open_at):
    at = open_at("representations", model="castelli-cgcnn", selected="SrTiO3:1", colour="shell")
    assert not at.error
    assert "castelli_perovskites is not among the data sets here" in said(at)
    assert "Ti in SrTiO3" in [title.value for title in at.subheader]
    assert "First shell: 6 O" in said(at)
    assert at.query_params["selected"] == "SrTiO3:1"


@pytest.mark.usefixtures("without_tables")
def test_formulas_ship_and_their_layers_are_compared_with_random_weights(open_at):
    at = open_at("representations", model="mp-composition-network", size="100", measured="1")
    assert not at.error
    assert "not at hand" not in said(at)
    assert said(at).count("random weights give") >= 3
    assert len(at.get("plotly_chart")) == 2
    assert at.query_params["of"] == "elements"


@pytest.mark.usefixtures("without_tables")
@pytest.mark.parametrize(
    ("part", "words"), [("clusters", "points"), ("pairs", "apart in **head**"), ("measures", "")]
)
def test_each_part_opens(open_at, part, words):
    at = open_at(
        "representations", model="mp-composition-network", of="materials", size="200", part=part, layer="head"
    )
    assert not at.error
    assert words in said(at)


@pytest.mark.usefixtures("without_tables")
def test_what_an_address_asks_for_in_vain_is_said(open_at):
    at = open_at("representations", model="no-such-network", layer="attic", colour="smell", selected="X:1")
    assert "model=no-such-network" in said(at)
    for asked in ("layer=attic", "colour=smell", "selected=X:1"):
        assert asked in said(at)
    assert at.query_params["layer"] != "attic"


@pytest.mark.usefixtures("without_tables")
def test_silicon_ships_with_its_maps(open_at):
    at = open_at("representations", model="silicon-network", map="tsne", selected="frame 0:0")
    assert not at.error
    assert "Structure, by common neighbours: cubic diamond" in said(at)
    assert at.query_params["map"] == "tsne"
    assert at.query_params["selected"] == "frame 0:0"


def test_without_a_model_the_page_says_how_to_get_one(open_at, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(tmp_path))
    bare = tuple(dataclasses.replace(system, point_sets=()) for system in workbench.SYSTEMS)
    monkeypatch.setattr(workbench, "SYSTEMS", bare)
    at = open_at("representations")
    assert not at.error
    assert "python -m mi_core train" in said(at)
