"""Sweeps over a parameter, in this process and as a job."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from mi_core.comparison.figures.sweep import sweep_figure
from mi_core.comparison.jobs.compare import KIND
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.run import compare
from mi_core.comparison.sources import reference
from mi_core.comparison.store import read_comparison
from mi_core.comparison.sweeps import sweeps_among, write_out_sweeps
from mi_core.errors import InputError
from mi_core.targets import Target

PROTOCOL = Protocol(holdout=0.3, learning_curve=False)
SWEEP = ["mean", "xgboost:max_depth=1..3:n_estimators=40"]
NAMES = ["mean", *(f"xgboost:max_depth={depth}:n_estimators=40" for depth in (1, 2, 3))]


def test_sweeps_are_written_out():
    assert write_out_sweeps([*SWEEP, "mean"]) == NAMES
    assert len(write_out_sweeps(["xgboost:max_depth=1..2:n_estimators=1..3"])) == 6


def test_sweeps_are_found_among_models():
    assert sweeps_among(NAMES) == {
        ("xgboost:n_estimators=40", "max_depth"): {depth: NAMES[depth] for depth in (1, 2, 3)}
    }
    assert sweeps_among(["ridge", "mean", "xgboost:max_depth=1", "xgboost:max_depth=2"]) == {}


def test_the_figure_of_a_sweep_has_a_line_and_a_level(problem):
    found = compare(problem, ["ridge", *SWEEP], dataclasses.replace(PROTOCOL, importance=False))
    figure = sweep_figure(found.summary, found.scores, found.target, sweeps_among(found.models), found.titles)
    line = figure.data[1]
    expected = found.summary.set_index("model")["mae"][NAMES[1:]]
    assert list(line.x) == [1, 2, 3]
    np.testing.assert_allclose(line.y, expected)
    assert {note.text.rsplit(" ", 1)[0] for note in figure.layout.annotations} == {
        found.title(name) for name in ("ridge", "mean")
    }


@pytest.mark.parametrize(("values", "tick"), [((1, 2, 3), 1), ((0, 10, 20), 1), ((100, 400, 800), None)])
def test_ticks_stand_at_every_whole_number_of_a_short_sweep_alone(values, tick):
    names = [f"xgboost:n_estimators={value}" for value in values]
    summary = pd.DataFrame({"model": names, "mae": 0.1})
    scores = summary.assign(fold=0)
    figure = sweep_figure(summary, scores, Target("gap", "Gap", "gap", "eV"), sweeps_among(names), {})
    assert figure.layout.xaxis.dtick == tick


@pytest.mark.parametrize("name", ["xgboost:max_depth=3..1", "xgboost:n_estimators=1..999"])
def test_sweeps_that_cannot_be_are_one_sentence(name):
    with pytest.raises(InputError, match="must rise from its first number to its last, over at most 100"):
        write_out_sweeps([name])


def test_a_job_compares_what_the_process_does(problem, table, tmp_path):
    ours = compare(problem, SWEEP, PROTOCOL)
    assert set(ours.models) == set(NAMES)
    assert ours.title(NAMES[2]) == "Gradient boosting (XGBoost), max_depth 2, n_estimators 40"
    table.to_csv(tmp_path / "oxides.csv", index=False)
    params = {
        "problem": reference(table=tmp_path / "oxides.csv", column="value", unit="eV"),
        "models": SWEEP,
        "protocol": PROTOCOL.as_dict(),
    }
    home = str(tmp_path / "job")
    KIND.finish(params, [KIND.work(task, home) for task in KIND.tasks(params)], home)
    theirs = read_comparison(tmp_path / "job").scores.set_index("model")["mae"]
    np.testing.assert_allclose(theirs[NAMES], ours.scores.set_index("model")["mae"][NAMES], rtol=1e-5)
