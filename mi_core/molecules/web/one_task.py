"""One task of one molecule: value, interval, domain, the nearest measured molecules, and what the atoms contribute."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.molecules.tasks import task_of
from mi_core.molecules.web.contributions import show_contributions
from mi_core.molecules.web.drawn import drawing
from mi_core.prediction.words import COVERAGE, INSIDE, domain_text, interval_text, value_text
from mi_core.structures.molecules.molecule import Molecule
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from mi_core.molecules.prediction.explained import Surroundings
    from mi_core.molecules.prediction.nearest import Near
    from mi_core.targets import Target


def one_task(molecule: Molecule, row: pd.Series, name: str) -> None:
    """Show a row of the predictions of a molecule."""
    target = task_of(row["target"])
    if row["error"]:
        st.info(escaped(row["error"]), icon=":material/info:")
        return
    inside = bool(row["in_domain"])
    around = _surroundings(molecule.smiles, target.key, inside)
    st.metric(
        target.heading if not target.probability else f"{target.title} (probability)",
        value_text(target, row["value"]),
        help=target.definition or None,
    )
    _trust(target, row)
    st.caption(around.reason)
    if around.near:
        st.markdown("**Nearest measured molecules**")
        for column, one in zip(st.columns(3), around.near, strict=False):
            with column.container(border=True, height="stretch"):
                _neighbour(target, one)
    show_contributions(molecule, target, name)


@st.cache_data(max_entries=512, show_spinner=False)
def _surroundings(smiles: str, task: str, inside: bool) -> Surroundings:
    from mi_core.molecules.prediction.explained import surroundings

    return surroundings(Molecule(smiles, ""), task, in_domain=inside)


def _trust(target: Target, row: pd.Series) -> None:
    words = domain_text(row["in_domain"])
    inside = words == INSIDE
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(
            words,
            icon=":material/check:" if inside else ":material/warning:",
            color="green" if inside else "orange",
        )
        if pd.notna(row["lower"]) and pd.notna(row["upper"]):
            called = "Band of the probability" if target.probability else f"{COVERAGE} interval"
            st.caption(f"{called} {interval_text(target, row['lower'], row['upper'])}", width="content")


def _neighbour(target: Target, near: Near) -> None:
    """Show a measured molecule; of tables that may not be passed on there is its id alone, until they are fetched."""
    if near.smiles:
        drawing(Molecule(near.smiles, ""), 150, 110, words=f"Structural formula of {near.smiles}")
    else:
        st.markdown(
            escaped(near.id),
            help="Its table may not be passed on. Fetch it, and it is drawn with its value: `python -m mi_core data fetch "
            "molecular_tasks`.",
        )
    if near.smiles or isfinite(near.value):
        st.markdown(f"**{_measured(target, near.value)}**", help=f"{near.id} · {escaped(near.smiles)}")
    st.caption(f"similarity {near.similarity:.2f}")


def _measured(target: Target, value: float) -> str:
    if not target.probability or not isfinite(value):
        return value_text(target, value)
    return "yes" if value >= 0.5 else "no"
