"""Short names tell all tasks apart."""

from __future__ import annotations

from collections import Counter

from mi_core.molecules.affinity.names import group_of, grouped_name, short_name
from mi_core.molecules.tasks import TASKS


def test_names_are_short_and_tell_tasks_apart():
    names = [grouped_name(task) for task in TASKS]
    assert len(set(names)) == len(TASKS) == 48
    assert max(map(len, names)) <= 26
    assert short_name("sider_injury_poisoning_and_procedural_complications") == "injury"


def test_the_groups_are_those_of_the_tables():
    assert Counter(map(group_of, TASKS)) == {"Properties": 9, "SIDER": 27, "Tox21": 12}
