"""A table of the rows of a session, one of which is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from mi_core.web.inputs.session import InputSession

ROW, HEAD = 35, 38  # pixels


def selectable_table(
    session: InputSession,
    table: pd.DataFrame,
    tints: Sequence[str] | None = None,
    *,
    key: str,
    height: int,
    columns: dict,
    row_height: int | None = None,
) -> None:
    """Show a table with a row per material, of column `id`; the row that is clicked is looked at on every page.

    tints : CSS of each row; None for a table that is not styled. height : pixels at most; row_height : pixels.
    """
    ids = table["id"].tolist()
    selected = session.selected_material()
    start = ids.index(selected.id) if selected is not None and selected.id in ids else 0
    event = st.dataframe(
        table if tints is None else table.style.apply(lambda _: tints, axis=0),
        key=key,
        hide_index=True,
        height=min(HEAD + (row_height or ROW) * len(table), height),
        row_height=row_height,
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [start]}},
        column_config=columns,
        placeholder="–",
    )
    rows = event.selection.rows
    if rows and rows[0] < len(ids):
        session.select(ids[rows[0]])
