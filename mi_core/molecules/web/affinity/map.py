"""The map of all pairs; a click on a cell looks at its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.figures.affinity import affinity_figure, known_tasks
from mi_core.molecules.figures.affinity_words import affinity_text
from mi_core.molecules.task_groups import grouped_name
from mi_core.molecules.web.affinity.choices import ORDERS
from mi_core.molecules.web.affinity.view import choose, key, now, segmented
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.molecules.affinity.shipped import Affinities

ALT = "Map of the affinities of all pairs of tasks; the table of the task below has the same numbers."


def affinity_map(affinities: Affinities) -> None:
    """Show the map, the choice of a task, and what the two tasks of a clicked cell do to each other."""
    _choose_order()
    chart = key(f"map_{affinities.measure.key}_{now().order}")
    figure_with_downloads(
        affinity_figure(affinities, by_tree=now().order == "tree", chosen=now().task),
        f"affinities-{affinities.measure.key}",
        key=chart,
        on_select=lambda: look_at(st.session_state[chart]),
        selection_mode="points",
        alt=ALT,
    )
    st.caption(
        "A row is the task that is helped (teal) or harmed (orange) when that of the column is learned beside it; click a "
        "cell, or choose a task below."
    )
    _choose_task(affinities)
    if now().beside and now().beside != now().task:
        _both_ways(affinities, now().task, now().beside)


def picked(event: Mapping) -> tuple[str, str] | None:
    """Return the task and the one beside it of the cell that an event of the map tells of; None for no cell."""
    for point in event.get("selection", {}).get("points", []):
        pair = point.get("customdata")
        if isinstance(pair, list | tuple) and len(pair) == 2:
            return str(pair[0]), str(pair[1])
    return None


def look_at(event: Mapping) -> None:
    """Look at the tasks of a clicked cell; a click beside the cells changes nothing."""
    if pair := picked(event):
        choose(task=pair[0], beside=pair[1])
        st.session_state[key("task")] = pair[0]


def _choose_order() -> None:
    segmented("Order", ORDERS, "order", named=False)


def _choose_task(affinities: Affinities) -> None:
    names = known_tasks(affinities)
    if now().task not in names:
        choose(task=names[0], beside="")
    st.session_state.setdefault(key("task"), now().task)
    if st.session_state[key("task")] not in names:
        st.session_state[key("task")] = now().task
    chosen = st.selectbox("Task", names, format_func=grouped_name, key=key("task"))
    if chosen != now().task:
        choose(task=chosen, beside="")


def _both_ways(affinities: Affinities, task: str, beside: str) -> None:
    """Say what two tasks do to each other."""
    lines = [
        f"**{grouped_name(other)}** does to **{grouped_name(one)}**: "
        + affinity_text(affinities.mean.loc[one, other], affinities.error.loc[one, other])
        for one, other in ((task, beside), (beside, task))
    ]
    st.markdown(" · ".join(lines))
