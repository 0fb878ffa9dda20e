"""The Alloys page without a browser: wishes, clashes, alloys, databases, links, and what it says untrained."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from patience import wait_until

from mi_core.alloys.models.trained_store import trained_names
from mi_core.alloys.specification.presets import PRESETS
from mi_core.alloys.web import cached as alloy_cached
from mi_core.errors import InputError

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

TINY_TDB = """
ELEMENT VA VACUUM 0 0 0 !
ELEMENT AL FCC_A1 26.98 4540 28.3 !
ELEMENT MG HCP_A3 24.305 4998 32.7 !
PHASE LIQUID % 1 1.0 !
CONSTITUENT LIQUID : AL,MG : !
PHASE FCC_A1 % 2 1 1 !
CONSTITUENT FCC_A1 : AL,MG : VA : !
PARAMETER G(LIQUID,AL;0) 298.15 11005-11.84*T; 6000 N !
PARAMETER G(LIQUID,MG;0) 298.15 8202-8.83*T; 6000 N !
PARAMETER G(FCC_A1,AL:VA;0) 298.15 0; 6000 N !
PARAMETER G(FCC_A1,MG:VA;0) 298.15 2600-0.9*T; 6000 N !
PARAMETER L(LIQUID,AL,MG;0) 298.15 -9000; 6000 N !
PARAMETER L(FCC_A1,AL,MG:VA;0) 298.15 2000; 6000 N !
"""


@pytest.fixture
def open_page(open_at):
    """Open the page, with parameters in its address."""
    return partial(open_at, "alloys")


@pytest.fixture
def untrained(monkeypatch):
    """No model is there."""

    def missing():
        raise InputError("There is no surrogate.")

    monkeypatch.setattr(alloy_cached, "loaded_surrogate", missing)


needs_models = pytest.mark.skipif(
    not {"surrogate", "nearest"} <= set(trained_names()), reason="no trained models of alloys are there"
)


def said(at: AppTest) -> str:
    boxes = (at.error, at.info, at.warning, at.markdown, at.caption, at.success)
    return "\n".join(str(element.value) for box in boxes for element in box)


def button(at: AppTest, label: str):
    return next(b for b in at.button if b.label.startswith(label))


def test_it_opens_and_asks_for_a_wish(open_page):
    at = open_page()
    assert "Nothing is wished yet" in said(at)
    assert button(at, "Generate").disabled


def test_a_link_restores_the_wishes(open_page):
    link = {
        "wish": "MG2SI@450:0.01-0.02,LIQUID@850:-0",
        "wt": "Zn:-1",
        "derived": "solidus_k:830-",
        "cost": "-3.5",
        "n": "20",
    }
    at = open_page(**link)
    text = said(at)
    for words in (
        "at 450 K: 1 to 2 mol%",
        "at 850 K: at most 0 mol%",
        "Zn: at most 1 wt%",
        "solidus: at least 830 K",
        "3.5",
    ):
        assert words in text
    assert not button(at, "Generate").disabled
    assert {k: v for k, v in at.query_params.items() if k != "workspace"} == link
    button(at, "Start over").click().run()
    assert "Nothing is wished yet" in said(at)
    assert "wish" not in at.query_params


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"wish": "MG2SI@450:0.7-,FCC_A1@450:0.6-"}, "sum to 1.3, more than 1; the closest"),
        ({"wish": "MG2SY@450:0.1-"}, "did you mean"),
        ({"wish": "MG2SI@1450:0.1-"}, "between 300 and 1000 K"),
        ({"wish": "MG2SI@450:0.1-,mg2si@450:-0.2"}, "named twice"),
        ({"wt": "Mg:1-,mg:-2"}, "named twice"),
        ({"wt": "Li:1-"}, "design does not offer it"),
        ({"wt": "Mg:1-,Mg:-2"}, "names 'Mg' twice"),
        ({"wt": "Mg:60-,Si:50-"}, "more than 100"),
        ({"wt": "Xx:1-"}, "Xx"),
        ({"derived": "solidus_k:900-,liquidus_k:-850"}, "the closest"),
    ],
)
def test_wishes_that_clash_get_their_sentence_and_no_proposals(open_page, link, sentence):
    at = open_page(**link)
    assert sentence in at.error[0].value.replace("\\", "")
    assert button(at, "Generate").disabled


def test_a_typed_alloy_goes_into_the_explorer_and_the_address(open_page):
    at = open_page(part="explore")
    field = next(t for t in at.text_input if t.label.startswith("Composition"))
    field.set_value("Mg=0.5, Si=0.4").run()
    assert at.query_params["alloy"] == "Mg=0.5,Si=0.4"
    next(s for s in at.selectbox if s.label == "Or a designation").set_value("6063").run()
    assert not at.exception
    assert "Mg=0.675" in at.query_params["alloy"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Mg=-1", "between 0 and 100"),
        ("Ni=1", "Ni"),
        ("Mg=60,Si=50", "sum to"),
        ("Mg", "pairs of element and percent"),
        ("Mg=1,Mg=2", "twice"),
        ("", "at least one element"),
    ],
)
def test_what_is_no_composition_gets_a_sentence(open_page, typed, words):
    at = open_page(part="explore", alloy="Mg=1")
    field = next(t for t in at.text_input if t.label.startswith("Composition"))
    field.set_value(typed).run()
    assert not at.exception
    assert words in at.error[0].value.replace("\\", "")
    assert at.query_params["alloy"] == "Mg=1"


def test_at_percent_is_offered_too(open_page):
    at = open_page(part="explore", alloy="Zn=5.6")
    next(c for c in at.get("button_group") if c.label == "Unit").set_value("at").run()
    field = next(t for t in at.text_input if t.label.startswith("Composition"))
    assert field.value == "Zn=2.3897"
    field.set_value("Zn=1").run()  # 65.38 / (65.38 + 99 · 26.98)
    assert float(at.query_params["alloy"].removeprefix("Zn=")) == pytest.approx(2.3891, abs=1e-4)


def test_without_a_surrogate_the_explorer_says_how_to_make_one(open_page, untrained):
    at = open_page(part="explore", alloy="Mg=1")
    assert "python -m mi_core alloys train" in said(at)


def test_the_database_names_what_it_does_not_describe(open_page):
    at = open_page(part="database")
    warning = at.warning[0].value
    assert "not described" in warning
    assert "Cu–Mn" in warning
    at.multiselect[0].set_value(["Mg", "Si"]).run()
    assert not at.warning
    assert "Every pair" in at.success[0].value


def test_the_card_lists_what_can_be_computed_and_says_what_cannot(open_page):
    ordered = """
