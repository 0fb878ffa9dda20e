"""Whose knowledge a target with few labels is given: tasks chosen by affinity, by chance, all of them, or nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SUPPORT, RANDOM, ALL, NONE, MORGAN = "support-4", "random-4", "all", "none", "morgan"
TITLES = {
    SUPPORT: "Four tasks of highest affinity",
    RANDOM: "Four tasks drawn at random",
    ALL: "All tasks but four targets",
    NONE: "No other task",
    MORGAN: "Morgan fingerprints, random forest",
}
N_SUPPORTS = 4
FEW = (50, 100, 200, 500)  # labels of a target
RANDOM_SETS = 16  # of 48 tasks; each target is left ten or more that do not hold it
LEFT_OUT = 4  # targets that share an encoder of all other tasks, which learned none of them
#: Six properties, three classes, five assays and six side effects, chosen before anything was measured.
TARGETS = (
    "esol_log_s", "freesolv_kcal_per_mol", "lipophilicity_log_d", "bace_pic50", "melting_point_c", "cep_pce_percent",
    "bbbp", "hiv", "clintox_ct_tox",
    "tox21_nr_ar", "tox21_nr_ahr", "tox21_nr_er", "tox21_sr_are", "tox21_sr_mmp",
    "sider_hepatobiliary_disorders", "sider_eye_disorders", "sider_vascular_disorders",
    "sider_skin_and_subcutaneous_tissue_disorders", "sider_psychiatric_disorders", "sider_nervous_system_disorders",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One encoder, by the tasks that it learns, and the targets that it is tried on."""

    arm: str
    number: int
    learns: tuple[str, ...]
    targets: tuple[str, ...]


def units(
    tasks: Sequence[str], targets: Sequence[str], supports_of: Callable[[str], Sequence[str]], seed: int = 0
) -> list[Unit]:
    """Return what one seed trains: supports of each target, and what several share, random sets and all but some targets.

    supports_of : the tasks of highest affinity to a target. NONE and MORGAN learn nothing but the target's own few labels.
    """
    rng = np.random.default_rng(seed)
    found = [Unit(SUPPORT, n, tuple(supports_of(target)), (target,)) for n, target in enumerate(targets)]
    for number in range(RANDOM_SETS):
        learns = tuple(
            sorted(rng.choice(list(tasks), N_SUPPORTS, replace=False).tolist(), key=list(tasks).index)
        )
        found.append(Unit(RANDOM, number, learns, tuple(one for one in targets if one not in learns)))
    groups = -(-len(targets) // LEFT_OUT)
    for number in range(groups):
        left_out = tuple(targets[number::groups])  # Tasks of one table are neighbours, and so come apart.
        found.append(Unit(ALL, number, tuple(task for task in tasks if task not in left_out), left_out))
    return [
        *found,
        *(
            Unit(arm, number, (), (target,))
            for arm in (NONE, MORGAN)
            for number, target in enumerate(targets)
        ),
    ]
