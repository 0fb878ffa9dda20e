"""The Screening page without a browser: opening, sites, filters, empty results, links, and other parts."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest
from job_home import wait

from mi_core.jobs import service
from mi_core.prediction.predict import predict
from mi_core.prediction.words import value_text
from mi_core.screening.chemistry.elements import GROUPS
from mi_core.screening.chemistry.lattice import candidate_material
from mi_core.screening.double_perovskites.query import best
from mi_core.screening.full import DIGITS, full_screening
from mi_core.screening.predictor import TARGET, default_card
from mi_core.screening.web.view import View
from mi_core.targets import TARGETS
from mi_core.web.components.formulas import pretty_formula

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

ALL = 249_984


@pytest.fixture(scope="module")
def screened():
    """The full screening, lowest value first."""
    return full_screening().sort_values("value", kind="stable", ignore_index=True)


@pytest.fixture
def open_page(open_at):
    """Open the page, with parameters in its address."""
    return partial(open_at, "screening")


def metric(at: AppTest, label: str) -> int:
    return int(next(m.value for m in at.metric if m.label == label).replace(",", ""))


def maps(at: AppTest) -> dict:
    """Return by title what the three maps are fed: by element colour, ink and words."""
    fed = [element.proto for element in at.get("bidi_component")]
    return json.loads(next(proto.json for proto in fed if proto.component_name == "element_maps"))["tables"]


def told(table: dict) -> dict[str, tuple[int, int]]:
    """Return by element the stable ones and the candidates that a map tells."""
    words = {symbol: words.replace(",", "").split() for symbol, (_, _, words) in table.items()}
    return {symbol: (int(parts[1]), int(parts[4])) for symbol, parts in words.items()}


def said(at: AppTest) -> str:
    boxes = (at.error, at.info, at.warning, at.markdown, at.caption)
    return "\n".join(str(element.value) for box in boxes for element in box)


def test_it_opens_inside_the_domain_and_counts_what_is_hidden(open_page, screened):
    at = open_page()
    inside = screened[screened["in_domain"]]
    stable = inside["value"] <= View().threshold
    assert metric(at, "Candidates") == len(inside)
    assert metric(at, "Predicted stable") == stable.sum()
    assert metric(at, "… and not known yet") == (stable & ~inside["known"]).sum()
    assert f"**{len(screened) - len(inside):,}** rows outside the training domain are hidden" in said(at)
    assert at.dataframe[0].value["value"].tolist() == inside["value"].head(50).tolist()
    assert "inside" not in at.query_params


def test_one_click_shows_the_rows_outside_the_domain_and_the_address_keeps_it(open_page, screened):
    at = open_page(x="S")
    toggle = next(t for t in at.toggle if t.label.startswith("Inside the training domain"))
    assert toggle.value
    toggle.set_value(False).run()
    assert not at.exception
    assert metric(at, "Candidates") == (screened["x"] == "S").sum()
    outside = ((screened["x"] == "S") & ~screened["in_domain"]).sum()
    assert f"**{outside:,}** rows outside the training domain are shown" in said(at)
    assert at.query_params["inside"] == "0"
    assert metric(open_page(x="S", inside="0"), "Candidates") == (screened["x"] == "S").sum()


def test_the_maps_hold_the_rows_of_the_view(open_page, screened):
    for inside, rows in (("", screened[screened["in_domain"]]), ("0", screened)):
        at = open_page(x="F", inside=inside)
        fluorides = rows[rows["x"] == "F"]
        stable = (fluorides["value"] <= View().threshold).sum()
        assert told(maps(at)["X site"]) == {"F": (stable, len(fluorides))}


def test_a_compound_outside_the_domain_is_found_with_the_reason_why_it_is_hidden(open_page, screened):
    hidden = screened.loc[~screened["in_domain"], "formula"].iloc[0]
    at = open_page()
    at.text_input(key="screening_find").set_value(hidden).run()
    assert "outside the training domain; turn" in said(at)
    assert "lies outside the training domain and is hidden" in said(open_page(row=hidden))
    shown = open_page(row=hidden, inside="0")
    assert pretty_formula(hidden) in [h.value for h in shown.header]


def test_a_compound_that_was_found_is_not_called_left_out_when_another_is_looked_at(open_page):
    at = open_page(x="O")
    at.text_input(key="screening_find").set_value("SrTiO3").run()
    assert at.header[0].value == "SrTiO₃"
    next(t for t in at.toggle if t.label.startswith("Inside the training domain")).set_value(False).run()
    assert at.header[0].value != "SrTiO₃"
    assert at.text_input(key="screening_find").value == "SrTiO3"
    assert "left out" not in said(at)


def test_where_all_rows_are_outside_the_way_to_them_is_named(open_page, screened):
    sulphides = screened[screened["x"] == "S"]
    empty = next(a for a, rows in sulphides.groupby("a", observed=True) if not rows["in_domain"].any())
    at = open_page(a=empty, x="S")
    assert "None of these candidates lies inside the training domain" in said(at)
    assert not at.dataframe


def test_it_can_show_all_candidates_counted_as_pandas_counts_them(open_page, screened):
    at = open_page(inside="0")
    stable = screened["value"] <= View().threshold
    assert metric(at, "Candidates") == len(screened) == ALL
    assert metric(at, "Predicted stable") == stable.sum()
    assert metric(at, "… inside the training domain") == (stable & screened["in_domain"]).sum()
    new = stable & screened["in_domain"] & ~screened["known"]
    assert metric(at, "… and not known yet") == new.sum()


def test_the_ranking_shows_the_lowest_values_first_a_page_at_a_time(open_page, screened):
    shown = open_page(page="3", inside="0").dataframe[0].value
    assert shown["rank"].tolist() == list(range(101, 151))
    assert shown["value"].tolist() == screened["value"].iloc[100:150].tolist()


def test_the_row_whose_compound_is_shown_is_marked(open_page):
    for parameters, place in (({}, 0), ({"row": "SrTi"}, 0), ({"row": "PbCY3"}, 2)):
        at = open_page(**parameters)
        table = at.dataframe[0]
        assert json.loads(table.proto.selection_default)["selection"]["rows"] == [place]
        assert table.value["formula"][place] == at.header[0].value


def test_the_model_and_its_error_are_named(open_page):
    card = default_card()
    text = said(open_page())
    assert card.title in text
    assert f"{card.targets['e_decomposition_ev_per_atom']['metrics']['mae']:.3f} eV/atom" in text


def test_moving_the_threshold_counts_anew(open_page, screened):
    at = open_page(inside="0")
    slider = next(s for s in at.slider if s.label.startswith("Counts as stable"))
    slider.set_value(0.1).run()
    assert not at.exception
    assert metric(at, "Predicted stable") == (screened["value"] <= 0.1).sum()
    assert at.query_params["threshold"] == "0.1"


def test_the_maps_tell_by_element_what_pandas_counts(open_page, screened):
    at = open_page(inside="0")
    for threshold in (0.0, 0.1):
        next(s for s in at.slider if s.label.startswith("Counts as stable")).set_value(threshold).run()
        for title, table in maps(at).items():
            by_element = screened.groupby(screened[title[0].lower()].astype(str))["value"]
            stable = by_element.agg(lambda values: (values <= threshold).sum())  # noqa: B023
            assert told(table) == {
                symbol: (stable[symbol], size) for symbol, size in by_element.size().items()
            }
            assert sum(number for number, _ in told(table).values()) == metric(at, "Predicted stable")


def test_the_maps_colour_numbers_or_shares(open_page):
    numbers = maps(open_page(x="O,F"))["X site"]
    shares = maps(open_page(x="O,F", show="share"))["X site"]
    assert set(numbers) == set(shares) == {"O", "F"}
    assert told(shares) == told(numbers)
    assert [shares[symbol][0] for symbol in "OF"] != [numbers[symbol][0] for symbol in "OF"]


def test_a_link_restores_sites_filters_threshold_and_compound(open_page, screened):
    link = {
        "a": "Ca,Sr,Ba",
        "x": "O",
        "balanced": "1",
        "tolerance": "0.9-1.05",
        "threshold": "0.1",
        "inside": "0",
        "row": "SrTiO3",
    }
    at = open_page(**link)
    rows = screened[
        screened["a"].isin(["Ca", "Sr", "Ba"]) & (screened["x"] == "O") & screened["charge_balanced"]
    ]
    rows = rows[rows["tolerance_factor"].between(0.9, 1.05)]
    assert metric(at, "Candidates") == len(rows)
    assert metric(at, "Predicted stable") == (rows["value"] <= 0.1).sum()
    assert [h.value for h in at.header] == ["SrTiO₃"]
    assert {k: v for k, v in at.query_params.items() if k != "workspace"} == link


def test_a_family_sets_the_sites_and_starting_over_frees_them(open_page, screened):
    at = open_page()
    next(p for p in at.pills if p.label == "Family").set_value("Oxides").run()
    assert not at.exception
    oxides = screened[screened["in_domain"] & (screened["x"] == "O")]
    assert metric(at, "Candidates") == len(oxides)
    assert at.query_params["x"] == "O"
    next(b for b in at.button if b.label == "Start over").click().run()
    assert metric(at, "Candidates") == screened["in_domain"].sum()
    assert "x" not in at.query_params


def test_filters_leave_out_elements_and_known_compounds(open_page, screened):
    at = open_page(x="O", avoid="toxic,radioactive", without="Ti", known="new", inside="1")
    out = {*GROUPS["toxic"].symbols, *GROUPS["radioactive"].symbols, "Ti"}
    keep = (screened["x"] == "O") & ~screened["known"] & screened["in_domain"]
    keep &= ~screened["a"].isin(out) & ~screened["b"].isin(out)
    assert metric(at, "Candidates") == keep.sum()


def test_a_compound_is_found_by_its_formula(open_page, screened):
    at = open_page()
    at.text_input(key="screening_find").set_value("SrTiO3").run()
    assert not at.exception
    assert [h.value for h in at.header] == ["SrTiO₃"]
    assert at.dataframe[0].value["formula"].tolist().count("SrTiO₃") == 1
    inside = screened[screened["in_domain"]].reset_index(drop=True)
    rank = int(inside.index[inside["formula"] == "SrTiO3"][0]) + 1
    assert rank in at.dataframe[0].value["rank"].tolist()


def test_a_formula_that_is_no_candidate_says_so(open_page):
    at = open_page(x="O")
    for text, why in (("XxYy3", "no candidate has this formula"), ("KMgF3", "left out by the elements")):
        at.text_input(key="screening_find").set_value(text).run()
        assert why in said(at)


@pytest.mark.parametrize(
    "parameters", [{"a": "none"}, {"a": "O", "b": "O", "x": "O"}, {"x": "O", "without": "O"}]
)
def test_nothing_left_is_a_sentence(open_page, parameters):
    at = open_page(**parameters)
    assert "No candidate is left" in said(at)
    assert not at.dataframe


@pytest.mark.parametrize(
    "parameters",
    [
        {"threshold": "nan", "tolerance": "2-1", "page": "99999999", "row": "<script>", "part": "x"},
        {"a": "Xx,Yy", "avoid": "nonsense", "known": "1", "tau": "abc", "show": "pie"},
    ],
)
def test_a_broken_link_is_taken_as_far_as_it_goes(open_page, parameters):
    assert metric(open_page(**parameters, inside="0"), "Candidates") == ALL


def test_the_button_takes_the_compound_to_the_predict_page(open_page):
    at = open_page(row="SrTiO3")
    at.button(key="screening_to_predict").click().run()
    assert not at.exception
    assert at.title[0].value == "Predict"
    assert "SrTiO3" in at.dataframe[0].value["id"].tolist()


def test_where_another_model_answers_on_the_predict_page_both_numbers_are_told(open_page):
    told = said(open_page(row="KTaO3"))
    answer = predict([candidate_material("K", "Ta", "O")], [TARGET]).iloc[0]
    assert answer["model"] != default_card().name
    assert "On the Predict page another model answers for it" in told
    assert value_text(TARGETS[TARGET], answer["value"]) in told
    assert "The two intervals do not overlap" in told
    assert "On the Predict page" not in said(open_page(row="KMgF3"))


def test_what_is_saved_is_told_in_a_sentence(open_page):
    from mi_core.screening.savings import computed_for_recall
    from mi_core.screening.web.savings import held_out, percent

    at = open_page(part="savings", recall="0.95")
    rows = held_out(default_card().name)
    needed = computed_for_recall(rows["true"], rows["predicted"], [0.95]).iloc[0]
    assert (
        f"To find 95 % of the stable compounds, compute the best-ranked {percent(needed['computed'])}"
        in said(at)
    )
    assert f"save {percent(needed['saved'])} of DFT" in said(at)


def test_double_perovskites_are_counted_before_they_are_screened(open_page):
    at = open_page(part="doubles", double_a="Sr,Ba", double_b="Fe,Mo,Ti", double_x="O")
    assert "Screen 6 candidates" in [button.label for button in at.button]
    assert "four different elements" in said(open_page(part="doubles", double_a="O", double_x="O"))


def test_double_perovskites_outside_the_domain_are_hidden_too(open_page, job_home):
    at = open_page(part="doubles", double_a="Sr,Cs", double_b="Fe,Mo,Ti,Cl", double_x="O")
    at.button(key="doubles_run").click().run()
    job = wait(service.find_job(at.query_params["workspace"], at.query_params["job"]))
    assert job.state == "done", job.error
    at.run()
    assert at.pills(key="doubles_avoid").proto.wrap, "a narrow screen shows all groups"
    at.slider(key=next(s.key for s in at.slider if s.key.startswith("doubles_threshold"))).set_value(0.3)
    at.toggle(key="doubles_balanced").set_value(False).run()
    assert not at.exception
    screened = best(job.folder / job.summary["folder"], top=100)
    screened = screened[screened["value"] <= 0.3]
    inside, outside = screened["in_domain"].sum(), (~screened["in_domain"]).sum()
    assert outside
    assert f"**{inside:,}** of {job.summary['rows']:,} are predicted within" in said(at)
    assert f"**{outside:,}** row" in said(at)
    tables = maps(at)
    assert set(tables["A"]) == {"Sr", "Cs"}
    for symbol, (colour, _, words) in tables["A"].items():
        stable = (screened["in_domain"] & (screened["a"] == symbol)).sum()
        assert words == f"{symbol}: {stable:,} stable"
        assert (colour == "") == (stable == 0)
    next(t for t in at.toggle if t.label.startswith("Inside the training domain")).set_value(False).run()
    assert f"**{len(screened):,}** of {job.summary['rows']:,} are predicted within" in said(at)
    assert at.query_params["inside"] == "0"


def test_without_a_model_the_page_says_how_to_get_one(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("MI_MODELS", str(tmp_path))
    assert "python -m mi_core train perovskite-hull-extra-trees" in said(open_page())


def test_another_model_than_the_stored_one_screens_anew(open_page, screened, monkeypatch):
    from mi_core.screening import full

    monkeypatch.setattr(full, "stored_card", lambda: None)
    at = open_page(x="O", inside="0")
    above = screened.loc[screened["x"] == "O", "value"] - View().threshold
    on_the_edge = int((above.abs() <= 10.0 ** -DIGITS["value"]).sum())  # stored values are rounded
    assert metric(at, "Predicted stable") == pytest.approx((above <= 0).sum(), abs=on_the_edge)