TYPE_DEFINITION ^ GES A_P_D L10 DIS_PART FCC_A1 !
PHASE L10 ^ 4 0.5 0.5 1 1 !
CONSTITUENT L10 : AL,MG : AL,MG : VA : VA : !
PARAMETER G(L10,AL:MG:VA:VA;0) 298.15 -100; 6000 N !
PARAMETER G(LIQUIT,MG;0) 298.15 8202-8.83*T; 6000 N !
"""
    at = open_page(part="database")
    at.file_uploader[0].upload("mine.tdb", (TINY_TDB + ordered).encode(), "text/plain").run()
    assert not at.exception
    assert "**2** phases can form" in said(at)
    assert set(at.dataframe[0].value["In the database"]) == {"FCC_A1", "LIQUID"}
    assert "the phase L10 is left out" in said(at)
    assert "perhaps LIQUID is meant" in said(at)


def test_an_own_database_is_read_shown_and_given_back(open_page):
    at = open_page(part="database")
    at.file_uploader[0].upload("mine.tdb", TINY_TDB.encode(), "text/plain").run()
    assert not at.exception
    text = said(at)
    assert "mine.tdb" in text
    assert "**2** elements are used: Al Mg" in text
    next(g for g in at.get("button_group") if g.label == "Part").set_value("explore").run()
    assert "knows nothing of your database" in said(at)
    assert not at.error, "the explorer begins with an alloy that the database knows"
    more(at, "corner")
    assert any("2 needed, 1 there" in info.value for info in at.info)
    next(g for g in at.get("button_group") if g.label == "Part").set_value("design").run()
    assert not at.exception
    assert "without a surrogate" in said(at)
    assert button(at, "Search for alloys").disabled
    next(g for g in at.get("button_group") if g.label == "Part").set_value("database").run()
    button(at, "Back to COST507").click().run()
    assert "**10** elements" in said(at)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a database at all",
        TINY_TDB.replace("PARAMETER L(LIQUID,AL,MG;0) 298.15", "PARAMETER L(LIQUID,AL,MG").encode(),
    ],
)
def test_a_database_that_cannot_be_read_says_why(open_page, content):
    at = open_page(part="database")
    at.file_uploader[0].upload("broken.tdb", content, "text/plain").run()
    assert not at.exception
    assert "broken.tdb" in at.error[0].value.replace("\\", "")
    assert "**10** elements" in said(at)


def test_a_preset_adds_its_wishes_to_those_that_are_there(open_page):
    at = open_page(wt="Zn:-1")
    title = next(title for title in PRESETS if "Mg2Si" in title)
    next(s for s in at.selectbox if s.label == "Add a preset").set_value(title).run()
    assert not at.exception
    text = said(at)
    assert "at 450 K: at least 1.5 mol%" in text
    assert "Zn: at most 1 wt%" in text
    assert at.query_params["wish"] == "MG2SI@450:0.015-,MG2SI@820:-0"


def test_the_models_part_shows_cards_or_says_how_to_train(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("MI_ALLOYS_MODELS", str(tmp_path))
    text = said(open_page(part="models"))
    assert "python -m mi_core alloys train" in text
    assert "python -m mi_core alloys evaluate" in text


@needs_models
def test_proposals_come_with_compositions_and_a_judgement_of_each_wish(open_page):
    at = open_page(wish="MG2SI@450:0.005-0.02", wt="Zn:-1", n="3", model="nearest")
    button(at, "Generate").click().run()
    assert not at.exception
    assert not at.error
    assert "3 proposals" in [s.value for s in at.subheader]
    table = next(d.value for d in at.dataframe if "designation" in d.value)
    assert table["number"].tolist() == [1, 2, 3]
    assert (table["Zn"] <= 1.0).all()
    assert table["score"].is_monotonic_decreasing
    wishes = next(d.value for d in at.dataframe if "Wish" in d.value)
    assert wishes["Wish"].tolist() == ["beta Mg2Si (MG2SI) at 450 K: 0.5 to 2 mol%", "Zn: at most 1 wt%"]
    assert button(at, "Verify all 3")
    button(at, "Open it in the explorer").click().run()
    assert not at.exception
    assert at.query_params["part"] == "explore"


@needs_models
def test_wishes_that_change_make_the_proposals_stale(open_page):
    at = open_page(wish="MG2SI@450:0.005-0.02", n="2", model="nearest")
    button(at, "Generate").click().run()
    assert "The wishes have changed" not in said(at)
    title = next(title for title in PRESETS if "alpha-Al" in title)
    next(s for s in at.selectbox if s.label == "Add a preset").set_value(title).run()
    assert "The wishes have changed" in said(at)


@needs_models
def test_an_unknown_model_of_a_link_is_the_best_of_all(open_page):
    at = open_page(model="nonsense")
    assert next(s for s in at.selectbox if s.label == "Model").value == ""


def more(at, part: str):
    """Choose one of the parts below the explorer's diagram."""
    next(g for g in at.get("button_group") if g.label == "More").set_value(part).run()
    assert not at.exception
    return at


