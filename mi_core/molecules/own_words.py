"""A study of a task of one's own in words: the verdict in a line for whoever decides, the protocol for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.molecules.task_groups import short_title
from mi_core.molecules.tasks import TASKS
from mi_core.molecules.transfer.verdict import HARMS, HELPS, SIGNIFICANT
from mi_core.words import counted

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.molecules.own_study import OwnStudy

HEADLINES = {
    HELPS: "Known tasks help yours: the gain is real.",
    HARMS: "Known tasks harm yours: predict without them.",
}
SURE = 2  # standard errors above zero
UNDECIDED = "A gain cannot be shown."
COMPARED = (
    "The two on top are compared. Few labels cannot tell which method is best, so the methods answer together, each with a "
    "weight by how well it did in cross-validation; the labels of each split themselves choose between the mean of all and "
    "the mean of those without transfer. Picking the best of the other rows afterwards would flatter it."
)


def headline(found: OwnStudy) -> str:
    """Return the verdict in a line."""
    return HEADLINES.get(found.verdict["kind"], UNDECIDED)


def protocol(found: OwnStudy) -> str:
    """Return molecules, splits, test and level in a line."""
    return (
        f"{counted(found.found['molecules'], 'molecule')}; {found.verdict['splits']} splits, four fifths learned and one "
        f"tested, stereoisomers kept together; supports and method chosen within each split; corrected resampled t-test "
        f"(Nadeau and Bengio), two-sided, p = {number(found.verdict['p_value'])}, level {SIGNIFICANT:g}."
    )


def support_sentence(affinities: pd.DataFrame) -> str:
    """Return how many of the supports are surely better than a network that learned nothing.

    affinities : as of `transfer.affinity.affinities`.
    """
    chosen = affinities[affinities["support"].astype(bool)]
    sure = int((chosen["affinity"] > SURE * chosen["error"]).sum())
    if sure == len(chosen):
        return "All of them say more than a network that learned nothing."
    count = (
        "None of them says" if not sure else f"{sure} of these {len(chosen)} {'says' if sure == 1 else 'say'}"
    )
    return f"{count} clearly more than a network that learned nothing: do not expect much before the test."


def clearly_helping(affinities: pd.DataFrame) -> list[str]:
    """Return titles of the tasks whose affinity is above zero by more than `SURE` standard errors, the highest first."""
    sure = affinities[affinities["affinity"] > SURE * affinities["error"]]
    return [task_title(task) for task in sure["task"]]


def task_title(task: str) -> str:
    """Return the short title of a task; the name itself where it is none of ours."""
    return short_title(task) if task in TASKS else task


def number(value: float | None, digits: int = 3) -> str:
    """Return a number with so many digits that count and a true minus sign, which zero never has; "–" for none."""
    return "–" if value is None or value != value else f"{value:z.{digits}g}".replace("-", "−")  # noqa: PLR0124 - NaN


def interval(lower: float, upper: float) -> str:
    """Return "−3.6 … −3.3"; "" where there is none."""
    return f"{number(lower)} … {number(upper)}" if lower == lower and upper == upper else ""  # noqa: PLR0124 - NaN
