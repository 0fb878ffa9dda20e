"""The choice of the tasks whose predictions stand in the table."""

from __future__ import annotations

import streamlit as st

from mi_core.molecules.task_groups import GROUPS, short_title
from mi_core.molecules.tasks import TASKS
from mi_core.molecules.web.view import PAGE


def choose_tasks() -> list[str]:
    """Offer all tasks in their groups; return the chosen ones in their order, those asked for unasked where none is."""
    view = PAGE.now()
    chosen: list[str] = []
    with st.popover(f"Tasks in the table: {len(view.tasks)} of {len(TASKS)}", icon=":material/checklist:"):
        for title, tasks in GROUPS.items():
            chosen += st.multiselect(
                title,
                tasks,
                default=[task for task in tasks if task in view.tasks],
                format_func=short_title,
                key=f"molecules_tasks_{title}_{PAGE.turn()}",
                placeholder="None",
            )
        st.caption("One molecule's detail, below the table, shows all of them.")
    view.tasks = tuple(task for task in TASKS if task in chosen) or PAGE.fresh().tasks
    return list(view.tasks)
