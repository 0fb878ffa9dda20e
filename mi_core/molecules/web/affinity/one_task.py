"""What helps one task and what harms it: a sentence, bars, and a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.affinity.similarity import COMMON
from mi_core.molecules.figures.affinity_bars import ENDS, task_figure
from mi_core.molecules.figures.affinity_words import affinity_text
from mi_core.molecules.task_groups import family_of, grouped_name
from mi_core.molecules.web.affinity.view import now
from mi_core.web.cards.metrics import to_decimals
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.molecules.affinity.shipped import Affinities

SURE = 2  # standard errors
NAMED = 3
DECIMALS = 3  # of affinities
HEIGHT = 560  # pixels of the table


def one_task_shown(affinities: Affinities, similarity: Affinities | None) -> None:
    """Show what the other tasks do to the one that is looked at."""
    task = now().task
    rows = affinities.of(task)
    st.subheader(f"What helps {grouped_name(task)}, and what harms it", anchor=False)
    if rows.empty:
        st.info("Nothing is computed of this task by this kind yet.", icon=":material/info:")
        return
    st.markdown(helped_words(rows, task, pays=affinities.measure.pays))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        figure_with_downloads(task_figure(affinities, task, similarity), f"affinities-of-{task}", data=rows)
        if len(rows) > 2 * ENDS:
            st.caption(
                f"The {ENDS} that help most and the {ENDS} that harm most; the table has all {len(rows)}."
            )
    with right:
        st.dataframe(
            table(affinities, similarity, rows, task),
            hide_index=True,
            height=min(38 + 35 * len(rows), HEIGHT),
            column_config=_columns(pays=affinities.measure.pays),
            placeholder="–",
        )


def helped_words(rows: pd.DataFrame, task: str, *, pays: bool = True) -> str:
    """Return in words how many tasks help and harm one, and which most.

    rows : `Affinities.of` the task.
    """
    best = ", ".join(_named(row) for row in rows.head(NAMED).itertuples())
    if not pays:
        return f"The molecules most like those of {grouped_name(task)} are those of {best}."
    worst = ", ".join(_named(row) for row in rows.tail(NAMED).iloc[::-1].itertuples())
    helping = int((rows["affinity"] > 0).sum())
    words = f"{helping} of {len(rows)} tasks help it and {len(rows) - helping} do not"
    if rows["standard_error"].notna().any():
        sure = rows["affinity"].abs() > SURE * rows["standard_error"]
        up, down = int((sure & (rows["affinity"] > 0)).sum()), int((sure & (rows["affinity"] < 0)).sum())
        words += f"; beyond twice the standard error, {up} help and {down} harm"
    return f"{words}. Best: {best}. Worst: {worst}."


def table(
    affinities: Affinities, similarity: Affinities | None, rows: pd.DataFrame, task: str
) -> pd.DataFrame:
    """Return the affinities of a task for people, with the other direction, and how alike the molecules are."""
    shown = rows[["beside", "affinity", "standard_error"]].assign(
        name=[grouped_name(beside) for beside in rows["beside"]],
        group=[family_of(beside) for beside in rows["beside"]],
        other=affinities.mean[task][rows["beside"]].to_numpy(),
    )
    shown[["affinity", "other"]] = to_decimals(shown[["affinity", "other"]], DECIMALS)
    if similarity is None:
        return shown
    return shown.assign(
        alike=similarity.mean.loc[task][rows["beside"]].to_numpy(), common=_common(similarity, task, rows)
    )


def _common(similarity: Affinities, task: str, rows: pd.DataFrame) -> list[float]:
    """Return the shares of the molecules of a task that the others have, too; NaN where the table does not say."""
    own = similarity.by_seed[similarity.by_seed["task"] == task]
    if COMMON not in own:
        return [float("nan")] * len(rows)
    return own.groupby("beside")[COMMON].mean().reindex(rows["beside"]).tolist()


def _columns(*, pays: bool) -> dict:
    column = st.column_config
    value = "Affinity" if pays else "Tanimoto"
    return {
        "name": column.TextColumn("Beside", pinned=True),
        "affinity": column.NumberColumn(
            value, format=f"%+.{DECIMALS}f" if pays else "%.2f", help="Of the task that is looked at"
        ),
        "standard_error": column.NumberColumn("±", format="%.3f", help="Standard error over seeds"),
        "other": column.NumberColumn(
            "Other way",
            format=f"%+.{DECIMALS}f" if pays else "%.2f",
            help="What the task that is looked at does to this one",
        ),
        "group": column.TextColumn("Group"),
        "alike": column.NumberColumn(
            "Alike",
            format="%.2f",
            help="Mean largest Tanimoto similarity of its molecules to those of this one",
        ),
        "common": column.NumberColumn(
            "Common", format="percent", help="Share of its molecules that this one has, too"
        ),
        "beside": None,
    }


def _named(row) -> str:
    return f"{grouped_name(row.beside)} ({affinity_text(row.affinity)})"
