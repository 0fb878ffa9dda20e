from mi_core.molecules.task_groups import GROUPS, short_title
from mi_core.molecules.tasks import TASKS


def test_each_task_is_in_one_group():
    grouped = [task for tasks in GROUPS.values() for task in tasks]
    assert sorted(grouped) == sorted(TASKS)
    assert [len(tasks) for tasks in GROUPS.values()] == [6, 3, 12, 27]


def test_short_titles_do_not_say_their_group():
    assert short_title("tox21_sr_p53") == "DNA damage (p53)"
    assert short_title("sider_eye_disorders") == "Eye disorders"
    assert short_title("bbbp") == "Blood–brain barrier"
