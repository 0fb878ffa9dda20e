"""`molecules affinity`: what ships as CSV, what is computed anew, and mistakes in one sentence."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from length_tasks import LENGTH, SCALED

from mi_core.__main__ import main
from mi_core.molecules.affinity import job


def test_the_affinities_of_a_task_on_the_screen(five_tasks, capsys):
    assert not main(["molecules", "affinity", "--task", "bbbp"])
    rows = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert list(rows) == ["task", "beside", "affinity", "standard_error", "seeds", "kind"]
    assert rows["beside"].iloc[0] == "lipophilicity_log_d"
    assert rows["affinity"].is_monotonic_decreasing
    assert set(rows["task"]) == {"bbbp"}


def test_all_of_another_kind_in_a_file(five_tasks, tmp_path, capsys):
    output = tmp_path / "out.csv"
    assert not main(["molecules", "affinity", "--kind", "twin", "--output", str(output)])
    assert len(pd.read_csv(output)) == 20
    assert "20 pairs of 5 tasks, mean of 1 seed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--task", "bbb"], "Did you mean 'bbbp'?"),
        (["--kind", "joint"], "--kind joint --compute"),
        (["--output", "out.docx"], "must end in .csv or .parquet"),
        (["--compute", "--kind", "similarity", "--task", "bbbp"], "two tasks or more; got bbbp"),
    ],
)
def test_mistakes_are_one_sentence(five_tasks, arguments, said, capsys):
    assert main(["molecules", "affinity", *arguments]) != 0
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["similarity", "exact"])
def test_computed_anew_and_not_twice(kind, lengths, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(job, "_table", lambda: lengths[0])
    monkeypatch.setattr(job, "_drawn", lambda seed: job_drawn(lengths[0], seed))
    monkeypatch.setattr("mi_core.molecules.affinity.exact.EPOCHS", 2)
    monkeypatch.setattr("mi_core.datasets.paths.cache_folder", lambda: tmp_path)
    arguments = ["molecules", "affinity", "--compute", "--kind", kind, "--task", LENGTH, "--task", SCALED]
    assert not main(arguments)
    first = capsys.readouterr()
    assert pd.read_csv(io.StringIO(first.out))["task"].tolist() == [LENGTH, SCALED]
    assert "1 of 1 pieces" in first.err
    monkeypatch.setattr(job, "_table", lambda: pytest.fail("computed twice"))
    assert not main(arguments)
    assert capsys.readouterr().out == first.out


def job_drawn(frame, seed):
    from mi_core.molecules.affinity.drawn import draw

    return draw(frame, (LENGTH, SCALED), seed)
