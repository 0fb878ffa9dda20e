"""The Compare page: comparisons that ship, one's own table, a job from click to model."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest
import yaml
from job_home import wait
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
from tiny_comparison import make_tiny_comparison, oxide_table

from mi_core.comparison import store
from mi_core.comparison.jobs.compare import KIND as COMPARE
from mi_core.errors import InputError
from mi_core.jobs import service

NEW, OWN = "New comparison", "My own table"


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    make_tiny_comparison(folder / "oxides")
    return folder


@pytest.fixture
def with_stored(tiny_folder, monkeypatch):
    monkeypatch.setattr(store, "STORED", tiny_folder)
    return tiny_folder


@pytest.fixture
def open_page(app, tmp_path, monkeypatch, tiny_models):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    monkeypatch.setenv("MI_MODELS", str(tiny_models))

    def open_with(**parameters):
        app.run()
        app.switch_page("pages/compare.py")
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return open_with


def said(at) -> str:
    boxes = (at.markdown, at.caption, at.info, at.warning, at.success, at.error, at.subheader)
    return "\n".join(str(element.value) for box in boxes for element in box)


def upload(at, content: bytes, name: str = "oxides.csv"):
    at.segmented_control(key="compare_view").set_value(NEW).run()
    at.segmented_control(key="compare_source").set_value(OWN).run()
    at.file_uploader(key="compare_table").upload(name, content, "text/csv").run()
    assert not at.exception
    return at


def csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def test_the_page_opens_with_a_stored_comparison_and_its_table(open_page, with_stored):
    at = open_page()
    assert at.query_params["comparison"] == "oxides"
    rows = next(d.value for d in at.dataframe if "mae" in d.value)
    predictions = store.read_comparison(with_stored / "oxides").predictions
    titles = {"mean": "Mean", "group-and-row": "Group and row only", "ridge": "Ridge regression"}
    table = rows.set_index("regressor")
    for model, title in titles.items():
        rows_of_it = predictions[predictions["model"] == model]
        true, predicted = rows_of_it["true"], rows_of_it["predicted"]
        folds = [part for _, part in rows_of_it.groupby("fold")]
        mae = [mean_absolute_error(part["true"], part["predicted"]) for part in folds]
        inside = (true >= rows_of_it["lower"]) & (true <= rows_of_it["upper"])
        assert table.loc[title, "mae"] == pytest.approx(mean_absolute_error(true, predicted), rel=5e-3)
        assert table.loc[title, "mae_spread"] == pytest.approx(np.std(mae, ddof=1), rel=5e-3)
        rmse = root_mean_squared_error(true, predicted)
        assert table.loc[title, "rmse"] == pytest.approx(rmse, rel=5e-3)
        assert table.loc[title, "r2"] == pytest.approx(r2_score(true, predicted), abs=1e-3)
        assert table.loc[title, "coverage"] == pytest.approx(100 * inside.mean(), abs=0.1)
    assert rows["verdict"].iloc[0] == "best"
    assert rows["mae"].is_monotonic_increasing
    assert table.loc["Mean", "verdict"].startswith("worse (p ")


def test_the_verdict_against_the_baseline_stands_on_top(open_page, with_stored):
    at = open_page()
    (box,) = at.success
    assert box.value.startswith("Ridge regression beats the best baseline")
    assert "as good as" not in said(at)


@pytest.mark.parametrize(
    "part", ["errors", "parity", "learning", "targets", "elements", "calibration", "residuals", "importance"]
)
def test_every_part_opens_from_its_address_with_downloads(open_page, with_stored, part):
    at = open_page(part=part)
    labels = [button.label for button in at.get("download_button")]
    assert {"Table as CSV", "Every fold as CSV", "HTML", "CSV"} <= set(labels)
    assert len(at.get("plotly_chart")) >= 1
    assert at.query_params["part"] == part


def test_other_targets_of_the_same_rows_stand_beside_it(open_page, tiny_folder, tmp_path, monkeypatch):
    shutil.copytree(tiny_folder / "oxides", tmp_path / "stored" / "oxides")
    changes = {"target": {"key": "gap", "title": "Gap of the oxides"}, "protocol": {"seed": 7}}
    for name, of in (("gap", ("target",)), ("other-rows", ("target", "protocol"))):
        shutil.copytree(tiny_folder / "oxides", tmp_path / "stored" / name)
        path = tmp_path / "stored" / name / store.CARD
        card = yaml.safe_load(path.read_text())
        for part in of:
            card[part] |= changes[part]
        card["target"]["key"] = name
        path.write_text(yaml.safe_dump(card, sort_keys=False))
    monkeypatch.setattr(store, "STORED", tmp_path / "stored")
    at = open_page(comparison="oxides", part="targets")
    assert "errs least for 2 of 2 targets" in said(at), "the best is in front at first"
    rows = next(d.value for d in at.dataframe if "Place" in d.value)
    assert set(rows["Target"]) == {"energy", "Gap of the oxides"}
    box(at, "In front").set_value("mean").run()
    assert "**Mean** errs least for 0 of 2 targets" in said(at)
    assert "Only one target" not in said(at)
    shutil.rmtree(tmp_path / "stored" / "gap")
    assert "So far one target" in said(at.run())


def test_a_stored_comparison_is_repeated_as_a_job(open_page, tiny_folder, tmp_path, monkeypatch):
    submitted = []

    def keep(workspace, kind, params, title):
        submitted.append((kind, params))
        raise InputError("Enough for a test.")

    monkeypatch.setattr(service, "submit", keep)
    shutil.copytree(tiny_folder / "oxides", tmp_path / "stored" / "oxides")
    path = tmp_path / "stored" / "oxides" / store.CARD
    card = yaml.safe_load(path.read_text())
    card["problem"] = {
        "dataset": "castelli_densities",
        "target": "gap_ev",
        "learned_with": ["ewald_ev_per_atom"],
    }
    path.write_text(yaml.safe_dump(card, sort_keys=False))
    monkeypatch.setattr(store, "STORED", tmp_path / "stored")
    at = open_page()
    at.button(key="repeat_oxides").click().run()
    ((kind, params),) = submitted
    assert kind == "compare"
    assert params["models"] == ["mean", "group-and-row", "ridge"]
    assert params["protocol"] == card["protocol"]
    assert COMPARE.tasks(params)


def test_the_card_tells_rows_folds_and_how_to_repeat(open_page, with_stored):
    at = open_page()
    assert "**100** rows · **3 folds**, rows held out at random · seed 0" in said(at)
    assert "Nothing was dropped" in said(at)
    assert "made by a test" in [code.value for code in at.code]


def test_without_stored_comparisons_the_page_says_how_to_make_one(open_page, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "STORED", tmp_path / "none")
    assert "No comparison ships" in said(open_page())


def test_a_foreign_job_is_not_shown(open_page, with_stored):
    at = open_page(job="0123456789abcdef")
    assert "no such job" in said(at)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"x": [1, 2]}), "needs a column of formulas"),
        (pd.DataFrame({"formula": ["SrTiO3"]}), "no column besides"),
        (oxide_table(2), "at least 40"),
        (oxide_table().assign(energy=1.0), "same value"),
    ],
)
def test_a_table_that_cannot_be_used_gets_a_sentence(open_page, with_stored, table, words):
    at = upload(open_page(), csv(table))
    assert words in said(at)
    assert at.button(key="compare_run").disabled


def test_a_file_that_is_no_table_gets_a_sentence(open_page, with_stored):
    at = upload(open_page(), b"\x00\x01PAR1", "x.parquet")
    assert "cannot be read" in said(at)


def test_dropped_rows_are_counted(open_page, with_stored):
    table = oxide_table().astype({"energy": object})
    table.loc[[0, 1], "energy"] = ["", "high"]
    table.loc[2, "energy"] = float("inf")
    at = upload(open_page(), csv(pd.concat([table, table.tail(3)])))
    assert at.selectbox(key=next(s.key for s in at.selectbox if s.label == "Column to predict"))
    words = said(at)
    for sentence in (
        "1 row dropped without a value",
        "1 row dropped with text",
        "1 row dropped with an infinite",
    ):
        assert sentence in words
    assert "3 rows dropped that repeat another row" in words


def box(at, label: str):
    return next(box for box in [*at.selectbox, *at.multiselect, *at.text_input] if box.label == label)


def test_the_meaning_of_columns_is_proposed_and_can_be_changed(open_page, with_stored):
    cells = [
        f"{a}{b}O3;{a}2{b}O4;{n},5;{300 + n};s{n % 3}"
        for n, (a, b) in enumerate(oxide_table()[["a_site", "b_site"]].values)
    ]
    content = "\n".join(["Formel;Produkt;Härte (GPa);T (K);Probe", *cells]).encode("cp1252")
    at = upload(open_page(), content, "werte.csv")
    assert not at.exception
    assert "The text is in CP1252" in said(at)
    assert "100 rows read, 100 kept" in said(at)
    found = {label: box(at, label).value for label in ("Column of formulas", "Column to predict", "Its unit")}
    assert found == {"Column of formulas": "Formel", "Column to predict": "Härte (GPa)", "Its unit": "GPa"}

    box(at, "Column of formulas").set_value("Produkt")
    box(at, "Own columns to learn from").set_value(["T (K)"])
    box(at, "Column whose equal cells stay together").set_value("Probe").run()
    assert not at.exception
    assert "cannot read own columns of numbers: Group and row only" in said(at)
    assert "Groups of a column" in at.segmented_control(key="compare_split_column").options
    assert not at.button(key="compare_run").disabled


def test_own_columns_with_empty_cells_keep_their_rows(open_page, with_stored):
    table = oxide_table().assign(
        T=lambda t: np.where(np.arange(len(t)) % 4, 300.0 + np.arange(len(t)), np.nan)
    )
    at = upload(open_page(), csv(table))
    box(at, "Own columns to learn from").set_value(["T"]).run()
    assert "25 rows dropped without a number in T" in said(at)
    box(at, "Own columns that may be empty").set_value(["T"]).run()
    assert not at.exception
    assert "25 rows without a number in T kept" in said(at)
    assert "100 rows read, 100 kept" in said(at)


def test_targets_with_conditions_and_splits_of_the_card_are_offered(open_page, with_stored, monkeypatch):
    submitted = []

    def keep(workspace, kind, params, title):
        submitted.append(params)
        raise InputError("Enough for a test.")

    monkeypatch.setattr(service, "submit", keep)
    at = open_page()
    at.segmented_control(key="compare_view").set_value(NEW).run()
    at.selectbox(key="compare_dataset").set_value("estm_thermoelectrics").run()
    assert at.selectbox(key="compare_target_estm_thermoelectrics").value == "zt"
    assert "depends on temperature, which the regressors read" in said(at)
    assert "Group and row only" in said(at)
    split = at.segmented_control(key="compare_split_paper_host")
    assert split.options[2:4] == ["Same paper together", "Same host together"]
    split.set_value("host").run()
    assert "Elements of which each is at least 5 % of all atoms" in said(at)
    at.toggle(key="compare_switch_estm_thermoelectrics_consistent_rows").set_value(True).run()
    at.button(key="compare_run").click().run()
    (params,) = submitted
    choices = {"kept_together": "host", "switches": ["consistent_rows"]}
    assert params["problem"] == {"dataset": "estm_thermoelectrics", "target": "zt", **choices}
    assert params["protocol"]["split"] == "column"
    assert COMPARE.tasks(params)

    at.selectbox(key="compare_dataset").set_value("ricci_transport").run()
    assert not at.exception
    assert at.segmented_control(key="compare_split").value == "random"
    gap = at.multiselect(key="compare_beside_ricci_transport")
    assert gap.options == ["Band gap with GGA or GGA+U (eV)"]
    gap.set_value(["gap_ev"]).run()
    assert "cannot read own columns of numbers: Group and row only" in said(at)


def test_a_table_that_is_computed_says_from_what(open_page, with_stored, data_dir):
    at = open_page()
    at.segmented_control(key="compare_view").set_value(NEW).run()
    at.selectbox(key="compare_dataset").set_value("oxide_densities").run()
    assert "computed from Materials Project crystals with phonon" in said(at)
    assert ", which takes minutes the first time" in said(at)
    others = at.multiselect(key="compare_learned_with_oxide_densities_hartree_ev_per_atom")
    assert "Ewald energy of valence charges" in others.options
    at.selectbox(key="compare_dataset").set_value("estm_thermoelectrics").run()
    assert not [box for box in at.multiselect if "at the same time" in box.label]


def test_contents_of_elements_are_offered_with_their_basis(open_page, with_stored):
    lines = [f"bal.,{n / 20:.2f},{n % 7 / 5:.1f},{60 + n}" for n in range(50)]
    at = upload(open_page(), "\n".join(["Al,Cu (wt%),Mg (wt%),hardness (HV)", *lines]).encode())
    assert not at.exception
    assert box(at, "Columns of elements").value == ["Al", "Cu (wt%)", "Mg (wt%)"]
    assert box(at, "Column to predict").value == "hardness (HV)"
    assert "50 rows read, 50 kept" in said(at)


def test_text_to_predict_is_named(open_page, with_stored):
    table = oxide_table().assign(energy="BCC")
    assert "holds text: BCC" in said(upload(open_page(), csv(table)))


def test_own_features_come_from_the_recorded_ranking(open_page, with_stored):
    at = open_page()
    at.segmented_control(key="compare_view").set_value(NEW).run()
    at.selectbox(key="compare_features").set_value("own").run()
    assert len(at.multiselect(key="compare_own_features").value) == 3
    at.multiselect(key="compare_own_features").set_value([]).run()
    assert at.button(key="compare_run").disabled


def test_an_own_table_is_compared_adopted_and_predicts(open_page, with_stored, job_home):
    """One job after the other, as somebody would do it."""
    at = upload(open_page(), csv(oxide_table()))
    at.text_input[0].set_value("eV/atom")
    at.multiselect(key="compare_models_False").set_value(["mean", "ridge"])
    at.number_input(key="compare_folds").set_value(2).run()
    at.button(key="compare_run").click().run()
    assert not at.exception
    workspace, job_id = at.query_params["workspace"], at.query_params["job"]
    job = wait(service.find_job(workspace, job_id))
    assert job.state == "done", job.error
    at.run()
    assert not at.exception
    table = next(d.value for d in at.dataframe if "mae" in d.value)
    assert table["regressor"].tolist() == ["Ridge regression", "Mean"]
    written = store.read_comparison(job.folder)
    assert written.card["dropped"]["rows_out"] == 100
    assert written.target.unit == "eV/atom"

    at.button(key=f"adopt_{job_id}").click().run()
    assert not at.exception
    (training,) = [j for j in service.list_jobs(workspace) if j.kind == "adopt"]
    training = wait(training)
    assert training.state == "done", training.error
    at.run()
    assert "is trained" in said(at)

    at.switch_page("pages/predict.py")
    at.query_params["examples"] = "SrTiO3"
    at.query_params["workspace"] = workspace
    at.run()
    assert not at.exception
    frame = next(d.value for d in at.dataframe if "domain" in d.value)
    assert np.isfinite(frame["energy"].iloc[0])
