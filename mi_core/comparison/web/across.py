"""All targets of a table side by side: what ships, and what this workspace compared, of the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.comparison import store
from mi_core.comparison.curves.across import curves, same_rows, standing
from mi_core.comparison.web.shown import shown_comparison
from mi_core.jobs.job import DONE
from mi_core.jobs.service import list_jobs
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.shell.workspace import workspace_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mi_core.comparison.store import Comparison

IN_FRONT = ("voxel-network",)  # at first, where it was compared; else the best


def all_targets(comparison: Comparison) -> None:
    """Show the error against training rows for every target of the comparison's table, and who wins where."""
    from mi_core.comparison.figures.across_targets import across_targets_figure

    found = _beside(comparison)
    table = curves(found)
    if table.empty:
        st.info("No learning curve was made in this comparison.", icon=":material/info:")
        return
    titles = {model: title for one in reversed(found) for model, title in one.titles.items()}
    front = _choose_front(comparison, [model for model in titles if model in set(table["model"])], titles)
    _show_standing(standing(table, front), titles, front)
    figure_with_downloads(
        across_targets_figure(table, titles, front), f"{comparison.name}-all-targets", data=table
    )
    if len(found) == 1:
        st.caption(
            "So far one target of these rows was compared. Comparisons of others, with the same split and seed, appear here "
            "beside it."
        )


def _beside(comparison: Comparison) -> list[Comparison]:
    """Return the comparison and those of other targets of the same rows, one each."""
    found = {comparison.target.key: comparison}
    for folder in _folders():
        card = store.read_comparison_card(folder)
        if card["target"]["key"] not in found and same_rows(comparison.card, card):
            found[card["target"]["key"]] = shown_comparison(folder)
    return list(found.values())


def _folders() -> Iterator[Path]:
    """Give the folders of comparisons that ship, then those of this workspace's finished jobs, newest first."""
    yield from sorted(card.parent for card in store.STORED.glob(f"*/{store.CARD}"))
    for job in list_jobs(workspace_id()):
        if job.kind == "compare" and job.state == DONE and (job.folder / store.CARD).is_file():
            yield job.folder


def _choose_front(comparison: Comparison, models: list[str], titles: dict[str, str]) -> str:
    at_first = next((model for model in IN_FRONT if model in models), comparison.models[0])
    return st.selectbox(
        "In front",
        models,
        index=models.index(at_first) if at_first in models else 0,
        format_func=lambda model: titles.get(model, model),
        key=f"across_front_{comparison.name}",
        width=380,
    )


def _show_standing(rows: pd.DataFrame, titles: dict[str, str], front: str) -> None:
    """Say in how many targets the chosen regressor is the best with all rows, and its place in each."""
    last = rows.loc[rows.groupby("target")["n_train"].idxmax()]
    won = last[last["rank"] == 1]["title"].tolist()
    words = f"With all rows **{titles.get(front, front)}** errs least for {len(won)} of {len(last)} targets"
    st.markdown(f"{words}: {', '.join(won)}." if won else f"{words}.")
    shown = pd.DataFrame(
        {
            "Target": rows["title"],
            "Training rows": rows["n_train"],
            "Error / deviation": rows["share"],
            "Place": [
                f"{rank} of {models}" for rank, models in zip(rows["rank"], rows["models"], strict=True)
            ],
            "Least error": rows["best"].map(lambda model: titles.get(model, model)),
            "Its error / deviation": rows["best_share"],
        }
    )
    number = st.column_config.NumberColumn(format="%.3f")
    st.dataframe(
        shown,
        hide_index=True,
        column_config={
            "Training rows": st.column_config.NumberColumn(format="localized"),
            "Error / deviation": number,
            "Its error / deviation": number,
        },
    )
