"""The table of candidates: drawn, with value, interval and domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.molecules.own_words import interval
from mi_core.molecules.transfer.likeness import MEANING
from mi_core.molecules.web.drawn import small
from mi_core.prediction.words import COVERAGE
from mi_core.web.components.downloads import frame_download

if TYPE_CHECKING:
    from mi_core.molecules.own_study import OwnStudy

SHOWN = 200  # rows with a drawing; the CSV has all
ROW_HEIGHT, HEIGHT = 92, 504  # pixels


def candidate_table(rows: pd.DataFrame, found: OwnStudy, *, key: str) -> None:
    """Show ranked or proposed rows of `OwnModel.predict`, and offer all of them as CSV."""
    if rows.empty:
        st.info(
            "None of these molecules can be proposed: all were measured, or refused.", icon=":material/info:"
        )
        return
    shown = rows.head(SHOWN)
    table = pd.DataFrame(
        {
            "picture": [small(smiles) for smiles in shown["smiles"]],
            "id": shown["id"],
            "value": shown["value"].astype(float),
            "interval": [
                interval(low, high) for low, high in zip(shown["lower"], shown["upper"], strict=True)
            ],
            "domain": ["✓ inside" if inside else "⚠ outside" for inside in shown["in_domain"]],
        }
    )
    if "reason" in shown:
        table["reason"] = shown["reason"]
    table["nearest"] = [
        f"{named} · likeness {like:.2f}"
        for named, like in zip(shown["nearest"], shown["similarity"], strict=True)
    ]
    st.dataframe(
        table,
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=min(38 + ROW_HEIGHT * len(table), HEIGHT),
        column_config=_columns(found),
        placeholder="–",
        key=f"own_table_{key}",
    )
    if len(rows) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(rows):,}; the CSV has all.")
    frame_download(rows, f"{found.target}-candidates", key=f"own_csv_{key}", label="Candidates as CSV")


def _columns(found: OwnStudy) -> dict:
    column, classes = st.column_config, found.found["classes"]
    value = f"Probability of {classes[1]}" if classes else found.target
    return {
        "picture": column.ImageColumn("Structure", width=150, pinned=True),
        "id": column.TextColumn("Id", pinned=True),
        "value": column.NumberColumn(value, format="%.2f" if classes else "%.4g"),
        "interval": column.TextColumn(
            "Band" if classes else f"{COVERAGE} interval", alignment="right", width=130
        ),
        "domain": column.TextColumn(
            "Domain", help="Inside: one of your molecules is like it. Outside, treat the value as a guess."
        ),
        "reason": column.TextColumn("Why", width="medium"),
        "nearest": column.TextColumn(
            "Most like it among yours",
            width="large",
            help=f"Likeness: {MEANING}; 1.00 need not be the same molecule.",
        ),
    }
