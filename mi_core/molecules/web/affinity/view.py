"""What the part shows: a kind of affinity, the order of the map, a task, and one beside it; kept in the session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from mi_core.molecules.affinity.measures import EXACT, MEASURES
from mi_core.molecules.tasks import TASKS
from mi_core.web.shell.parameters import Parameter, known, one_of

ORDERS = {"tree": "By who helps whom", "table": "As in the table"}
_NOW = "molecules_affinity"


@dataclass(frozen=True)
class AffinityView:
    """The part's choices.

    kind : key of MEASURES; order : of ORDERS; task : the one that is helped or harmed; beside : the one clicked with it, ""
    for none; estimate : key of the measure that the exact one is compared with, "" for the first.
    """

    kind: str = EXACT
    order: str = "tree"
    task: str = TASKS[0]
    beside: str = ""
    estimate: str = ""


#: For the page's view, whose field `affinity` is an AffinityView.
PARAMETERS = [
    one_of("affinity_kind", MEASURES, field="affinity.kind"),
    one_of("affinity_order", ORDERS, field="affinity.order"),
    one_of("affinity_task", TASKS, field="affinity.task"),
    Parameter("affinity_beside", lambda text: known(text, TASKS), field="affinity.beside"),
    one_of("affinity_estimate", MEASURES, field="affinity.estimate"),
]


def now() -> AffinityView:
    """Return the part's choices."""
    return st.session_state.setdefault(_NOW, AffinityView())


def choose(**chosen: Any) -> None:
    """Keep choices."""
    st.session_state[_NOW] = replace(now(), **chosen)


def key(name: str) -> str:
    """Return the key of a widget."""
    return f"affinity_{name}"
