"""The tasks of molecules in the groups in which they are offered."""

from __future__ import annotations

from mi_core.molecules.tasks import TASKS, task_of

#: Title of each group → its tasks; a solar-cell efficiency that is computed stands among the measured numbers, and its
#: title says so.
GROUPS: dict[str, tuple[str, ...]] = {
    "Properties": tuple(task for task in TASKS if not task_of(task).probability),
    "Barrier, HIV, toxicity": tuple(
        task for task in TASKS if task_of(task).probability and not task.startswith(("tox21_", "sider_"))
    ),
    "Tox21 assays": tuple(task for task in TASKS if task.startswith("tox21_")),
    "Side effects": tuple(task for task in TASKS if task.startswith("sider_")),
}


def short_title(task: str) -> str:
    """Return the title of a task without the words that the title of its group says."""
    title = task_of(task).title
    for prefix in ("Tox21: ", "Side effect: "):
        title = title.removeprefix(prefix)
    return title[:1].upper() + title[1:]