@needs_models
def test_the_explorer_shows_sections_at_once(open_page):
    at = open_page(part="explore", alloy="Mg=1,Si=0.6")
    assert "One element is changed" in said(at)
    more(at, "corner")
    assert "Two elements are changed at one temperature" in said(at)
    assert at.query_params["alloy"] == "Mg=1,Si=0.6"


@needs_models
def test_a_section_keeps_its_range_until_the_alloy_moves_out_of_it(open_page):
    def ends(at) -> tuple:
        return next(s.value for s in at.slider if s.label == "Mg (wt%)")

    def typed(at, text: str):
        next(t for t in at.text_input if t.label.startswith("Composition")).set_value(text).run()
        assert not at.exception
        return at

    at = open_page(part="explore", alloy="Mg=1,Si=0.6")
    next(s for s in at.slider if s.label == "Mg (wt%)").set_value((0.5, 1.5)).run()
    assert ends(at) == (0.5, 1.5)
    assert ends(typed(at, "Mg=1.2, Si=0.6")) == (0.5, 1.5)
    assert ends(typed(at, "Mg=5, Si=0.6")) == (0.0, 10.0)
    next(s for s in at.slider if s.label == "Mg (wt%)").set_value((0.0, 3.0)).run()
    assert ends(at) == (0.0, 3.0), "a range without the alloy may be chosen"


