"""The Molecules page without a browser: ways in, the table, one molecule, and the address; the predictions are made up."""

from __future__ import annotations

import io

import made_up_molecules
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.molecules.prediction import predict

PAGE = "pages/molecules.py"


@pytest.fixture(autouse=True)
def made_up(monkeypatch, tmp_path):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    made_up_molecules.asked.clear()
    made_up_molecules.put_in_place(monkeypatch)


@pytest.fixture
def page(app):
    app.run()
    return app.switch_page(PAGE).run()


def paste(page, text):
    page.text_area[0].set_value(text)
    next(button for button in page.button if button.label == "Read").click().run()
    assert not page.exception
    return page


def table(page) -> pd.DataFrame:
    return page.dataframe[0].value


def test_the_empty_page_offers_the_ways_in(page):
    assert not page.exception
    assert page.title[0].value == "Molecules"
    assert len(page.text_area) == len(page.file_uploader) == 1
    assert page.button(key="molecules_draw")
    assert page.button(key="molecule_aspirin")
    assert not page.dataframe


def test_an_example_is_drawn_predicted_and_named_in_the_address(page):
    page.button(key="molecule_caffeine").click().run()
    assert not page.exception
    (row,) = table(page).to_dict("records")
    assert row["picture"].startswith("data:image/svg+xml")
    assert (row["id"], row["formula"]) == ("caffeine", "C₈H₁₀N₄O₂")
    assert row["domain"] == "✓ inside training domain"
    assert -5 <= row["esol_log_s"] <= 5
    assert "…" in row["esol_log_s_interval"]
    assert "bbbp_interval" not in row, "no band is known"
    assert page.query_params["molecule"] == "caffeine"
    assert any("RYYVLZVUVIJVGH" in caption.value for caption in page.caption), "its InChIKey"


def test_refused_rows_stay_with_their_sentence(page):
    paste(page, "CCO ethanol\nC(C broken\n[Na+].CC(=O)[O-] acetate\n* open\n\nCCC\n")
    shown = table(page).set_index("id")
    assert shown.index.tolist() == ["ethanol", "broken", "acetate", "open", "pasted-5"]
    assert "is no SMILES" in shown["remarks"]["broken"]
    assert "open end" in shown["remarks"]["open"]
    assert pd.isna(shown["picture"]["broken"])
    assert shown["domain"]["broken"] == "✕ no prediction"
    assert any("**3** molecules · **2** unusable rows" in words.value for words in page.markdown)


def test_nothing_usable_is_no_prediction_and_no_traceback(page):
    paste(page, "C(C\n")
    assert not page.exception
    assert "is no SMILES" in page.error[0].value
    assert not made_up_molecules.asked


def test_a_file_is_read(page):
    data = b"name,smiles,dose\nethanol,CCO,1.5\nnothing,,2\n"
    page.file_uploader[0].set_value([("drugs.csv", data, "text/csv")]).run()
    assert not page.exception
    assert table(page)["id"].tolist() == ["ethanol", "nothing"]
    assert "empty where its SMILES should be" in table(page)["remarks"][1]


def test_rows_are_predicted_once(page):
    paste(page, "CCO ethanol")
    of_table = [task for name, task in made_up_molecules.asked if name == "ethanol"]
    assert of_table == ["esol_log_s", "lipophilicity_log_d", "melting_point_c", "bbbp", "clintox_ct_tox"]
    before = len(made_up_molecules.asked)
    page.run()
    page.switch_page("pages/structures.py").run()
    assert not page.dataframe, "crystals have a shelf of their own"
    page.switch_page(PAGE).run()
    assert len(made_up_molecules.asked) == before
    paste(page, "CCC propane")
    assert {name for name, _ in made_up_molecules.asked[before:]} == {"propane", "molecule"}


def test_a_reload_brings_them_back_and_clear_forgets_them(page, open_at):
    paste(page, "CCO ethanol\nCCC propane")
    again = open_at("molecules", workspace=page.query_params["workspace"])
    assert table(again)["id"].tolist() == ["ethanol", "propane"]
    again.button(key="clear_molecules").click().run()
    assert not again.exception
    assert not again.dataframe
    assert not page.run().dataframe


