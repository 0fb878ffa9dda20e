"""Screening as a job: the chunks join to what one call gives, and are not done twice."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.screening import job
from mi_core.screening.job import KIND, PARTS_FOLDER, RESULT
from mi_core.screening.screen import screen
from mi_core.screening.triples import triples

PARAMS = {"a": ["Sr", "Ba"], "b": "Ti,Zr,Sn", "x": ["O", "S"], "model": "wolverton-extra-trees"}


def test_chunks_join_to_the_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(job, "ROWS_OF_A_TASK", 5)
    tasks = KIND.tasks(PARAMS)
    assert [task["stop"] - task["start"] for task in tasks] == [5, 5, 2]
    assert json.loads(json.dumps(tasks)) == tasks
    first = KIND.work(tasks[0], str(tmp_path))
    written = (tmp_path / PARTS_FOLDER / "00000.parquet").stat().st_mtime_ns
    results = [KIND.work(task, str(tmp_path)) for task in tasks]
    assert results[0] == first
    assert (tmp_path / PARTS_FOLDER / "00000.parquet").stat().st_mtime_ns == written
    summary = KIND.finish(PARAMS, results, str(tmp_path))
    expected = screen(triples(PARAMS["a"], PARAMS["b"], PARAMS["x"]), model=PARAMS["model"])
    found = pd.read_parquet(tmp_path / RESULT)
    found = found.astype(expected.dtypes.to_dict())
    pd.testing.assert_frame_equal(found.drop(columns="in_domain"), expected.drop(columns="in_domain"))
    assert summary == {
        "file": RESULT,
        "rows": 12,
        "in_domain": int(found["in_domain"].sum()),
        "model": "wolverton-extra-trees",
    }
    again = KIND.finish(PARAMS, results, str(tmp_path))
    assert again == summary, "a worker that died after writing the result finishes once more"


@pytest.mark.parametrize("params", [{"a": ["Xx"]}, {"model": "nobody"}, {"model": "castelli-cgcnn"}])
def test_bad_parameters_are_found_before_the_work_starts(params):
    with pytest.raises(InputError):
        KIND.tasks(params)
