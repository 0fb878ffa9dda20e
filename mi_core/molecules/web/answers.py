"""All tasks of one molecule in a table, and beside it the one that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.errors import InputError
from mi_core.molecules.task_groups import GROUPS
from mi_core.molecules.tasks import TASKS, task_of
from mi_core.molecules.web.one_task import one_task
from mi_core.molecules.web.predictions import all_tasks
from mi_core.molecules.web.table import MARK
from mi_core.molecules.web.view import PAGE
from mi_core.prediction.words import COVERAGE, domain_text, interval_text, value_text
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from mi_core.structures.molecules.molecule import Molecule

HEIGHT = 560  # pixels
PROBABILITY = "probability"


def show_answers(molecule: Molecule, name: str) -> None:
    """Show what is predicted of a molecule for all tasks; a click on one shows it beside."""
    try:
        frame = all_tasks(molecule.smiles, molecule.formula)
    except InputError as problem:  # there is no model; alerts and shape need none
        show_error(problem)
        return
    if (failed := frame[frame["error"] != ""]).shape[0] == len(frame) and len(frame):
        st.error(escaped(failed["error"].iloc[0]), icon=":material/error:")
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        task = _choose(answers_table(frame), molecule.smiles)
        frame_download(
            frame.assign(id=name), f"{name}-all-tasks", key="molecule_tasks_csv", label="All tasks as CSV"
        )
    with right:
        one_task(molecule, frame[frame["target"] == task].iloc[0], name)


def answers_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a row per task in the order of the groups: title, value, unit, interval and mark of the domain."""
    by_task = frame.set_index("target")
    rows = []
    for tasks in GROUPS.values():
        for task in tasks:
            row, target = by_task.loc[task], task_of(task)
            known = pd.notna(row["lower"]) and pd.notna(row["upper"])
            rows.append(
                {
                    "task": target.title,
                    "value": value_text(target, row["value"]),
                    "unit": PROBABILITY if target.probability else target.unit,
                    "interval": interval_text(target, row["lower"], row["upper"]) if known else None,
                    "domain": MARK[domain_text(row["in_domain"])],
                }
            )
    return pd.DataFrame(rows)


def _choose(table: pd.DataFrame, smiles: str) -> str:
    """Show the table; return the task of the row that is chosen."""
    view, order = PAGE.now(), [task for tasks in GROUPS.values() for task in tasks]
    column = st.column_config
    event = st.dataframe(
        table,
        key=f"molecules_answers_{hash(smiles)}_{PAGE.turn()}",
        hide_index=True,
        height=HEIGHT,
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [order.index(view.task)]}},
        placeholder="–",
        column_config={
            "task": column.TextColumn("Task", width=252),
            "value": column.TextColumn("Value", alignment="right", width=70),
            "unit": column.TextColumn("Unit", width=90),
            "interval": column.TextColumn(
                "Interval or band",
                help=f"{COVERAGE} interval of numbers; of probabilities the band of Venn and Abers",
                alignment="right",
                width=115,
            ),
            "domain": column.TextColumn("Domain", help="✓ inside, ⚠ outside what was measured", width=62),
        },
    )
    if event.selection.rows and event.selection.rows[0] < len(TASKS):
        view.task = order[event.selection.rows[0]]
    return view.task
