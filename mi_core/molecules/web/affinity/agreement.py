"""How well the estimates agree with the exact affinities: a table of all, and one as a scatter."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from mi_core.molecules.affinity.agreement import FEWEST, SUPPORTS, agreement, agreement_words
from mi_core.molecules.affinity.measures import EXACT, MEASURES
from mi_core.molecules.affinity.shipped import between_seeds, shipped
from mi_core.molecules.figures.affinity_agreement import agreement_figure
from mi_core.molecules.web.affinity.view import choose, now, segmented
from mi_core.web.cards.metrics import to_decimals
from mi_core.web.components.figure_downloads import figure_with_downloads

DECIMALS = 2  # of correlations
AGAIN = "Trained in pairs again"
ITSELF = (
    f"“{AGAIN}”: the first seed against the others; no estimate can agree better than the exact affinities do "
    "with themselves."
)


def agreement_shown(kinds: list[str]) -> None:
    """Show the agreement of the shipped estimates with the exact affinities, if these ship, too."""
    st.subheader("How far to trust the estimates", anchor=False)
    estimates = [kind for kind in kinds if kind != EXACT]
    if EXACT not in kinds or not estimates:
        st.caption("This needs the exact affinities and an estimate of them; one of both does not ship yet.")
        return
    table = agreement_table(estimates)
    st.dataframe(table, hide_index=True, column_config=_columns())
    if (table["kind"] == AGAIN).any():
        st.caption(ITSELF)
    if now().estimate not in estimates:
        choose(estimate=estimates[0])
    chosen = segmented("Against", {kind: MEASURES[kind].title for kind in estimates}, "estimate")
    exact, estimate = shipped(EXACT), shipped(chosen)
    st.markdown(agreement_words(agreement(exact.mean, estimate.mean)))
    figure_with_downloads(agreement_figure(exact, estimate), f"affinities-exact-against-{chosen}")


def agreement_table(estimates: list[str]) -> pd.DataFrame:
    """Return a row for each estimate, and one of the exact affinities against themselves where there are several seeds."""
    exact = shipped(EXACT)
    compared = [(MEASURES[kind].title, agreement(exact.mean, shipped(kind).mean)) for kind in estimates]
    if again := between_seeds(exact):
        compared.append((AGAIN, agreement(*again)))
    table = pd.DataFrame(
        [
            [
                title,
                found.pairs,
                found.over_pairs,
                found.within_rows,
                found.found,
                found.found_error,
                found.by_chance,
            ]
            for title, found in compared
        ],
        columns=["kind", "pairs", "over_pairs", "within_rows", "found", "found_error", "by_chance"],
    )
    correlations = ["over_pairs", "within_rows"]
    table[correlations] = to_decimals(table[correlations], DECIMALS)
    return table


def _columns() -> dict:
    column = st.column_config
    enough = f"Of tasks with {FEWEST} known affinities or more"
    return {
        "kind": column.TextColumn("Estimate", pinned=True),
        "pairs": column.NumberColumn("Pairs", format="localized", help="Ordered pairs that both know"),
        "over_pairs": column.NumberColumn(
            "Rank correlation", format=f"%+.{DECIMALS}f", help="Spearman's, over all pairs"
        ),
        "within_rows": column.NumberColumn(
            "… within a task",
            format=f"%+.{DECIMALS}f",
            help=f"Mean over the tasks: what chooses supports. {enough}",
        ),
        "found": column.NumberColumn(
            f"Of the best {SUPPORTS}",
            format="%.2f",
            help=f"How many it names among its best {SUPPORTS}. {enough}",
        ),
        "found_error": column.NumberColumn("±", format="%.2f", help="Standard error over the tasks"),
        "by_chance": column.NumberColumn("By chance", format="%.2f", help="What drawing at random names"),
    }
