"""The job of affinities: each kind is cut into pieces that are computed apart and joined, none of them twice."""

from __future__ import annotations

import pandas as pd
import pytest
from length_tasks import LENGTH, NOISE, SCALED

from mi_core.errors import InputError
from mi_core.jobs.kinds import tasks_of
from mi_core.molecules.affinity import job
from mi_core.molecules.affinity.drawn import draw
from mi_core.molecules.affinity.tables import VALUES
from mi_core.molecules.tasks import TASKS

THREE = [LENGTH, SCALED, NOISE]


@pytest.mark.parametrize(("kind", "pieces"), [("exact", 98), ("twin", 9), ("joint", 1), ("similarity", 1)])
def test_each_kind_is_cut_into_pieces_for_each_seed(kind, pieces):
    found = tasks_of(job.KIND, {"kind": kind, "seeds": [0, 1]})
    assert len(found) == 2 * pieces
    assert len({piece["part"] for piece in found}) == 2 * pieces
    assert {piece["kind"] for piece in found} == {kind}


def test_exact_pieces_keep_the_names_under_which_they_are_kept():
    found = tasks_of(job.KIND, {})
    assert [piece["part"] for piece in found[:3]] == ["000-00000", "000-00012", "000-00024"]
    assert found[0]["piece"][0] == [TASKS[0]]


def test_all_encoders_are_trained_once_and_one_is_not_trained():
    encoders = [name for piece in tasks_of(job.KIND, {"kind": "twin"}) for name in piece["piece"][1]]
    assert encoders == ["", *TASKS]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"kind": "twins"}, "Did you mean 'twin'"),
        ({"tasks": ["bbbp"]}, "two tasks or more; got bbbp"),
        ({"tasks": ["bbbp", "bbb"]}, "Tasks bbb are not known"),
    ],
)
def test_mistakes_are_one_sentence(params, said):
    with pytest.raises(InputError, match=said):
        tasks_of(job.KIND, params)


def test_a_twin_is_computed_piece_by_piece_and_joined(lengths, monkeypatch, tmp_path):
    frame, graphs = lengths
    monkeypatch.setattr(job, "_table", lambda: frame)
    monkeypatch.setattr(job, "_drawn", lambda seed: draw(frame, THREE, seed))
    monkeypatch.setattr(job, "_graphs", lambda: graphs)
    monkeypatch.setattr("mi_core.molecules.affinity.measures.ENCODERS_OF_A_PIECE", 2)
    params = {"kind": "twin", "tasks": THREE}
    pieces = tasks_of(job.KIND, params)
    assert len(pieces) == 2
    results = [job.KIND.work(piece, str(tmp_path)) for piece in pieces]
    monkeypatch.setattr(job, "_table", lambda: pytest.fail("computed twice"))
    assert [job.KIND.work(piece, str(tmp_path)) for piece in pieces] == results
    summary = job.KIND.finish(params, results, str(tmp_path))
    assert summary == {"file": "twin.parquet", "tasks": 3, "seeds": 1}
    table = pd.read_parquet(tmp_path / "twin.parquet")
    assert list(table) == VALUES
    assert len(table) == 9
