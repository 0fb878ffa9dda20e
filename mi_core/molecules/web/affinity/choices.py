"""What the part of affinities shows: a kind, the order of the map, a task, and one beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mi_core.molecules.affinity.measures import EXACT, MEASURES
from mi_core.molecules.supports.arms import FEW
from mi_core.molecules.tasks import TASKS
from mi_core.web.shell.parameters import Parameter, known, one_of

if TYPE_CHECKING:
    from collections.abc import Callable

ORDERS = {"tree": "By who helps whom", "table": "As in the table"}
LABELS = {"all": "All together", **{str(few): f"{few} labels" for few in FEW}}


@dataclass(frozen=True)
class AffinityView:
    """The part's choices.

    kind : key of MEASURES; order : of ORDERS; task : the one that is helped or harmed; beside : the one clicked with it, ""
    for none; estimate : key of the measure that the exact one is compared with, "" for the first; labels : of LABELS.
    """

    kind: str = EXACT
    order: str = "tree"
    task: str = TASKS[0]
    beside: str = ""
    estimate: str = ""
    labels: str = "all"


def parameters(shown: Callable[[Any], bool]) -> list[Parameter]:
    """Return those of an address of a view whose field `affinity` is an AffinityView; needed while the part is shown."""
    return [
        one_of("kind", MEASURES, field="affinity.kind", when=shown),
        one_of("order", ORDERS, field="affinity.order", when=shown),
        one_of("helped", TASKS, field="affinity.task", when=shown),
        Parameter("beside", lambda text: known(text, TASKS), field="affinity.beside", when=shown),
        one_of("estimate", MEASURES, field="affinity.estimate", when=shown),
        one_of("labels", LABELS, field="affinity.labels", when=shown),
    ]
