"""Which tasks each arm learns."""

from mi_core.molecules.supports.arms import ALL, MORGAN, NONE, RANDOM, SUPPORT, TARGETS, units
from mi_core.molecules.tasks import TASKS


def found(seed=0):
    return units(TASKS, TARGETS, lambda target: [task for task in TASKS if task != target][:4], seed)


def test_twenty_targets_were_chosen_among_the_tasks():
    assert len(set(TARGETS) & set(TASKS)) == 20


def test_no_encoder_learns_the_target_that_it_is_tried_on():
    assert not any(target in unit.learns for unit in found() for target in unit.targets)


def test_every_target_is_tried_with_ten_random_sets_or_more_and_once_with_each_other_arm():
    for target in TARGETS:
        arms = [unit.arm for unit in found() if target in unit.targets]
        assert arms.count(RANDOM) >= 10
        assert all(arms.count(arm) == 1 for arm in (SUPPORT, ALL, NONE, MORGAN))


def test_random_sets_differ_between_seeds_and_stay_the_same_within_one():
    drawn = [[unit.learns for unit in found(seed) if unit.arm == RANDOM] for seed in (0, 1, 0)]
    assert drawn[0] == drawn[2] != drawn[1]
