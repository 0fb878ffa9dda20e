"""Sampling, computing in shards, joining, the card, and the table that ships."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.compositions.series import EXPLORED, MOST_ELEMENTS, SERIES
from mi_core.alloys.dataset import making as dataset
from mi_core.alloys.dataset.card import make_card, read_card
from mi_core.alloys.dataset.sampling import SampledAlloy, sample_alloys
from mi_core.alloys.dataset.spot_check import spot_check
from mi_core.alloys.dataset.table import ALLOYS, CARD, FOLDER, FRACTIONS, TEMPERATURES, load_alloys
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.solver.fingerprint import engine_settings
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem
from mi_core.cards import write_card
from mi_core.errors import InputError

TINY = [
    SampledAlloy({"Mg": 1.0, "Si": 0.8}, "6xxx"),
    SampledAlloy({"Si": 7.0}, "casting Al-Si"),
    SampledAlloy({"Mg": 0.4, "Si": 0.5}, "6xxx"),
]
NODES = (500.0, 700.0)


@pytest.fixture(scope="module")
def joined_tables(tmp_path_factory):
    """The tables of three alloys at two temperatures, and the joined rows of their shards."""
    work, output = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("data")
    files = [dataset.compute_shard(shard, work, NODES) for shard in dataset.shards_of(TINY, NODES)]
    return files, dataset.join(TINY, files, output), output


def test_samples_stay_within_the_ranges_of_their_series_and_are_repeatable():
    alloys = sample_alloys(600, seed=3)
    assert alloys == sample_alloys(600, seed=3)
    assert len(alloys) == 600
    ranges = {series.name: series.major | series.minor for series in SERIES} | {"exploration": EXPLORED}
    majors = {series.name: set(series.major) for series in SERIES}
    for alloy in alloys:
        assert 1 <= len(alloy.wt) <= MOST_ELEMENTS
        assert majors.get(alloy.series, set()) <= set(alloy.wt)
        for symbol, value in alloy.wt.items():
            low, high = ranges[alloy.series][symbol]
            assert low - 5e-3 <= value <= high + 5e-4
    assert {alloy.series for alloy in alloys} == set(ranges)


def test_shards_hold_every_alloy_once():
    alloys = sample_alloys(400)
    numbers = [n for shard in dataset.shards_of(alloys) for n in shard.numbers]
    assert sorted(numbers) == list(range(400))


def test_another_engine_or_other_temperatures_make_other_shards(monkeypatch):
    names = {shard.name for shard in dataset.shards_of(TINY, NODES)}
    assert not names & {shard.name for shard in dataset.shards_of(TINY, (500.0, 701.0))}
    monkeypatch.setattr("mi_core.alloys.thermodynamics.solver.solve.MOST_ITERATIONS", 7)
    assert not names & {shard.name for shard in dataset.shards_of(TINY, NODES)}


def test_a_shard_done_before_is_not_done_again(joined_tables, monkeypatch):
    files, _, _ = joined_tables
    monkeypatch.setattr(dataset, "ElementSystem", lambda *_: pytest.fail("computed again"))
    shard = dataset.shards_of(TINY, NODES)[0]
    assert dataset.compute_shard(shard, files[0].parent, NODES) == files[0]


def test_processes_compute_what_is_missing_and_count_it(joined_tables, tmp_path):
    files, _, _ = joined_tables
    shards = dataset.shards_of(TINY, NODES)
    (tmp_path / files[0].name).write_bytes(files[0].read_bytes())
    seen = []
    found = dataset.compute(
        TINY, tmp_path, workers=1, temperatures=NODES, progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(n, len(shards)) for n in range(2, len(shards) + 1)]
    for path, again in zip(files, found, strict=True):
        columns = ["alloy", "temperature_k", "phase"]
        pd.testing.assert_frame_equal(pd.read_parquet(path)[columns], pd.read_parquet(again)[columns])


def test_tables_hold_what_the_engine_says(joined_tables):
    _, _, folder = joined_tables
    data = load_alloys(folder)
    assert data.temperatures == NODES
    assert data.fractions.sum(axis=2) == pytest.approx(np.ones((3, 2)), abs=1e-6)
    x = mole_fractions(TINY[0].wt)
    with ElementSystem(default_database(), list(x)) as system:
        point = solve_point(system, x, 700.0)
    for phase in point.phases:
        assert data.fractions[0, 1, data.phases.index(phase.phase)] == pytest.approx(phase.fraction, abs=1e-6)
    assert data.wt[0, 3] == pytest.approx(1.0)
    assert data.series.tolist() == [alloy.series for alloy in TINY]


def test_the_spot_check_agrees_and_notices_a_wrong_row(joined_tables):
    _, rows, _ = joined_tables
    wt = [alloy.wt for alloy in TINY]
    good = spot_check(wt, rows)
    assert good["points"] == good["fractions_within_0.001"] == good["energy_within_0.1_j_per_mol"] == 6
    wrong = rows.assign(fraction=rows["fraction"] + 0.01, gibbs_j_per_mol=rows["gibbs_j_per_mol"] + 1)
    assert spot_check(wt, wrong)["fractions_within_0.001"] == 0
    assert spot_check(wt, wrong)["highest_above_j_per_mol"] == pytest.approx(1, abs=0.1)


def test_the_card_counts_and_hashes(joined_tables):
    _, rows, folder = joined_tables
    failed = rows.assign(phase=rows["phase"].where(rows["alloy"] != 1, ""))
    write_card(make_card(TINY, failed, folder, command="x", seed=0, check={}), folder / CARD)
    card = read_card(folder)
    assert (card["alloys"], card["points"], card["points_failed"]) == (3, 6, 2)
    assert card["files"][ALLOYS] == hashlib.sha256((folder / ALLOYS).read_bytes()).hexdigest()
    assert card["database"]["sha256"] == default_database().sha256


def test_near_duplicates_share_a_split_and_splits_have_their_shares():
    assert dataset.split_of({"Mg": 1.0011}) == dataset.split_of({"Mg": 0.9999})
    drawn = pd.Series([dataset.split_of(alloy.wt) for alloy in sample_alloys(4000)]).value_counts(
        normalize=True
    )
    assert drawn["train"] == pytest.approx(0.8, abs=0.03)
    assert drawn["test"] == pytest.approx(0.1, abs=0.02)


def test_a_missing_table_says_how_to_make_it(tmp_path):
    with pytest.raises(InputError, match="alloys dataset"):
        load_alloys(tmp_path)


def test_the_table_that_ships_is_physical():
    data, card = load_alloys(), read_card()
    assert len(data) == card["alloys"] >= 15_000
    assert data.temperatures == TEMPERATURES
    failed = np.isnan(data.fractions).any(axis=2)
    assert failed.sum() == card["points_failed"] <= 1e-3 * failed.size
    good = data.fractions[~failed]
    assert np.abs(good.sum(axis=1) - 1).max() < 1e-5
    components = 1 + (data.wt > 0).sum(axis=1)
    n_phases = (np.nan_to_num(data.fractions) > 0).sum(axis=2)
    assert (n_phases <= components[:, None]).all()  # the phase rule; sets of a miscibility gap count once
    assert card["engine"] == engine_settings()
    check = card["spot_check"]
    assert check["points"] >= 200
    assert check["fractions_within_0.001"] >= 0.99 * (check["points"] - check["without_answer_in_one"])
    for name in (ALLOYS, FRACTIONS):
        assert card["files"][name] == hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
