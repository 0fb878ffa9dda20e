"""What the atoms contribute to an answer, drawn as a coloured structure, when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.molecules.figures.contributions import contribution_colours
from mi_core.molecules.web.drawn import drawing, is_dark
from mi_core.prediction.words import value_text
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from mi_core.molecules.prediction.contributions import Contributions
    from mi_core.structures.molecules.molecule import Molecule
    from mi_core.targets import Target


def show_contributions(molecule: Molecule, target: Target, name: str) -> None:
    """Offer the contributions of the atoms to one task, and show them."""
    if not st.toggle(
        "What each atom contributes",
        key="molecules_contributions",
        persist_state="session",
        help="Each atom in turn is hidden from the model, and the answer asked for again.",
    ):
        return
    try:
        found = _contributions(molecule.smiles, target.key)
    except InputError as problem:
        st.info(escaped(str(problem)), icon=":material/info:")
        return
    colours = contribution_colours(found.normalised, dark=is_dark())
    drawing(molecule, 420, 260, colours, words=f"{name}: red atoms raise {target.title}, blue ones lower it")
    st.caption(_words(found, target))


@st.cache_data(max_entries=256, show_spinner="Hiding one atom after the other …")
def _contributions(smiles: str, task: str) -> Contributions:
    from mi_core.molecules.prediction.explained import task_contributions
    from mi_core.structures.molecules.molecule import Molecule

    return task_contributions(Molecule(smiles, ""), task)


def _words(found: Contributions, target: Target) -> str:
    unit = f" {target.unit}" if target.unit else ""
    largest = float(abs(found.values).max(initial=0.0))
    total, change = value_text(target, found.total), value_text(target, found.change)
    check = (
        f"Single atoms add up to {total}{unit}; all of them hidden at once change the answer by {change}{unit}"
        + ("." if found.adds_up else ": they act together, so that single ones do not tell the whole.")
    )
    return (
        f"Red raises the answer, blue lowers it; the deepest colour stands for {value_text(target, largest)}{unit}. {check} "
        "Numbers of the whole molecule, such as its logP, stay as they are: this is where the model looks, and no mechanism."
    )
