"""Comparisons and own models as jobs: bad parameters are refused in a sentence before anything runs."""

from __future__ import annotations

import pytest

from mi_core.comparison.jobs.adopt import KIND as ADOPT
from mi_core.comparison.jobs.compare import KIND as COMPARE
from mi_core.comparison.sources import reference
from mi_core.errors import InputError
from mi_core.jobs.kinds import tasks_of

PROBLEM = reference("wolverton_perovskite_oxides", "e_above_hull_ev_per_atom")
ZT = reference("estm_thermoelectrics", "zt")
PARAMS = {"problem": PROBLEM, "protocol": {}, "model": "ridge", "name": "mine", "title": "My model"}


@pytest.mark.parametrize("kind", [ADOPT, COMPARE], ids=["adopt", "compare"])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"problem": 3}, "parameters of the job: problem should be a valid mapping; got 3"),
        ({"problem": {}}, "Data set '' is not known; choose one of"),
        ({"problem": {"dataset": "wolverton_perovskite_oxides"}}, "has no target ''; choose among"),
        ({"problem": {"table": __file__}}, "Say which column of test_jobs.py"),
        ({"problem": {"table": 3}}, "The problem: table should be a valid string; got 3"),
        (
            {"problem": {"table": __file__, "column": 3}},
            "The problem: column should be a valid string; got 3",
        ),
        (
            {"problem": reference("estm_thermoelectrics", "zt", kept_together="town")},
            "no planned split by the column 'town'; choose among paper, host",
        ),
        ({"problem": ZT | {"beside": "gap_ev"}}, "The problem: beside should be a valid list; got 'gap_ev'"),
        ({"protocol": {"k": 5}}, "A protocol has no k; its keys are"),
        ({"protocol": {"rows": "all"}}, "number of rows must be positive; got 'all'"),
        ({"protocol": {"holdout": "a fifth"}}, "between 0.05 and 0.5 of the rows; got 'a fifth'"),
        ({"protocol": {"seed": None}}, "A seed is a whole number from 0 on; got None"),
    ],
)
def test_bad_parameters_get_a_sentence(kind, change, sentence):
    with pytest.raises(InputError, match=sentence):
        tasks_of(kind, PARAMS | change)


def test_parameters_that_are_missing_are_named():
    with pytest.raises(InputError, match="missing keys: problem, protocol, model, name, title"):
        tasks_of(ADOPT, {})
    with pytest.raises(InputError, match="missing keys: problem"):
        tasks_of(COMPARE, {})


def test_good_parameters_become_tasks():
    assert ADOPT.tasks(PARAMS) == [PARAMS]
    assert len(COMPARE.tasks({"problem": PROBLEM, "models": ["ridge"]})) == 6  # folds and a learning curve


def test_regressors_that_cannot_read_the_conditions_are_left_out():
    tasks = COMPARE.tasks({"problem": ZT, "protocol": {"learning_curve": False}})
    assert {"group-and-row", "cgcnn"}.isdisjoint(task["model"] for task in tasks)
    assert "ridge" in {task["model"] for task in tasks}
    with pytest.raises(InputError, match=r"'group-and-row' cannot read own columns \(temperature_k\)"):
        COMPARE.tasks({"problem": ZT, "models": ["ridge", "group-and-row"]})


def test_a_split_by_a_column_needs_one_of_the_card():
    with pytest.raises(InputError, match="choose one by paper or host"):
        COMPARE.tasks({"problem": ZT, "protocol": {"split": "column"}})
    by_host = {"problem": ZT | {"kept_together": "host"}, "models": ["mean"], "protocol": {"split": "column"}}
    assert len(COMPARE.tasks(by_host)) == 6
