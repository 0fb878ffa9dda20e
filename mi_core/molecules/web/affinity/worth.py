"""Whether supports chosen by affinity are worth it: against sets drawn at random, all tasks, none, and fingerprints."""

from __future__ import annotations

import streamlit as st

from mi_core.molecules.affinity.drawn import MOST
from mi_core.molecules.figures.supports import curves_figure, targets_figure
from mi_core.molecules.supports.arms import TITLES
from mi_core.molecules.supports.shipped import shipped_losses
from mi_core.molecules.supports.verdict import against_others, in_words, sign_test
from mi_core.molecules.web.affinity.choices import LABELS
from mi_core.molecules.web.affinity.view import segmented
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.words import counted

NONE = "Nothing ships of this comparison yet; the job “Comparison of support tasks” computes it in hours."


def worth_shown() -> None:
    """Show what the four tasks of highest affinity are worth to targets with few labels, whichever way it goes."""
    st.subheader("Are chosen tasks better than any others?", anchor=False)
    losses = shipped_losses()
    if losses.empty:
        st.caption(NONE)
        return
    st.caption(
        f"A network learns some tasks, at most {MOST} molecules of each, and is frozen; few labels of a target are read "
        "from it by a linear model. Tried on molecules that neither networks nor affinities had seen; means over "
        f"{counted(losses['seed'].nunique(), 'seed')}. “{TITLES['none']}” is a network that learned the few labels alone."
    )
    chosen = segmented("Labels of the target", LABELS, "labels")
    labels = int(chosen) if chosen.isdigit() else None
    st.markdown(in_words(sign_test(losses, labels=labels)))
    st.dataframe(
        against_others(losses, labels).replace({"against": TITLES}),
        hide_index=True,
        column_config=_columns(),
    )
    left, right = st.columns(2, gap="medium")
    with left:
        figure_with_downloads(curves_figure(losses), "supports-by-labels", data=losses)
    with right:
        figure_with_downloads(targets_figure(losses, labels), f"supports-by-target-{chosen}")


def _columns() -> dict:
    column = st.column_config
    return {
        "against": column.TextColumn("Chosen tasks against", pinned=True),
        "better": column.NumberColumn("Better on", help="Targets on which chosen tasks have the lower loss"),
        "n": column.NumberColumn("Of", help="Targets"),
        "p_value": column.NumberColumn(
            "p", format="%.2g", help="That as many occur by chance (sign test, one-sided)"
        ),
        "gain": column.NumberColumn(
            "Loss less by", format="percent", help="Mean over the targets; below 0, it is more"
        ),
        "seeds": column.NumberColumn("Seeds", help="That both were tried with"),
    }
