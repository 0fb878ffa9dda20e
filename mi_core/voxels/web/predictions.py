"""The part of the page that shows what models on voxels predict, beside other models of the same properties."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.prediction.frame import read_nearest
from mi_core.prediction.words import COVERAGE, domain_text, interval_text, value_text
from mi_core.voxels.spread import SPREADS_WORDS, spreads_text
from mi_core.voxels.web import asked
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import entry_link, escaped, pretty_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.structures.material import Material
    from mi_core.targets import Target


def predictions_part(material: Material, name: str) -> None:
    """Show the predictions for a crystal."""
    catalogue, cards, answers = asked.models()
    if not answers:
        asked.no_voxel_model()
        return
    with st.spinner("Asking the models …"):
        frame = asked.predictions(material)
    for target, rows in frame.groupby("target", sort=False):
        _property(rows, catalogue.targets[target], cards)
    st.caption(
        f"The interval holds the true value for {COVERAGE} of the compounds that a model did not learn from, and promises "
        f"nothing outside the training domain. Nearest are the training compounds that are most like it. {SPREADS_WORDS}"
    )
    frame_download(frame, f"{name}-predictions", key="voxels_predictions_csv", label="Predictions as CSV")


def _property(rows: pd.DataFrame, target: Target, cards: Mapping[str, ModelCard]) -> None:
    """Show what each model says of one property; those that do not answer say why."""
    st.subheader(target.heading, anchor=False, help=target.definition or None)
    exact = rows["exact"].iloc[0]
    known = rows[rows["error"] == ""]
    if isfinite(exact):
        st.markdown(f"Computed exactly: **{value_text(target, exact)}** {target.unit}")
    if len(known):
        st.table([_row(row, target, cards) for _, row in known.iterrows()], border="horizontal")
        for _, row in known.iterrows():
            st.caption(
                f"{_title(row['model'], cards)} · nearest, with true values: {_nearest(row['nearest'], target)}"
            )
    for reason, failed in rows[rows["error"] != ""].groupby("error", sort=False):
        titles = ", ".join(_title(model, cards) for model in failed["model"])
        st.info(f"**{titles}**: {escaped(str(reason))}", icon=":material/info:")


def _row(row: pd.Series, target: Target, cards: Mapping[str, ModelCard]) -> dict[str, str]:
    return {
        "Model": _title(row["model"], cards),
        "Value": value_text(target, row["value"]),
        f"{COVERAGE} interval": interval_text(target, row["lower"], row["upper"]),
        "Domain": domain_text(row["in_domain"]),
        "Spread over rotations, one / mean": spreads_text(row["spread_of_one"], row["spread_of_mean"]),
    }


def _nearest(text: str, target: Target) -> str:
    return " · ".join(
        f"{pretty_formula(compound.formula)} ({entry_link(compound.id)}) {value_text(target, compound.value)}"
        for compound in read_nearest(text)
    )


def _title(model: str, cards: Mapping[str, ModelCard]) -> str:
    return escaped(cards[model].title if model in cards else model)
