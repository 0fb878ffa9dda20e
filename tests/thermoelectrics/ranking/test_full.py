"""A ranking that is computed, kept, found again; what is known of its compounds; the one that ships."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.loading import load_dataset
from mi_core.errors import InputError
from mi_core.thermoelectrics.ranking import full
from mi_core.thermoelectrics.ranking.candidates import candidates
from mi_core.thermoelectrics.ranking.known import COMPUTED, MEASURED, computed_key, measured_classes
from mi_core.thermoelectrics.ranking.predicted import CARRIERS, domain_key, find_model, predicted, target_keys

COMPUTED_KEYS = [computed_key(carriers) for carriers in CARRIERS]


@pytest.fixture
def nothing_ships(tmp_path, monkeypatch):
    monkeypatch.setattr(full, "FOLDER", tmp_path / "full")


def test_what_is_kept_is_found_again_to_the_digit(small_ranking, nothing_ships):
    assert full.kept_ranking() is None
    path = full.keep(small_ranking.frame)
    assert path == full.kept_file()
    pd.testing.assert_frame_equal(full.kept_ranking(), small_ranking.frame, check_dtype=False)


def test_another_table_or_model_is_another_ranking(
    small_ranking, with_tiny_transport, nothing_ships, tmp_path, monkeypatch
):
    full.keep(small_ranking.frame)
    table = pd.read_parquet(with_tiny_transport / "mp_compositions.parquet")
    table.iloc[:50].to_parquet(tmp_path / "mp_compositions.parquet", index=False)
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    assert full.kept_ranking() is None
    monkeypatch.setenv("MI_MODELS", str(tmp_path / "none"))
    assert full.kept_file() is None


def test_one_command_ships_it_and_it_opens_without_tables(
    small_ranking, nothing_ships, tmp_path, monkeypatch
):
    folder = full.ship()
    card = full.shipped_card()
    assert card["rows"] == len(small_ranking.frame)
    assert card["model"] == full.identity(find_model().card)
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path / "no-tables"))
    assert full.kept_file() == folder / full.FILE
    assert full.kept_ranking()["id"].tolist() == small_ranking.frame["id"].tolist()


def test_without_the_table_it_cannot_be_computed(with_tiny_transport, tmp_path, monkeypatch):
    monkeypatch.setattr("mi_core.datasets.loading.fetch_table", _no_network)
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path / "no-tables"))
    with pytest.raises(InputError, match="mp_compositions"):
        full.rank_all()


def _no_network(card, **_):
    raise InputError(f"no place has {card.name}")


def test_what_was_computed_and_measured(small_ranking):
    frame = small_ranking.frame
    assert set(frame["id"][frame[COMPUTED]]) == set(find_model().training["id"])
    assert 0 < frame[COMPUTED].sum() < len(frame)
    learned = find_model().training.set_index("id")["log10_pf_p"]
    known = frame[frame[COMPUTED]]
    assert known["log10_pf_p_computed"].to_numpy() == pytest.approx(learned[known["id"]].to_numpy(), abs=1e-3)
    assert frame.loc[~frame[COMPUTED], "log10_pf_p_computed"].isna().all()
    measured = frame.set_index("formula")[MEASURED]
    assert measured["Bi2Te3"] == "composition measured"
    assert measured["LiCoO2"] == "never measured"
    assert measured_classes(pd.Series(["Te3Bi2", "BiTe"])).tolist() == [
        "composition measured",
        "host measured",
    ]


def test_without_measured_rows_at_hand_nothing_is_said(with_tiny_transport, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    assert measured_classes(pd.Series(["Bi2Te3", "Si"])).isna().all()


def test_the_shipped_ranking_is_that_of_the_shipped_model(data_dir):
    """Else: python -m mi_core.thermoelectrics.ranking.full."""
    card = full.shipped_card()
    if card is None:
        pytest.skip("no ranking ships yet")
    stored = full.kept_ranking()
    assert stored is not None, "the model was trained again"
    table = candidates(load_dataset("mp_compositions").frame)
    assert stored["id"].tolist() == table["id"].tolist()
    rows = np.random.default_rng(0).choice(len(table), 1000, replace=False)
    fresh = predicted(table.iloc[rows].reset_index(drop=True), find_model())
    kept = stored.iloc[rows].reset_index(drop=True)
    for column, digits in full.decimals().items() - {(name, full.LOG_DIGITS) for name in COMPUTED_KEYS}:
        assert np.allclose(fresh[column], kept[column], atol=2 * 10.0**-digits, rtol=0, equal_nan=True), (
            column
        )
    for carriers in CARRIERS:
        assert (fresh[domain_key(carriers)] == kept[domain_key(carriers)]).mean() > 0.99
        assert kept[target_keys(carriers)[0]].notna().all()
    assert stored[MEASURED].notna().all()
