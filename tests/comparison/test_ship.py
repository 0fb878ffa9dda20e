"""Comparisons that ship: made in steps that survive a stop, small, and readable."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.comparison import ship as shipping
from mi_core.comparison.run import run_task
from mi_core.comparison.sources import reference
from mi_core.comparison.store import STORED, read_comparison
from mi_core.errors import InputError

QUICK = {"folds": 2, "learning_curve": False, "importance": False, "features": ["group"]}


@pytest.fixture
def small(table, tmp_path, monkeypatch):
    """Ship one comparison of two quick regressors."""
    table.to_csv(tmp_path / "oxides.csv", index=False)
    problem = reference(table=tmp_path / "oxides.csv", column="value")
    monkeypatch.setattr(shipping, "SHIPPED", {"small": (problem, QUICK)})
    kept = {name: shipping.REGRESSORS[name] for name in ("mean", "ridge")}
    monkeypatch.setattr(shipping, "REGRESSORS", kept)
    return tmp_path


def test_a_stopped_run_goes_on_where_it_was(small, monkeypatch):
    first = shipping.ship("small", output=small / "stored", work=small / "work")
    assert set(read_comparison(first).scores["model"]) == {"mean", "ridge"}
    times = read_comparison(first).scores["fit_s"].tolist()

    def refuse(*_):
        raise AssertionError("done before")

    monkeypatch.setattr("mi_core.comparison.run.run_task", refuse)
    again = shipping.ship("small", output=small / "again", work=small / "work")
    assert read_comparison(again).scores["fit_s"].tolist() == times


def test_a_model_is_added_to_what_ships_and_the_others_stay(small, monkeypatch):
    whole = {**shipping.REGRESSORS}
    curved = {**QUICK, "learning_curve": True}
    problem, _ = shipping.SHIPPED["small"]
    monkeypatch.setattr(shipping, "SHIPPED", {"small": (problem, curved)})
    monkeypatch.setattr(shipping, "REGRESSORS", {"mean": whole["mean"]})
    first = read_comparison(shipping.ship("small", output=small / "stored", work=small / "work"))
    monkeypatch.setattr(shipping, "REGRESSORS", whole)
    trained, run = [], run_task
    monkeypatch.setattr(
        "mi_core.comparison.run.run_task", lambda *a: trained.append(a[1]["model"]) or run(*a)
    )
    added = read_comparison(
        shipping.ship("small", add=True, output=small / "stored", work=small / "elsewhere")
    )
    assert set(trained) == {"ridge"}
    assert set(added.models) == {"mean", "ridge"}
    for name in ("scores", "predictions", "learning"):
        before, after = getattr(first, name), getattr(added, name).query("model == 'mean'")
        pd.testing.assert_frame_equal(before.reset_index(drop=True), after.reset_index(drop=True))


def test_nothing_is_added_to_a_comparison_of_another_protocol(small, monkeypatch):
    shipping.ship("small", output=small / "stored", work=small / "work")
    problem, _ = shipping.SHIPPED["small"]
    monkeypatch.setattr(shipping, "SHIPPED", {"small": (problem, {**QUICK, "seed": 1})})
    with pytest.raises(InputError, match="has another protocol; make it as a whole"):
        shipping.ship("small", add=True, output=small / "stored", work=small / "elsewhere")


def test_unknown_names_are_one_sentence(capsys):
    with pytest.raises(InputError, match="choose among wolverton-hull-random"):
        shipping.ship("everything")
    assert shipping.main(["everything"]) == 2
    assert "No comparison of the name" in capsys.readouterr().err


def test_what_ships_is_small_and_readable():
    assert {read_comparison(card.parent).name for card in STORED.glob("*/card.yaml")} <= set(shipping.SHIPPED)
    assert sum(path.stat().st_size for path in STORED.rglob("*") if path.is_file()) <= 12_000_000
