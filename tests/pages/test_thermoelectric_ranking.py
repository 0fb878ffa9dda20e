"""The ranking on the Thermoelectrics page without a browser, with a small model that was really trained."""

from __future__ import annotations

import pandas as pd
import pytest
from job_home import wait

from mi_core.jobs import service
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.ranking import full
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA


@pytest.fixture
def nothing_kept(with_tiny_transport, tmp_path, monkeypatch):
    monkeypatch.setattr(full, "FOLDER", tmp_path / "full")


@pytest.fixture
def kept(nothing_kept) -> pd.DataFrame:
    frame = full.rank_all()
    full.keep(frame)
    return frame


def shown(at) -> pd.DataFrame:
    assert not at.exception
    return at.dataframe[0].value


def said(at) -> str:
    return " ".join(m.value for m in (*at.markdown, *at.caption, *at.warning, *at.info))


def test_the_best_stand_first_and_metals_are_hidden(open_at, kept):
    table = shown(open_at("thermoelectrics", part="ranking", rank_inside="0", rank_hull="any"))
    assert (table["gap_ev"] > 0.1).all()
    assert len(table) == (kept["gap_ev"] > 0.1).sum()
    assert table[POWER_FACTOR].is_monotonic_decreasing
    assert table["address"].str.contains("materialsproject.org/materials/mp-").all()
    assert set(table["measured"]) <= {"composition measured", "host measured", "never measured"}


def test_what_lies_far_above_the_hull_is_left_out_unless_asked_for(open_at, kept):
    begun = shown(open_at("thermoelectrics", part="ranking", rank_inside="0"))
    near = kept["e_above_hull_ev_per_atom"] <= 0.1
    assert len(begun) == (near & (kept["gap_ev"] > 0.1)).sum() < (kept["gap_ev"] > 0.1).sum()


def test_what_has_power_factors_apart_is_left_out_unless_asked_for(open_at, kept):
    full.keep(kept.assign(log10_pf_n=kept["log10_pf_n"] + (kept.index % 3 == 0)))
    at = open_at("thermoelectrics", part="ranking", rank_inside="0")
    begun = shown(at)
    assert begun["power_factor_over_s2_sigma"].between(0.5, 2).all()
    assert "PF and S²σ agree within a factor of 2: " in said(at)
    assert "S²σ of a row are far apart" in said(at)
    at.toggle(key="rank_agreeing_1").set_value(False).run()
    assert len(shown(at)) > len(begun)
    assert at.query_params["rank_agree"] == "0"


def test_metals_keep_the_gap_for_later(open_at, kept):
    at = open_at("thermoelectrics", part="ranking", rank_inside="0", rank_hull="any", rank_gap="2")
    at.button_group(key="rank_metals_1").set_value(True).run()
    assert not at.error
    assert (shown(at)["gap_ev"] == 0).all()
    assert "rank_gap" not in at.query_params
    at.button_group(key="rank_metals_1").set_value(False).run()
    assert (shown(at)["gap_ev"] > 2).all()


def test_it_is_said_which_rows_the_error_is_over(open_at, kept):
    text = said(open_at("thermoelectrics", part="ranking"))
    assert "for rows with a gap of Ricci et al., held out at random with their gap given" in text
    assert "the formula was among those learned" in text


def test_metals_are_listed_apart_with_a_warning(open_at, kept):
    at = open_at("thermoelectrics", part="ranking", rank_metals="1", rank_inside="0", rank_hull="any")
    assert (shown(at)["gap_ev"] == 0).all()
    assert len(shown(at)) == (kept["gap_ev"] == 0).sum()
    assert "mean nothing" in at.warning[0].value


def test_tau_scales_power_and_conduction_and_is_said_and_in_the_address(open_at, kept):
    at = open_at("thermoelectrics", part="ranking")
    ten = shown(at).set_index("id")
    assert "τ = 10 fs" in said(at)
    at.number_input(key="rank_tau_1").set_value(20.0).run()
    twenty = shown(at).set_index("id").loc[ten.index]
    for column in (POWER_FACTOR, SIGMA):
        assert twenty[column].to_numpy() == pytest.approx(2 * ten[column].to_numpy())
    assert twenty[SEEBECK].to_numpy() == pytest.approx(ten[SEEBECK].to_numpy())
    assert "τ = 20 fs" in said(at)
    assert at.query_params["rank_tau"] == "20"


