"""The table of molecules: drawn, with what is predicted for the chosen tasks; a click looks at one."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.molecules.tasks import task_of
from mi_core.molecules.web.drawn import small
from mi_core.molecules.web.session import SESSION
from mi_core.molecules.web.view import PAGE
from mi_core.prediction.words import (
    COVERAGE,
    INSIDE,
    MIXED,
    NO_PREDICTION,
    OUTSIDE,
    domain_text,
    interval_text,
    joint_words,
)
from mi_core.web.components.formulas import pretty_formula
from mi_core.web.inputs.table import selectable_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.targets import Target

PER_PAGE = 50
ROW_HEIGHT, HEIGHT = 92, 412  # pixels
INTERVAL_WIDTH = 120
INTERVAL = f"Holds the measured value for {COVERAGE} of the molecules that the model did not learn:"
BAND = "Between the probabilities that it would have were it known not to be, or to be, of the class:"
MARK = {INSIDE: "✓", OUTSIDE: "⚠", MIXED: "⚠", NO_PREDICTION: "✕"}


def molecules_table(summary: pd.DataFrame, frame: pd.DataFrame | None, tasks: Sequence[str]) -> None:
    """Show a page of the rows with their predictions; selecting a row makes it the session's selected molecule."""
    first = PER_PAGE * (_page(summary["id"].tolist()) - 1)
    shown = summary.iloc[first : first + PER_PAGE]
    table = pd.DataFrame(
        {
            "picture": [small(smiles) for smiles in shown["smiles"]],
            "id": shown["id"],
            "formula": [pretty_formula(formula) for formula in shown["formula"]],
        }
    )
    if frame is not None:
        table = table.join(values_table(frame, shown["id"], tasks).set_index(shown.index))
    table["remarks"] = (shown["error"] + " " + shown["remarks"]).str.strip()
    if table["remarks"].eq("").all():
        table = table.drop(columns="remarks")
    selectable_table(
        SESSION,
        table,
        key=f"molecules_table_{SESSION.materials_version()}_{first}",
        height=HEIGHT,
        row_height=ROW_HEIGHT,
        columns=_columns(tasks, frame),
    )


def values_table(frame: pd.DataFrame, ids: pd.Series, tasks: Sequence[str]) -> pd.DataFrame:
    """Return for rows of these ids the domain in words, then value and interval of each task; no interval where none is."""
    wanted = frame[frame["id"].isin(ids)]
    parts = {task: wanted[wanted["target"] == task].set_index("id").reindex(ids) for task in tasks}
    flags = zip(*(part["in_domain"].map(domain_text, na_action=None) for part in parts.values()), strict=True)
    columns: dict[str, list] = {"domain": [_marked(set(words)) for words in flags]}
    for task, part in parts.items():
        columns[task] = part["value"].tolist()
        intervals = _intervals(part, task_of(task))
        if any(intervals):
            columns[f"{task}_interval"] = intervals
    return pd.DataFrame(columns)


def _marked(words: set[str]) -> str:
    joint = joint_words(words)
    return f"{MARK[joint]} {joint}"


def _intervals(part: pd.DataFrame, target: Target) -> list[str | None]:
    return [
        interval_text(target, lower, upper) if isfinite(lower) and isfinite(upper) else None
        for lower, upper in zip(part["lower"], part["upper"], strict=True)
    ]


def _page(ids: list[str]) -> int:
    """Offer the pages of the table, where there are several, and say how many rows are shown; return the chosen one.

    It begins with that of the molecule that is looked at; on another one, the first of its rows is looked at.
    """
    pages, selected = -(-len(ids) // PER_PAGE), SESSION.selected_material()
    if pages == 1:
        return 1
    place = ids.index(selected.id) if selected is not None else 0
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        page = st.pagination(
            pages,
            default=place // PER_PAGE + 1,
            key=f"molecules_page_{SESSION.materials_version()}_{PAGE.turn()}",
        )
        first, last = PER_PAGE * (page - 1), min(PER_PAGE * page, len(ids))
        st.caption(
            f"Rows {first + 1:,} to {last:,} of {len(ids):,}; the downloads hold all.", width="content"
        )
    if not first <= place < last:
        SESSION.select(ids[first])
    return page


def _columns(tasks: Sequence[str], frame: pd.DataFrame | None) -> dict:
    column = st.column_config
    columns = {
        "picture": column.ImageColumn("Structure", width=150, pinned=True),
        "id": column.TextColumn("Id", pinned=True),
        "formula": column.TextColumn("Formula"),
        "domain": column.TextColumn(
            "Domain",
            help="Inside: it resembles the measured molecules of the task. Outside, intervals promise nothing.",
        ),
        "remarks": column.TextColumn("Remarks", width="large"),
    }
    for task in tasks if frame is not None else ():
        target = task_of(task)
        columns[task] = column.NumberColumn(
            target.heading, format=f"%.{target.decimals}f", help=target.definition or None
        )
        columns[f"{task}_interval"] = column.TextColumn(
            "Band" if target.probability else f"{COVERAGE} interval",
            help=f"{BAND if target.probability else INTERVAL} {target.title}",
            alignment="right",
            width=INTERVAL_WIDTH,
        )
    return columns