def test_the_explorer_follows_the_solidification(open_page):
    at = more(open_page(part="explore", alloy="Si=7"), "scheil")
    wait_until(lambda: at.metric or at.run().metric, "the numbers of the solidification")
    labels = {metric.label for metric in at.metric}
    assert any("freezing" in label.lower() for label in labels), labels


@needs_models
def test_an_element_that_the_surrogate_does_not_know_is_said(open_page):
    at = open_page(part="explore", alloy="Ni=5,Mg=1")
    assert not at.exception
    assert any("Ni" in error.value for error in at.error)


def test_a_section_that_this_session_began_leaves_its_alloy_alone(monkeypatch):
    from mi_core.alloys.web import jobs as alloy_jobs

    moved = []
    monkeypatch.setattr(alloy_jobs, "is_kept", lambda job_id: job_id == "mine")
    monkeypatch.setattr(alloy_jobs, "keep_section", moved.append)
    page = SimpleNamespace(now=lambda: SimpleNamespace(part="", alloy={}), next_turn=lambda: None)
    monkeypatch.setattr(alloy_jobs, "PAGE", page)
    for job_id in ("mine", "another"):
        alloy_jobs._open_section(SimpleNamespace(id=job_id, params={"wt": {"Mg": 1.0}}))
    assert moved == ["another"]


def test_a_part_that_begins_anew_at_once_stays_the_one_that_was_chosen(open_page, monkeypatch):
    runs = []

    def ask(*_, **__):
        runs.append(1)
        if len(runs) == 1:  # the engine answered between the question and the waiting
            st.rerun()

    at = open_page(part="database")
    monkeypatch.setattr("mi_core.alloys.web.explore.diagrams.ask", ask)
    next(g for g in at.get("button_group") if g.label == "Part").set_value("explore").run()
    assert len(runs) > 1
    assert at.query_params["part"] == ["explore"] or at.query_params["part"] == "explore"


def test_celsius_written_as_kelvin_is_asked_about_and_converted(open_page):
    at = open_page(derived="solidus_k:577-", wish="LIQUID@577:-0")
    assert "Is 577 meant in °C? Write 850 K" in said(at).replace("\\", "")
    button(at, "Write 850 K").click().run()
    assert at.query_params["derived"] == "solidus_k:850-"
    button(at, "Write 850 K").click().run()
    assert at.query_params["wish"] == "LIQUID@850:-0"
    assert "meant in" not in said(at)


def test_room_temperature_in_celsius_is_converted_to_the_lowest(open_page):
    at = open_page(wish="MG2SI@25:0.01-")
    button(at, "Write 300 K").click().run()
    assert at.query_params["wish"] == "MG2SI@300:0.01-"


def test_the_page_speaks_celsius_and_the_address_keeps_it(open_page):
    link = {"wish": "MG2SI@450:0.01-", "derived": "solidus_k:850-,freezing_range_k:-40", "unit": "C"}
    at = open_page(**link)
    text = said(at)
    assert "at 176.85 °C: at least 1 mol%" in text
    assert "solidus: at least 576.85 °C" in text
    assert "freezing range: at most 40 K" in text
    assert {key: value for key, value in at.query_params.items() if key != "workspace"} == link
    next(g for g in at.get("button_group") if g.label == "Temperatures in").set_value(False).run()
    assert "at 450 K: at least 1 mol%" in said(at)
    assert "unit" not in at.query_params