def test_carriers_and_filters_are_chosen_and_kept_in_the_address(open_at, kept):
    at = open_at("thermoelectrics", part="ranking", rank_elements="not:I,Pb", rank_inside="0")
    assert not shown(at)["formula"].str.contains("Pb|I(?![a-z])").any()
    at.button_group(key="rank_carriers_1").set_value("p").run()
    assert (shown(at)["carriers"] == "p").all()
    assert (shown(at)[SEEBECK] > 0).mean() > 0.9
    at.toggle(key="rank_no_toxic_1").set_value(True).run()
    at.number_input(key="rank_max_price_1").set_value(50.0).run()
    assert (shown(at)["toxic"] == "–").all()
    assert (shown(at)["price_usd_per_kg"] <= 50).all()
    assert at.query_params["rank_carriers"] == "p"
    assert at.query_params["rank_toxic"] == "0"
    assert at.query_params["rank_price"] == "50"
    assert at.query_params["rank_elements"] == "not:I,Pb"


def test_a_choice_that_leaves_nothing_names_the_filter(open_at, kept):
    at = open_at("thermoelectrics", part="ranking", rank_price="0", rank_inside="0")
    assert not at.exception
    assert not at.dataframe
    assert "elements of at most 0 USD/kg" in at.warning[0].value


def test_units_of_the_page_hold_here_too(open_at, kept):
    own = shown(open_at("thermoelectrics", part="ranking"))
    other = shown(open_at("thermoelectrics", part="ranking", units="S_per_cm,uW_per_cm_K2"))
    assert other[POWER_FACTOR].to_numpy() == pytest.approx(10 * own[POWER_FACTOR].to_numpy())
    assert other[SIGMA].to_numpy() == pytest.approx(own[SIGMA].to_numpy() / 100)


def test_where_none_is_kept_a_job_is_offered(open_at, nothing_kept):
    at = open_at("thermoelectrics", part="ranking")
    assert "No ranking by this model is kept yet" in at.info[0].value
    assert at.button(key="rank_run")


def test_the_one_that_ships_is_shown_and_another_table_can_be_ranked(
    open_at, nothing_kept, with_tiny_transport, tmp_path, monkeypatch
):
    full.ship()
    at = open_at("thermoelectrics", part="ranking")
    rows = len(shown(at))
    assert not at.info
    (tmp_path / "other").mkdir()
    table = pd.read_parquet(with_tiny_transport / "mp_compositions.parquet").iloc[:-9]
    table.to_parquet(tmp_path / "other" / "mp_compositions.parquet", index=False)
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path / "other"))
    at = open_at("thermoelectrics", part="ranking")
    assert len(shown(at)) == rows
    assert "the table at hand is another one" in at.info[0].value
    assert at.button(key="rank_run")


def test_without_a_model_or_the_table_it_is_said(open_at, nothing_kept, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    at = open_at("thermoelectrics", part="ranking")
    assert "are not at hand yet" in at.info[0].value
    assert at.button(key="thermoelectrics_ranking_fetch")
    monkeypatch.setenv("MI_MODELS", str(tmp_path / "none"))
    assert "No model is there to rank with" in open_at("thermoelectrics", part="ranking").info[0].value


def test_it_is_said_where_nobody_knows_what_was_measured(
    open_at, nothing_kept, with_tiny_transport, tmp_path, monkeypatch
):
    (tmp_path / "own").mkdir()
    table = (with_tiny_transport / "mp_compositions.parquet").read_bytes()
    (tmp_path / "own" / "mp_compositions.parquet").write_bytes(table)
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path / "own"))
    full.keep(full.rank_all())
    at = open_at("thermoelectrics", part="ranking")
    assert shown(at)["measured"].isna().all()
    assert "Whether a compound was measured is not said" in said(at)


def test_the_job_is_offered_once_and_its_ranking_stays(open_at, nothing_kept, own_home):
    at = open_at("thermoelectrics", part="ranking")
    at.button(key="rank_run").click().run()
    assert not at.exception
    place = {name: at.query_params[name] for name in ("workspace", "job")}
    again = open_at("thermoelectrics", part="ranking", **place)
    job = service.find_job(workspace=place["workspace"], job_id=place["job"])
    assert all(button.key != "rank_run" for button in again.button) or not job.active
    assert wait(job).state == "done", job.error
    assert len(shown(again.run()))
    assert not again.info
    assert len(shown(open_at("thermoelectrics", part="ranking", **place)))
