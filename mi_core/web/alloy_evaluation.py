"""The evaluation of the generators: a table and a figure of what was committed."""

from __future__ import annotations

import streamlit as st

EVALUATE = "python -m mi_core alloys evaluate"


def evaluation() -> None:
    """Show all models side by side; without an evaluation, say how it is made."""
    st.info(f"The generators are not evaluated yet. Do it with `{EVALUATE}`.", icon=":material/info:")
