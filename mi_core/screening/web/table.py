"""The ranking, a page at a time; a click on a row looks at that compound."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.prediction.words import COVERAGE, domain_text, interval_text
from mi_core.screening.predictor import TARGET
from mi_core.screening.web.domain import LABEL, is_outside
from mi_core.screening.web.view import PAGE
from mi_core.targets import TARGETS
from mi_core.web.components.formulas import escaped, pretty_formula

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.elements.lib.column_types import ColumnConfig

ROWS_PER_PAGE = 50
HEIGHT = 388  # pixels: ten rows
YES, NO = "✓", "–"
_FIND, _TURNED, _SHOW = "screening_find", "screening_turned", "screening_show_row"


def ranking_table(frame: pd.DataFrame, rows: np.ndarray) -> None:
    """Show one page of the ranked rows, and ways to the others."""
    _find(frame, rows)
    pages = math.ceil(len(rows) / ROWS_PER_PAGE)
    key = f"{PAGE.turn()}_{len(rows)}_{rows[0]}_{st.session_state.get(_TURNED, 0)}"
    page_key = f"screening_page_{key}"
    PAGE.now().page = number = min(st.session_state.get(page_key, PAGE.now().page), pages)
    start = (number - 1) * ROWS_PER_PAGE
    shown = frame.iloc[rows[start : start + ROWS_PER_PAGE]]
    formulas = shown["formula"].tolist()
    event = st.dataframe(
        table(shown, start),
        key=f"screening_table_{key}_{number}",
        hide_index=True,
        height=min(38 + 35 * len(shown), HEIGHT),
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [n for n, f in enumerate(formulas) if f == PAGE.now().row]}},
        column_config=_columns(),
        # Where all rows lie inside the domain, that needs no column.
        column_order=[name for name in _columns() if name != "domain" or not PAGE.now().inside],
        placeholder=NO,
    )
    if pages > 1:
        st.pagination(pages, default=number, key=page_key)
    selected = [formulas[n] for n in event.selection.rows if n < len(formulas)]
    if selected and selected[0] != PAGE.now().row:
        PAGE.now().row = selected[0]
        st.rerun()  # the compound is shown outside of this fragment


def table(shown: pd.DataFrame, start: int) -> pd.DataFrame:
    """Return a page of the ranking for people; `start` rows stand above it."""
    import pandas as pd

    return pd.DataFrame(
        {
            "rank": np.arange(start + 1, start + len(shown) + 1),
            "formula": [pretty_formula(formula) for formula in shown["formula"]],
            "value": shown["value"].to_numpy(),
            "interval": interval_texts(shown),
            "domain": [domain_text(flag) for flag in shown["in_domain"]],
            "known": [YES if flag else NO for flag in shown["known"]],
            "balanced": [YES if flag else NO for flag in shown["charge_balanced"]],
            "tolerance_factor": shown["tolerance_factor"].to_numpy(),
            "bartel_tau": shown["bartel_tau"].to_numpy(),
            "lattice_a": shown["lattice_a"].to_numpy(),
        }
    )


def interval_texts(shown: pd.DataFrame) -> list[str]:
    """Return the intervals of candidates for people."""
    ends = zip(shown["lower"], shown["upper"], strict=True)
    return [interval_text(TARGETS[TARGET], low, high) for low, high in ends]


def energy_column() -> ColumnConfig:
    """Return how the column of predicted energies is shown."""
    return st.column_config.NumberColumn(
        f"{TARGETS[TARGET].title} (eV/atom)", format="%.3f", help=TARGETS[TARGET].definition
    )


def _find(frame: pd.DataFrame, rows: np.ndarray) -> None:
    """Offer to turn to the page and the row of a formula."""

    def turn_to() -> None:
        text = st.session_state[_FIND].strip()
        place = np.flatnonzero((frame["formula"] == text).to_numpy()[rows])
        if len(place):
            PAGE.now().row, PAGE.now().page = text, int(place[0]) // ROWS_PER_PAGE + 1
            st.session_state[_TURNED] = st.session_state.get(_TURNED, 0) + 1  # page and selection start anew
            st.session_state[_SHOW] = True

    left, right = st.columns([1, 2], vertical_alignment="center")
    text = left.text_input(
        "Find a compound",
        key=_FIND,
        placeholder="SrTiO3: A, B, X in this order",
        label_visibility="collapsed",
        icon=":material/search:",
        on_change=turn_to,
    ).strip()
    if st.session_state.pop(_SHOW, False):
        st.rerun()  # the compound is shown outside of this fragment
    if text and not (frame["formula"].iloc[rows] == text).any():
        there = (frame["formula"] == text).any()
        why = "left out by the elements or filters chosen" if there else "no candidate has this formula"
        if there and PAGE.now().inside and is_outside(frame, text):
            why = f"outside the training domain; turn “{LABEL}” off to see it"
        right.caption(f":material/search_off: {escaped(text)}: {why}.")


def _columns() -> dict:
    column = st.column_config
    return {
        "rank": column.NumberColumn("Rank", format="localized", width="small"),
        "formula": column.TextColumn("Formula", pinned=True, help="Written A, B, X"),
        "value": energy_column(),
        "interval": column.TextColumn(
            f"{COVERAGE} interval",
            alignment="right",
            help=f"Both ends, eV/atom: {COVERAGE} of compounds like those of the training set lie within",
        ),
        "domain": column.TextColumn(
            "Domain",
            help="Inside: resembles the compounds that the model learnt from. Outside, intervals promise nothing.",
        ),
        "known": column.TextColumn("Known", width="small", help="Its composition is in a table that we have"),
        "balanced": column.TextColumn("Charges balance", width="small"),
        "tolerance_factor": column.NumberColumn("t", format="%.3f", help="Goldschmidt's tolerance factor"),
        "bartel_tau": column.NumberColumn("τ", format="%.2f", help="Bartel's factor; below 4.18: perovskite"),
        "lattice_a": column.NumberColumn("a (Å)", format="%.3f", help="Estimate for the cubic cell"),
    }
