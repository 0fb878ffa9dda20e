"""How far the predictions can be trusted: four splits in one figure, and beside them how far papers deviate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from mi_core.thermoelectrics.learned import MODEL
from mi_core.thermoelectrics.web.view import PAGE, QUANTITIES
from mi_core.web.cards.metrics import to_decimals
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.datasets.consistency import Repeats

DECIMALS = {"coverage": 3, "r2": 2}  # the table by distance has no R²


def trust_part() -> None:
    """Show the errors on new rows, compositions, papers and hosts."""
    view = PAGE.now()
    view.quantity = segmented_choice(
        "Quantity", QUANTITIES, view.quantity, key=f"thermoelectrics_trusted_{PAGE.turn()}", named=False
    )
    with errors_shown():
        _splits(view.quantity)


def _splits(target: str) -> None:
    from mi_core.pretrained.store import load_model
    from mi_core.thermoelectrics.figures.trust import splits_figure
    from mi_core.thermoelectrics.trust import (
        distance_scores,
        split_scores,
        split_table,
        split_words,
        spread_words,
    )
    from mi_core.web.components.figure_downloads import figure_with_downloads

    model = load_model(MODEL)
    scores = split_scores(model.card)
    repeated = _repeated(model.card.files["training.parquet"], list(model.card.targets), model.training)
    table = split_table(scores, repeated)
    left, right = st.columns([3, 2], gap="large")
    with left:
        figure_with_downloads(splits_figure(scores, target, repeated[target]), "four-splits", data=table)
    with right:
        st.markdown(
            "A table of measurements holds whole curves, series of one paper, and many papers on one host. Held out by "
            "**rows**, a point lies between two neighbours of its own curve, and any model looks good. Held out by "
            "**compositions**, sister samples of the same paper remain. Only new **papers** and new **hosts** ask what a "
            "new material asks.\n\n"
            "Therefore the intervals of predictions here are calibrated in five classes of distance: the same composition, "
            "the same series (its elements and dopants in other amounts), the same host with other dopants, the same main "
            "elements, or none of these. Within a class they are as wide as the hardest rows ask, new papers or new hosts, "
            "but not so wide that they hold more than 93 % of all its rows. In a known series they stay too narrow for a "
            "new paper: most of its rows have sister samples of their own paper among those learned, and yours has none. "
            "How often they held new papers’ samples is said below, by distance."
        )
    _table(table)
    st.caption(f"Model `{MODEL}`. {split_words(repeated[target])} {spread_words(repeated[target], target)}")
    with st.expander("By distance from what was learned", icon=":material/social_distance:"):
        _table(distance_scores(model.card, target), height="content")


@st.cache_data(show_spinner=False)
def _repeated(digest: str, targets: list[str], _training: pd.DataFrame) -> dict[str, Repeats]:  # noqa: ARG001 - other rows have others
    from mi_core.thermoelectrics.trust import repeated_by

    return repeated_by(_training, targets)


def _table(table: pd.DataFrame, height: Literal["auto", "content"] = "auto") -> None:
    column = st.column_config
    rounded = {
        name: to_decimals(table[name], decimals) for name, decimals in DECIMALS.items() if name in table
    }
    st.dataframe(
        table.assign(**rounded),
        hide_index=True,
        height=height,
        column_config={
            "property": "Property",
            "held_out": "New",
            "relation": "Nearest learned",
            "mae": column.NumberColumn("Mean abs. error", format="%.3g"),
            "r2": column.NumberColumn("R²", format="%.2f"),
            "coverage": column.NumberColumn(
                "Coverage", format="percent", help="Share of true values inside their 90 % intervals"
            ),
            "papers_deviate": column.NumberColumn("Papers deviate by", format="%.3g"),
            "baseline_mae": column.NumberColumn("No model", format="%.3g"),
            "n": column.NumberColumn("Rows", format="localized"),
        },
    )
