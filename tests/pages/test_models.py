"""The Models page shows every card, and its address opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mi_core.datasets.registry import list_datasets
from mi_core.pretrained.store import find_card

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


@pytest.fixture
def open_page(app):
    """Open the page with parameters in its address."""

    def open_with(**parameters) -> AppTest:
        app.run()
        app.switch_page("pages/models.py")
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return open_with


def switch(at: AppTest, label: str):
    return next(box for box in at.segmented_control if box.label == label)


def said(at: AppTest) -> str:
    return "\n".join(
        str(element.value) for box in (at.markdown, at.caption, at.info, at.code) for element in box
    )


def test_the_overview_has_a_row_per_model_and_property(open_page, with_tiny_models):
    overview = open_page().dataframe[0].value
    assert len(overview) == 1 + 2 + 5 + 3 + 5 + 6 + 6
    assert (overview["Mean abs. error"] > 0).all()
    assert set(overview["Answers"]) == {"by default", "on request"}


def test_of_the_shipped_models_the_default_is_clear(open_page):
    at = open_page(model="wolverton-extra-trees")
    overview = at.dataframe[0].value
    decomposition = overview[overview["Property"] == "Decomposition energy"]
    answers = dict(zip(decomposition["Model"], decomposition["Answers"], strict=True))
    assert answers.pop("Extremely randomised trees for perovskite oxides") == "when chosen"
    assert len(answers) == 2
    assert set(answers.values()) == {"on request"}
    hull = overview[overview["Property"] == "Energy above hull"]
    assert set(hull["Answers"]) == {"by default"}
    assert "**Gaussian processes and forests for perovskite oxides** answers by default" in said(at)


def test_the_first_card_is_that_of_the_model_that_answers_first(open_page):
    at = open_page()
    overview = at.dataframe[0].value
    assert [s.value for s in at.subheader] == [overview["Model"].iloc[0]]
    assert set(at.pills[0].options) == set(overview["Model"])


def test_a_card_tells_coverage_on_named_data_sets_beside_each_property(open_page):
    at = open_page(model="mp-composition-network")
    held_out, others = (table.value for table in at.dataframe[1:3])
    assert list(held_out)[:2] == ["Property", "Coverage"]
    assert list(others)[:3] == ["Data set", "Property", "Coverage"]
    assert {"mp_perovskites", "mp_structures"} == set(others["Data set"])
    energies = others[others["Property"].isin(["Formation energy", "Energy above hull"])]
    assert energies["Coverage"].between(84, 96).all()
    assert "**On held-out rows of `mp_compositions`**" in said(at)


@pytest.mark.parametrize(
    ("model", "rows", "word"),
    [
        ("estm-thermoelectrics", {"by rows", "by paper", "by host"}, "nothing of its paper"),
        (
            "ricci-transport-blend",
            {
                "with gap_ev given",
                "rows with a gap",
                "metals (no gap)",
                "rows with a gap, with gap_ev given",
                "metals (no gap), with gap_ev given",
                "rows with a gap, new compositions",
                "metals (no gap), new compositions",
                "rows with a gap, new compositions, with gap_ev given",
                "metals (no gap), new compositions, with gap_ev given",
            },
            "were answered without gap_ev",
        ),
    ],
)
def test_rows_of_the_same_data_set_are_not_called_another_one(open_page, model, rows, word):
    at = open_page(model=model)
    others = at.dataframe[2].value
    assert list(others)[:3] == ["Which rows", "Property", "Coverage"]
    assert set(others["Which rows"]) == rows
    assert word in said(at)
    assert "other data sets" not in said(at)


def test_a_card_tells_metrics_training_set_and_command(open_page, with_tiny_models):
    at = open_page(model="oqmd-cgcnn")
    assert [s.value for s in at.subheader] == ["CGCNN for ABX3 crystals (OQMD)"]
    assert at.dataframe[1].value["Property"].tolist() == ["Formation energy (OQMD)", "Band gap (OQMD)"]
    assert "python -m mi_core train oqmd-cgcnn" in said(at)
    assert "150 rows read, 150 kept." in said(at)
    assert at.query_params["model"] == "oqmd-cgcnn"


@pytest.mark.parametrize("card", list_datasets(), ids=lambda card: card.name)
def test_every_data_set_card_is_shown(open_page, with_tiny_models, card):
    at = open_page(dataset=card.name)
    assert [s.value for s in at.subheader] == [card.title]
    assert at.dataframe[0].value["Column"].tolist() == list(card.columns)
    assert card.licence in said(at)
    assert card.traps[0] in said(at)
    assert card.citation[0].doi in said(at)
    assert all(name.replace("_", " ") in said(at) for name in card.switches)


def test_another_card_is_one_click_away(open_page, with_tiny_models):
    at = open_page(dataset="oqmd_perovskites")
    at.pills[0].set_value("mp_compositions").run()
    assert at.query_params["dataset"] == "mp_compositions"
    switch(at, "Part").set_value("Trained models").run()
    assert not at.exception
    assert "dataset" not in at.query_params
    assert at.query_params["model"]


def test_without_models_the_page_says_how_to_train_one(open_page, monkeypatch, tmp_path):
    for variable in ("MI_MODELS", "MI_ALLOYS_MODELS", "MI_MOLECULES_MODELS", "MI_POTENTIALS_MODELS"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert "python -m mi_core train" in said(open_page())


@pytest.mark.parametrize(("name", "metric"), [("surrogate", "Mean abs. error"), ("mdn", "Share met")])
def test_models_of_alloys_have_the_same_cards(open_page, with_tiny_models, name, metric):
    at = open_page(model=name)
    card = find_card(name)
    assert switch(at, "System").value == "alloys"
    assert [s.value for s in at.subheader] == [card.title]
    assert metric in at.dataframe[2].value
    assert card.training["command"] in said(at)
    assert at.query_params["model"] == name
    assert "12,729" in said(at)


def test_systems_are_one_click_apart(open_page, with_tiny_models):
    at = open_page(model="surrogate")
    switch(at, "System").set_value("crystals").run()
    assert not at.exception
    assert at.subheader[0].value == at.dataframe[0].value["Model"].iloc[0]


def test_an_unknown_card_in_the_address_opens_the_first(open_page, with_tiny_models):
    at = open_page(model="nonsense")
    assert at.subheader[0].value == at.dataframe[0].value["Model"].iloc[0]
