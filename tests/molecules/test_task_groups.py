"""Each task is in one group and one family, and its names tell it apart."""

from __future__ import annotations

from collections import Counter

from mi_core.molecules.task_groups import (
    FAMILIES,
    GROUPS,
    family_of,
    grouped_name,
    short_name,
    short_title,
)
from mi_core.molecules.tasks import TASKS


def test_each_task_is_in_one_group():
    grouped = [task for tasks in GROUPS.values() for task in tasks]
    assert sorted(grouped) == sorted(TASKS)
    assert [len(tasks) for tasks in GROUPS.values()] == [6, 3, 12, 27]


def test_families_are_those_of_the_tables_and_no_group_is_torn_apart():
    assert Counter(map(family_of, TASKS)) == {"Properties": 9, "SIDER": 27, "Tox21": 12}
    assert {family_of(task) for task in TASKS} == set(FAMILIES)
    assert all(len({family_of(task) for task in tasks}) == 1 for tasks in GROUPS.values())


def test_short_titles_do_not_say_their_group():
    assert short_title("tox21_sr_p53") == "DNA damage (p53)"
    assert short_title("sider_eye_disorders") == "Eye disorders"
    assert short_title("bbbp") == "Blood–brain barrier"
    assert not any(":" in short_title(task) for task in TASKS)


def test_names_are_short_and_tell_tasks_apart():
    names = [grouped_name(task) for task in TASKS]
    assert len(set(names)) == len(TASKS) == 48
    assert max(map(len, names)) <= 26
    assert short_name("sider_injury_poisoning_and_procedural_complications") == "injury"
