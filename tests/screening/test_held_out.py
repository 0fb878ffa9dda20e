"""The held-out ranking that ships: what its card says, and that its numbers are those of the benchmark's record."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
import yaml

import mi_core.screening
from mi_core.datasets.composition import composition_key
from mi_core.screening.savings import computed_for_recall, enrichment

HOME = Path(mi_core.screening.__file__).parent
RECORD = Path(__file__).parents[2] / "benchmarks" / "results" / "screening_recall.json"
OXIDES = "wolverton_perovskite_oxides"


@pytest.fixture(scope="module")
def held_out() -> pd.DataFrame:
    return pd.read_parquet(HOME / "held_out.parquet")


@pytest.fixture(scope="module")
def card() -> dict:
    return yaml.safe_load((HOME / "held_out.yaml").read_text(encoding="utf-8"))


def test_it_is_small_and_its_card_says_how_it_was_made(held_out, card):
    assert (HOME / "held_out.parquet").stat().st_size < 300_000
    assert card["made_by"].endswith("benchmarks/screening_recall.py --write")
    assert set(card["models"]) == set(held_out["model"].unique())
    named = {name.strip() for names in card["columns"] for name in names.split(",")}
    assert named == set(held_out.columns)


def test_every_compound_was_held_out_once(held_out, card):
    for _, rows in held_out.groupby("model", observed=True):
        assert not rows.duplicated(["a_site", "b_site", "x_site"]).any()
        assert rows["predicted"].notna().all()
    screening = held_out[held_out["model"] == "perovskite-hull-extra-trees"]
    assert len(screening) == card["dataset"]["rows"]
    assert composition_key(screening["formula"].iloc[0])


def test_the_record_follows_from_the_shipped_rows(held_out):
    record = json.loads(RECORD.read_text())["numbers"]["ranking"]
    for name, rows in held_out[held_out["source"] == OXIDES].groupby("model", observed=True):
        said = record[name]["oxides of Emery & Wolverton"]
        found = enrichment(rows["true"], rows["predicted"])
        saved = computed_for_recall(rows["true"], rows["predicted"]).set_index("recall")["saved"]
        assert said["n"] == len(rows)
        # The shipped energies are rounded to 1 meV/atom, which may exchange neighbours in the ranking.
        assert found["enrichment"] == pytest.approx(said["enrichment"], rel=0.02)
        assert saved[0.95] == pytest.approx(said["saved"]["95%"], abs=0.02)


def test_stable_oxides_are_enriched_fivefold_among_the_best_ranked(held_out):
    for _, rows in held_out[held_out["source"] == OXIDES].groupby("model", observed=True):
        assert enrichment(rows["true"], rows["predicted"])["enrichment"] >= 5
