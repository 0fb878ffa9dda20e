"""The proposals: a table, a map of all, one in detail, and what CALPHAD says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.compositions.designations import DESIGNATIONS
from mi_core.alloys.design.proposal_table import (
    CONFIRMED,
    REFUTED,
    element_columns,
    proposal_table,
    wish_text,
)
from mi_core.alloys.design.report import held_in
from mi_core.alloys.figures.map import SPREAD, proposals_map
from mi_core.alloys.specification.misses import meets
from mi_core.alloys.specification.wishes import MOLE_FRACTION, wishes
from mi_core.alloys.web.design.detail import detail
from mi_core.alloys.web.design.downloads import alloy_downloads
from mi_core.alloys.web.design.verify import follow, verify_button
from mi_core.alloys.web.units import units
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from mi_core.alloys.web.design.generate import DesignRun

WORDS = {CONFIRMED: "✓ confirmed", REFUTED: "✗ refuted"}
SIMILAR = 6  # designations on the map


def proposals_shown(run: DesignRun) -> None:
    """Show the proposals of one run."""
    st.subheader(f"{len(run.proposals)} proposals", anchor=False)
    if not run.proposals:
        st.warning("No alloy was found within the limits; widen them.", icon=":material/search_off:")
        return
    verdicts = follow(run)
    table = proposal_table(run.proposals, run.spec, verdicts.by_number)
    _lead(run, table)
    chosen = _table(run, table)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        verify_button(run, chosen)
    alloy_downloads(run, table, verdicts)
    left, right = st.columns([3, 2], gap="medium")
    number = chosen[0] if chosen else 1
    with left:
        detail(run, number, verdicts)
    with right:
        _map(run, table, number)


def _lead(run: DesignRun, table: pd.DataFrame) -> None:
    """Say how well the wishes are met, and which cannot be met together where none meets them all."""
    full = int((table["met"] == table["wishes"]).sum())
    found = "" if run.seconds is None else f"Found in {run.seconds:.1f} s. "
    judged = (
        f"As searched in {escaped(run.database.name)}, {full} of {len(table)} meet every wish; verify to compute them "
        "again, with more temperatures."
        if run.tdb
        else f"By the surrogate, {full} of {len(table)} meet every wish; only CALPHAD confirms or refutes."
    )
    st.caption(
        f"{found}{judged} Contents are in wt%. Choose rows to see one in detail or to verify just those."
    )
    if said := int((table["verdict"] != "").sum()):
        confirmed = int((table["verdict"] == CONFIRMED).sum())
        st.markdown(
            f"CALPHAD **confirms {confirmed}** and **refutes {said - confirmed}** of the {said} that were verified."
        )
    if full == 0:
        st.warning(escaped(closest_words(run, table)), icon=":material/join_inner:")


def closest_words(run: DesignRun, table: pd.DataFrame) -> str:
    """Say what the proposals come closest to where none meets all wishes: which wish each of the best fails, by how much."""
    listed = wishes(run.spec)
    missed = np.array([proposal.misses for proposal in run.proposals], dtype=float).reshape(
        len(table), len(listed)
    )
    met = meets(listed, missed)
    best = missed[0]
    failed = [n for n in range(len(listed)) if not met[0, n]]
    parts = [f"“{wish_text(listed[n], units())}” by {_amount(best[n], listed[n].unit)}" for n in failed]
    words = f"No proposal meets every wish. The closest, no. 1, misses {' and '.join(parts)}."
    alone = [n for n in failed if met[:, n].any()]
    if alone:
        row = int(np.flatnonzero(met[:, alone[0]])[0])
        lost = [wish_text(listed[n], units()) for n in range(len(listed)) if not met[row, n]]
        words += (
            f" It clashes with other wishes: no. {row + 1} meets “{wish_text(listed[alone[0]], units())}”, and fails "
            + " and ".join(f"“{text}”" for text in lost)
            + "."
        )
    return words


def _amount(miss: float, unit: str) -> str:
    if not np.isfinite(miss):
        return "an amount that is not known"
    return f"{100 * miss:.3g} mol%" if unit == MOLE_FRACTION else f"{miss:.3g} {unit}"


def _table(run: DesignRun, table: pd.DataFrame) -> list[int]:
    """Show the table and return the numbers of the chosen rows."""
    held = held_in(table)
    shown = table.assign(
        meets=[f"{met} of {of}" for met, of in zip(table["met"], table["wishes"], strict=True)],
        verdict=[WORDS.get(verdict, "") for verdict in table["verdict"]],
    )
    said = ["verdict"] if (table["verdict"] != "").any() else []
    column = st.column_config
    event = st.dataframe(
        shown,
        key=f"alloy_proposals_{run.number}",
        hide_index=True,
        height=38 + 35 * min(len(shown), 12),
        on_select="rerun",
        selection_mode="multi-row",
        column_order=[
            "number", *said, "meets", "score", *held, BALANCE, "designation", "distance_wt", "cost_usd_per_kg",
        ],
        column_config={
            "number": column.NumberColumn("No.", width=46, pinned=True),
            "verdict": column.TextColumn("CALPHAD", width=95),
            "meets": column.TextColumn("Meets", width=68, help="Wishes met by the prediction"),
            "score": column.NumberColumn(
                "Score", format="%.3f", width=60, help="1 where every wish is met by the prediction; smaller is worse"
            ),
            **{
                symbol: column.NumberColumn(symbol, format="%.2f", width=54, help="wt%")
                for symbol in (*held, BALANCE)
            },
            "designation": column.TextColumn("Nearest alloy", width=100),
            "distance_wt": column.NumberColumn("… away", format="%.2f", width=64, help="Euclidean distance to it, in wt%"),
            "cost_usd_per_kg": column.NumberColumn("USD/kg", format="%.2f", width=64, help="Of the raw metals"),
        },
    )  # fmt: skip
    return [int(table["number"].iloc[row]) for row in event.selection.rows if row < len(table)]


def _map(run: DesignRun, table: pd.DataFrame, number: int) -> None:
    held = held_in(table)
    elements = element_columns(run.proposals)
    options = [SPREAD, *held] if len(held) >= 2 else [SPREAD]
    with st.container(horizontal=True, gap="small"):
        x = st.selectbox(
            "Across", options, format_func=lambda e: "Where they differ most" if e == SPREAD else f"{e} (wt%)",
            key=f"alloy_map_x_{run.number}",
        )  # fmt: skip
        axes: tuple[str, str] | str = SPREAD
        if x != SPREAD:
            others = [symbol for symbol in held if symbol != x]
            y = st.selectbox(
                "Upwards", others, format_func="{} (wt%)".format, key=f"alloy_map_y_{run.number}_{x}"
            )
            axes = (x, y)
    wt = table[list(elements)].to_numpy()
    figure = proposals_map(
        wt,
        table["score"].to_numpy(),
        table["verdict"].tolist(),
        elements,
        axes=axes,
        known=_known(table, elements),
        chosen=number - 1,
    )
    columns = ["number", "verdict", "score", *elements]
    figure_with_downloads(figure, "alloy-proposals-map", data=table[columns])


def _known(table: pd.DataFrame, elements: Sequence[str]) -> dict[str, list[float]]:
    """Return wt% of the designations that proposals are nearest to, by name."""
    wanted = list(dict.fromkeys(table["designation"]))[:SIMILAR]
    return {
        d.name: [d.nominal_wt.get(symbol, 0.0) for symbol in elements]
        for d in DESIGNATIONS
        if d.name in wanted
    }
