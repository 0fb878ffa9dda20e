"""The exact affinity of a task of one's own, on made-up tables: who knows the same helps, who knows noise does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from length_tasks import LENGTH, NOISE, SCALED

from mi_core.errors import InputError
from mi_core.jobs.kinds import tasks_of
from mi_core.molecules.transfer.exact import job
from mi_core.molecules.transfer.exact.job import KIND, affinities_of, read_exact
from mi_core.molecules.transfer.exact.joined import OWN, joined_table
from mi_core.molecules.transfer.own_task import read_own_task


@pytest.fixture
def table(lengths, tmp_path, monkeypatch):
    """Every second molecule of the known tasks, and two more that they lack, with the number that LENGTH is, as a file."""
    frame = lengths[0]
    part = frame.iloc[::2][["smiles", LENGTH]].rename(columns={LENGTH: "mine"})
    part = pd.concat([part, pd.DataFrame({"smiles": ["CCBr", "CCCBr"], "mine": [-3.0, -4.0]})])
    part.to_csv(tmp_path / "mine.csv", index=False)
    monkeypatch.setattr(job, "TASKS", (LENGTH, SCALED, NOISE))
    monkeypatch.setattr(job, "_known", lambda: frame)
    monkeypatch.setattr(job, "_left_out", lambda _table, _target: (LENGTH,))
    for cached in (job._task, job._frame, job._drawn):
        cached.cache_clear()
    return tmp_path / "mine.csv"


def test_molecules_of_both_have_one_row_and_others_come_below(lengths, table):
    joined = joined_table(lengths[0], read_own_task([table], "mine"))
    assert len(joined) == len(lengths[0]) + 2
    assert joined["id"].is_unique
    known = joined.dropna(subset=[OWN, LENGTH])
    np.testing.assert_array_equal(known[OWN], known[LENGTH])
    assert joined[LENGTH].tail(2).isna().all()
    assert joined[OWN].tail(2).tolist() == [-3.0, -4.0]


def test_a_task_that_knows_the_same_helps_more_than_noise_and_the_task_itself_is_left_out(table, tmp_path):
    params = {"table": str(table), "target": "mine", "seeds": [0, 1]}
    pieces = tasks_of(KIND, params)
    assert [piece["beside"] for piece in pieces] == [[SCALED, NOISE]] * 2
    results = [KIND.work(piece, str(tmp_path)) for piece in pieces]
    summary = KIND.finish(params, results, str(tmp_path))
    found = read_exact(tmp_path).set_index("task")
    assert summary["supports"][0] == SCALED
    assert found.loc[SCALED, "affinity"] > found.loc[NOISE, "affinity"]
    assert (found["error"] > 0).all()


def test_affinities_are_means_over_seeds_with_their_standard_errors():
    found = affinities_of(
        [
            {"seed": 0, "losses": {"": 0.5, "bbbp": 0.4}},
            {"seed": 0, "losses": {"hiv": 0.6}},
            {"seed": 1, "losses": {"": 0.5, "bbbp": 0.3, "hiv": 0.6}},
        ]
    )
    assert found["task"].tolist() == ["bbbp", "hiv"]
    assert found["affinity"].tolist() == pytest.approx([0.3, -0.2])
    assert found["error"].tolist() == pytest.approx([0.1, 0.0], abs=1e-12)


def test_too_few_labels_are_one_sentence(lengths, table):
    lengths[0].iloc[:25][["smiles", LENGTH]].to_csv(table.with_name("few.csv"), index=False)
    with pytest.raises(InputError, match="has 25 labels, too few for networks"):
        tasks_of(KIND, {"table": str(table.with_name("few.csv")), "target": LENGTH})
