"""The switch between the candidates that the model can judge and all of them, and what it hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.web.view import PAGE
from mi_core.web.components.formulas import pretty_formula

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LABEL = "Inside the training domain only"
HELP = (
    "Inside: resembles compounds that the model learnt from. Outside, the model repeats the energy of some training "
    "compound, and such candidates would lead the ranking by the energies of others."
)


def domain_switch(place: str) -> None:
    """Offer the switch; the view and the address keep it. `place` tells switches of different parts apart."""
    before = PAGE.now().inside
    PAGE.now().inside = st.toggle(LABEL, value=before, key=f"{place}_inside_{PAGE.turn()}", help=HELP)
    if PAGE.now().inside != before:
        PAGE.now().page, PAGE.now().row = 1, ""


def say_hidden(outside: int) -> None:
    """Say how many rows lie outside the domain, and whether they are shown."""
    if not outside:
        return
    rows = f"**{outside:,}** row{'s' if outside > 1 else ''} outside the training domain"
    are = "are" if outside > 1 else "is"
    if PAGE.now().inside:
        st.markdown(f":material/visibility_off: {rows} {are} hidden", width="content")
    else:
        st.markdown(f":material/warning: {rows} {are} shown: treat them as guesses", width="content")


def say_nothing_is_left(outside: int) -> None:
    """Say why no candidate is shown: there is none, or all of them lie outside the domain."""
    sentence = "No candidate is left: choose more elements on a site, or take a filter away."
    if outside:
        sentence = (
            "None of these candidates lies inside the training domain: the model learnt from nothing like them. Choose more "
            f"elements, or turn “{LABEL}” off to see its guesses."
        )
    st.warning(sentence, icon=":material/filter_alt_off:")


def say_row_is_hidden(frame: pd.DataFrame, rows: np.ndarray) -> None:
    """Say it where the address asks for a candidate that the switch hides."""
    asked = PAGE.now().row
    if (
        PAGE.now().inside
        and asked
        and is_outside(frame, asked)
        and not (frame["formula"].iloc[rows] == asked).any()
    ):
        st.info(
            f"{pretty_formula(asked)} lies outside the training domain and is hidden: turn “{LABEL}” off to see it.",
            icon=":material/visibility_off:",
        )


def is_outside(frame: pd.DataFrame, formula: str) -> bool:
    """Return whether a candidate of this formula lies outside the training domain."""
    found = frame.loc[frame["formula"] == formula, "in_domain"]
    return len(found) > 0 and not found.any()


def shown_rows() -> str:
    """Return which rows the view holds, for titles and files."""
    return "inside the training domain" if PAGE.now().inside else "inside and outside the training domain"


def file_suffix() -> str:
    """Return what the names of files say of the rows in them."""
    return "-inside-domain" if PAGE.now().inside else "-all"
