"""The ranking as a job: chunks joined are the ranking itself, and it is kept for the page."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.jobs.kinds import load_kind, system_jobs
from mi_core.thermoelectrics.ranking import full, job


@pytest.fixture
def kind(with_tiny_transport, tmp_path, monkeypatch):
    monkeypatch.setattr(full, "FOLDER", tmp_path / "full")
    monkeypatch.setattr(job, "ROWS_OF_A_TASK", 70)
    return load_kind(system_jobs()["thermoelectric-ranking"].kind)


def test_its_chunks_make_the_ranking(kind, small_ranking, tmp_path):
    tasks = kind.tasks({})
    assert len(tasks) > 1
    results = [kind.work(task, str(tmp_path)) for task in tasks]
    assert kind.work(tasks[0], str(tmp_path)) == results[0]
    assert full.kept_ranking() is None
    summary = kind.finish({}, results, str(tmp_path))
    assert summary["rows"] == len(small_ranking.frame)
    kept = full.kept_ranking()
    numbers = list(full.decimals())
    assert kept["id"].tolist() == small_ranking.frame["id"].tolist()
    difference = (kept[numbers] - small_ranking.frame[numbers]).abs().max()
    difference = difference.fillna(0.0)  # of what nobody computed
    assert (difference <= [1.01 * 10.0**-digits for digits in full.decimals().values()]).all()
    assert len(pd.read_parquet(tmp_path / summary["file"])) == summary["rows"]


def test_a_table_that_is_replaced_meanwhile_does_not_make_half_a_ranking(
    kind, with_tiny_transport, tmp_path, monkeypatch
):
    tasks = kind.tasks({})
    results = [kind.work(task, str(tmp_path)) for task in tasks]
    table = pd.read_parquet(with_tiny_transport / "mp_compositions.parquet").iloc[5:]
    table.to_parquet(tmp_path / "mp_compositions.parquet", index=False)
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    with pytest.raises(InputError, match="was replaced"):
        kind.work(tasks[0], str(tmp_path))
    with pytest.raises(InputError, match="was replaced"):
        kind.finish({}, results, str(tmp_path))