def test_the_address_holds_molecule_tasks_and_what_is_shown(open_at):
    asked = {"molecule": "DDT", "tasks": "hiv,tox21_nr_ar", "task": "hiv", "about": "alerts"}
    at = open_at("molecules", **asked)
    assert not at.error
    assert {name: at.query_params[name] for name in asked} == asked
    assert {"hiv", "tox21_nr_ar"} <= set(table(at).columns)
    assert table(at)["domain"][0] == "⚠ outside – treat as a guess"
    assert any("Alkyl halide" in words.value for words in at.markdown)


def test_an_odd_address_is_said_and_left_out(open_at):
    at = open_at("molecules", molecule="aspirin", task="colour")
    assert "task=colour" in at.error[0].value
    assert table(at)["id"].tolist() == ["aspirin"]


def test_one_molecule_shows_all_tasks_and_the_neighbours_of_one(open_at):
    at = open_at("molecules", molecule="aspirin", task="bbbp")
    answers = at.dataframe[1].value
    assert len(answers) == 48
    assert answers["interval"].notna().sum() == 6
    assert answers["unit"].eq("probability").sum() == 42
    assert at.metric[0].label == "Blood–brain barrier (probability)"
    assert any("Inside, as it was made up." in caption.value for caption in at.caption)
    said = [words.value for words in at.markdown]
    assert "**yes**" in said
    assert "**no**" in said
    assert "mol-3" in said, "its structure may not be passed on"


def test_contributions_are_drawn_when_they_are_asked_for(open_at):
    at = open_at("molecules", molecule="aspirin")
    assert not any("deepest colour" in caption.value for caption in at.caption)
    at.toggle(key="molecules_contributions").set_value(True).run()
    assert not at.exception
    (words,) = [caption.value for caption in at.caption if "deepest colour" in caption.value]
    assert "they act together" in words


def test_the_numbers_of_a_molecule_are_shown(open_at):
    at = open_at("molecules", molecule="DDT")
    said = " ".join(words.value for words in at.markdown)
    assert "354.49 g/mol" in said
    assert "one exception, which it allows (logP 6.5 > 5)" in said


def test_many_rows_are_paged_and_wait_for_the_button(page):
    paste(page, "\n".join(f"{'C' * n} chain-{n}" for n in range(1, 203)))
    assert not made_up_molecules.asked or {name for name, _ in made_up_molecules.asked} == {"molecule"}
    assert len(table(page)) == 50
    assert "esol_log_s" not in table(page)
    assert any("Rows 1 to 50 of 202" in caption.value for caption in page.caption)
    page.button(key="molecules_run").click().run()
    assert not page.exception
    assert "esol_log_s" in table(page)
    assert "molecules_run" not in {button.key for button in page.button}


def test_too_many_predictions_are_one_sentence(page, monkeypatch):
    monkeypatch.setattr("mi_core.molecules.web.predictions.MOST_VALUES", 3)
    paste(page, "CCO")
    assert "more than the 3 that this page makes" in page.info[0].value
    assert len(table(page)) == 1


def test_without_a_model_molecules_are_shown_even_so(page, monkeypatch):
    def missing(*_, **__):
        raise InputError("Model molecular-tasks is not there.")

    monkeypatch.setattr(predict, "predict_molecules", missing)
    paste(page, "CC(=O)C acetone")
    assert {error.value for error in page.error} == {"Model molecular-tasks is not there."}
    assert table(page)["id"].tolist() == ["acetone"]


def test_a_removed_molecule_is_gone(page):
    paste(page, "CCO ethanol\nCCC propane")
    page.button(key="remove_molecule_ethanol").click().run()
    assert not page.exception
    assert table(page)["id"].tolist() == ["propane"]


def test_hostile_names_stay_text(page):
    paste(page, "CCO <script>alert(1)</script>\nCCC [x](javascript:1)\n")
    assert not page.exception
    assert table(page)["id"].tolist() == ["<script>alert(1)</script>", "[x](javascript:1)"]


def test_a_spreadsheet_is_read(page):
    content = io.BytesIO()
    pd.DataFrame({"SMILES": ["CCO", "c1ccccc1"], "name": ["a", "b"]}).to_excel(content, index=False)
    page.file_uploader[0].set_value([("t.xlsx", content.getvalue(), "application/octet-stream")]).run()
    assert not page.exception
    assert table(page)["id"].tolist() == ["a", "b"]


def test_the_part_of_affinities_opens_by_its_address(open_at):
    at = open_at("molecules", part="affinity")
    assert at.query_params["part"] == "affinity"
    assert not at.text_area
