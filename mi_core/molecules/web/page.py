"""Molecules: predictions for 48 tasks, which tasks help which, and a task of one's own."""

from __future__ import annotations

import streamlit as st

from mi_core.molecules.web.own.job import follow_job
from mi_core.molecules.web.session import INTAKE, open_molecule
from mi_core.molecules.web.view import PAGE, PARTS

INTRODUCTIONS = {
    "predict": "What is known to matter of a molecule in 48 tasks: solubility, lipophilicity, melting point, passage into "
    "the brain, toxicity in 12 assays, side effects; with intervals, and the measured molecules that are nearest.",
    "affinity": "What it does to the error of a task that a network learns another one with it: which tasks help which, "
    "which harm, and how sure that is.",
    "own": "Bring some fifty molecules that you measured: which known tasks say something about yours, whether learning "
    "from them gives a gain that is real, and what to measure next.",
}


def page() -> None:
    """Follow a link, and show the chosen part."""
    INTAKE.restore()
    with PAGE.in_address() as link:
        if link is not None and link.molecule:
            open_molecule(link.molecule)
        follow_job()
        st.title("Molecules", anchor=False)
        introduction = st.empty()
        part = PAGE.choose_part(PARTS) if len(PARTS) > 1 else next(iter(PARTS))
        introduction.markdown(INTRODUCTIONS[part])
        _show(part)


def _show(part: str) -> None:
    """Show a part; each is imported when it is asked for."""
    if part == "predict":
        from mi_core.molecules.web.predict import predict_part

        predict_part()
    elif part == "affinity":
        from mi_core.molecules.web.affinity.part import affinity_part

        affinity_part()
    elif part == "own":
        from mi_core.molecules.web.own.part import own_part

        own_part()
