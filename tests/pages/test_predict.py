"""The Predict page without a browser: empty state, examples, formulas, choices, bad input, and links."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mi_core.prediction.words import INSIDE, OUTSIDE
from mi_core.screening.predictor import default_card

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

FORMATION, GAP, OQMD = "e_form_ev_per_atom", "gap_ev", "e_form_oqmd_ev_per_atom"


@pytest.fixture
def open_page(open_at, with_tiny_models):
    """Open the page, with parameters in its address."""
    return partial(open_at, "predict")


def table(at: AppTest):
    return at.dataframe[0].value


def ends(interval: str) -> tuple[float, float]:
    """Return both numbers of an interval as shown, whatever mark follows them."""
    lower, upper = interval.rstrip(" †‡").replace("−", "-").split(" … ")
    return float(lower), float(upper)


def said(at: AppTest) -> str:
    boxes = (at.error, at.info, at.warning, at.markdown, at.caption)
    return "\n".join(str(element.value) for box in boxes for element in box)


def test_the_empty_page_offers_files_formulas_and_examples(open_page):
    at = open_page()
    assert [s.value for s in at.subheader] == ["Bring crystals", "Or type formulas", "Or start with examples"]
    assert not at.dataframe


def test_one_example_is_predicted_without_asking(open_page):
    at = open_page()
    at.button(key="example_SrTiO3").click().run()
    assert not at.exception
    row = table(at).iloc[0]
    assert row["id"] == "SrTiO3"
    assert -4 < row[FORMATION] < 0
    lower, upper = ends(row[f"{FORMATION}_interval"])
    assert lower <= row[FORMATION] <= upper
    assert at.query_params["examples"] == "SrTiO3"


def test_typed_formulas_are_rows_and_the_unreadable_one_says_why(open_page):
    at = open_page()
    at.text_area(key="formula_text_0").set_value("SrTiO3, UO2\nXx")
    at.button[0].click().run()
    assert not at.exception
    shown = table(at)
    assert shown["id"].tolist() == ["SrTiO3", "UO2", "Xx"]
    assert shown["domain"].str[2:].tolist()[1:] == [OUTSIDE, "no prediction"]
    assert "no chemical element" in shown["remarks"].iloc[2]
    assert at.query_params["formulas"] == "SrTiO3,UO2,Xx"


def test_formulas_alone_are_not_offered_what_needs_a_crystal(open_page):
    def offered(at):
        return next(p for p in at.pills if p.label == "Properties").options

    assert "Formation energy per ABX3 cell (Castelli)" not in offered(open_page(formulas="SrTiO3"))
    assert "Formation energy per ABX3 cell (Castelli)" in offered(open_page(examples="SrTiO3"))


def test_other_definitions_are_columns_of_their_own_on_request(open_page):
    assert not {OQMD, "e_form_ev_per_cell"} & set(table(open_page(examples="SrTiO3")).columns)
    shown = table(open_page(examples="SrTiO3", targets=f"{FORMATION},{OQMD}"))
    assert {FORMATION, OQMD} <= set(shown.columns)


def test_a_link_of_when_all_definitions_had_one_name_shows_what_its_model_answers(open_page):
    at = open_page(
        examples="SrTiO3", targets=f"{FORMATION},{GAP}", models=f"{FORMATION}:oqmd-cgcnn", show=FORMATION
    )
    assert table(at)["model"].tolist() == ["CGCNN for ABX3 crystals (OQMD)"]
    assert at.query_params["targets"] == f"{GAP},{OQMD}"
    assert at.query_params["models"] == f"{OQMD}:oqmd-cgcnn"


def test_a_link_restores_targets_models_table_and_row(open_page):
    link = {
        "examples": "SrTiO3,NaCl",
        "formulas": "UO2",
        "targets": f"{FORMATION},{GAP}",
        "models": f"{FORMATION}:mp-composition-network",
        "show": FORMATION,
        "crystal": "NaCl",
    }
    at = open_page(**link)
    shown = table(at)
    assert shown["id"].tolist() == ["SrTiO3", "NaCl", "UO2"]
    assert set(shown["model"]) == {"Composition network (Materials Project)"}
    assert [h.value for h in at.header] == ["NaCl"]
    assert {k: v for k, v in at.query_params.items() if k != "workspace"} == link


def test_the_model_chosen_by_hand_answers(open_page):
    at = open_page(examples="SrTiO3", show=FORMATION)
    automatic = table(at)["value"].iloc[0]
    assert table(at)["model"].tolist() == ["Perovskite cells of five atoms (Materials Project)"]
    box = next(box for box in at.selectbox if box.label == "Formation energy")
    box.select("mp-composition-network").run()
    assert table(at)["model"].tolist() == ["Composition network (Materials Project)"]
    assert table(at)["value"].iloc[0] != automatic
    assert at.query_params["models"] == f"{FORMATION}:mp-composition-network"


def test_the_interval_is_shown_as_a_range_and_never_as_plus_minus(open_page):
    at = open_page(formulas="NaCl,SrTiO3,UO2", targets=GAP)
    wide = table(at)
    full = table(open_page(formulas="NaCl,SrTiO3,UO2", targets=GAP, show=GAP))
    assert full["interval"].tolist() == wide[f"{GAP}_interval"].tolist()
    for value, interval in zip(wide[GAP], wide[f"{GAP}_interval"], strict=True):
        lower, upper = ends(interval)
        assert 0 <= lower <= round(value, 3) <= upper, "a gap below zero cannot be"
    assert "±" not in said(at) + "".join(wide.columns)


def test_choosing_no_model_is_called_automatic(open_page):
    at = open_page(formulas="NaCl")
    boxes = [box for box in at.selectbox if box.options[0] == "Automatic"]
    assert boxes
    assert all(box.value is not None for box in boxes)
    assert all(box.options[box.index] == "Automatic" for box in boxes)
    assert "Automatic: the model meant for each material." in said(at)
    assert "models" not in at.query_params


def test_a_decomposition_energy_by_another_model_than_screening_has_says_so(open_at):
    told = said(open_at("predict", examples="SrTiO3", targets="e_decomposition_ev_per_atom"))
    assert f"Screening ranks by another model, **{default_card().title}**" in told
    told = said(open_at("predict", examples="KMgF3", targets="e_decomposition_ev_per_atom"))
    assert "Screening ranks by another model" not in told


def cif(group: str, cell: tuple, species: list, places: list) -> bytes:
    from pymatgen.core import Lattice, Structure

    lattice = Lattice.from_parameters(*cell)
    return Structure.from_spacegroup(group, lattice, species, places).to(fmt="cif").encode()


def test_polymorphs_that_get_one_answer_are_named(open_page):
    quartz = cif(
        "P3_221", (4.913, 4.913, 5.405, 90, 90, 120), ["Si", "O"], [[0.47, 0, 2 / 3], [0.41, 0.27, 0.78]]
    )
    cristobalite = cif("Fd-3m", (7.12, 7.12, 7.12, 90, 90, 90), ["Si", "O"], [[0, 0, 0], [1 / 8] * 3])
    at = open_page(examples="SrTiO3", targets="bulk_modulus_gpa")
    assert "† from composition – the same for all polymorphs (1 of 1 material)" in said(at)
    assert "One composition, one answer" not in said(at)
    at.file_uploader[0].upload("quartz.cif", quartz, "text/plain").run()
    at.file_uploader[0].upload("cristobalite.cif", cristobalite, "text/plain").run()
    shown = table(at).set_index("id")["bulk_modulus_gpa_interval"]
    assert shown["quartz"] == shown["cristobalite"]
    assert shown["quartz"].endswith(" †")
    assert "quartz and cristobalite (SiO₂)" in said(at)
    assert "the same for all polymorphs, here also quartz" in said(at)


def test_further_compositions_of_one_answer_are_counted(open_page):
    at = open_page(examples="SrTiO3", targets="bulk_modulus_gpa")
    rows = "".join(f"{n},{formula}\n" for n, formula in enumerate(["Si", "NaCl", "MgO", "GaN"] * 2))
    at.file_uploader[0].upload("pairs.csv", f"id,formula\n{rows}".encode(), "text/csv").run()
    assert "; and 1 more composition. " in said(at)


def test_the_detail_view_links_the_nearest_compounds(open_page):
    at = open_page(formulas="NaCl", targets=GAP)
    by = next(caption.value for caption in at.caption if caption.value.startswith("By "))
    assert by.count("](https://next-gen.materialsproject.org/materials/mp-") == 3
    shown = table(open_page(formulas="NaCl", targets=GAP, show=GAP))
    assert shown["link"].iloc[0] in by
    assert shown["basis"].tolist() == ["composition – the same for all polymorphs †"]


def test_deselecting_a_property_takes_its_column_away(open_page):
    at = open_page(formulas="NaCl")
    pills = next(p for p in at.pills if p.label == "Properties")
    pills.set_value([GAP]).run()
    assert GAP in table(at).columns
    assert FORMATION not in table(at).columns
    assert at.query_params["targets"] == GAP


@pytest.mark.parametrize(
    "parameters",
    [
        {"formulas": "SrTiO3", "targets": "nonsense", "show": "nonsense", "crystal": "nonsense", "part": "x"},
        {"formulas": "SrTiO3", "models": f"{GAP}:nonsense,junk,{GAP}:castelli-cgcnn"},
        {"examples": "nonsense"},
        {"formulas": "<script>,((((,💥"},
    ],
)
def test_a_broken_link_is_taken_as_far_as_it_goes(open_page, parameters):
    at = open_page(**parameters)
    assert not at.exception


def test_rows_are_predicted_once(open_page, monkeypatch):
    from mi_core.web.prediction import predictions as module

    asked = []
    original = module.predict

    def counting(materials, targets, **options):
        asked.append([(row.id, target) for row in materials for target in targets])
        return original(materials, targets, **options)

    monkeypatch.setattr(module, "predict", counting)
    at = open_page(formulas="NaCl,KF", targets=GAP)
    assert asked == [[("NaCl", GAP), ("KF", GAP)]]
    at.run()
    at.switch_page("pages/structures.py").run()
    at.switch_page("pages/predict.py").run()
    assert len(asked) == 1
    at.text_area(key="formula_text_0").set_value("MgO")
    next(b for b in at.button if b.label == "Add formulas").click().run()
    assert asked[1:] == [[("MgO", GAP)]]
    assert table(at)["id"].tolist() == ["NaCl", "KF", "MgO"]


def test_many_rows_wait_for_the_button(open_page):
    at = open_page(formulas=",".join(f"Na{n}Cl" for n in range(2, 103)), targets=GAP)
    assert not at.dataframe
    at.button(key="run").click().run()
    assert "run" not in {button.key for button in at.button}
    assert not at.exception
    assert len(table(at)) == 101


def test_disordered_crystals_say_which_models_they_are_too_much_for(open_page):
    at = open_page(examples="CuNi,SrTiO3", crystal="CuNi", targets=f"{FORMATION},{OQMD}")
    assert "partly occupied sites" in said(at)
    assert "Formation energy (OQMD)" in said(at)


def test_bad_files_are_rows_with_sentences_and_leave_the_link(open_page):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("broken.cif", "data_broken\nnothing here")
        archive.writestr("noise.xyz", bytes(range(256)))
    at = open_page()
    at.file_uploader[0].upload("bad.zip", packed.getvalue(), "application/zip").run()
    assert not at.exception
    assert "None of these materials can be predicted" in said(at)
    at.button(key="example_NaCl").click().run()
    assert table(at)["domain"].str[2:].tolist() == ["no prediction", "no prediction", INSIDE]
    assert "2 uploaded materials" in said(at)


def test_figures_and_models_are_one_click_away(open_page):
    at = open_page(examples="SrTiO3,NaCl", part="figures", show=FORMATION)
    assert len(at.get("plotly_chart")) == 2  # stability and values
    at = open_page(examples="SrTiO3,NaCl", part="models")
    assert "answered" in said(at)
    assert "Mean absolute error on held-out rows" in said(at)


def test_without_a_trained_model_the_page_says_how_to_get_one(app, monkeypatch, tmp_path):
    monkeypatch.setenv("MI_MODELS", str(tmp_path))
    at = app.run()
    at.switch_page("pages/predict.py")
    at.query_params["formulas"] = "NaCl"
    at.run()
    assert not at.exception
    assert "python -m mi_core train" in said(at)


def test_a_reload_brings_back_what_no_link_carries(open_page):
    at = open_page(formulas="UO2,Xx", targets=GAP)
    at.file_uploader[0].upload("t.csv", b"id,formula\nmine,MgO\n", "text/csv").run()
    before = table(at)
    assert before["id"].tolist() == ["UO2", "Xx", "mine"]
    assert "1 uploaded materials are kept in your workspace" in said(at)
    again = open_page(**dict(at.query_params.items()))
    pd.testing.assert_frame_equal(table(again), before)
    assert not open_page(targets=GAP).dataframe, "without the workspace there is nothing"
    at.button(key="clear_predict").click().run()
    assert "formulas" not in at.query_params
    assert not open_page(**dict(at.query_params.items())).dataframe
