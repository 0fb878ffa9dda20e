"""The tables of this part, each read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.inputs.kept_files import keep_file

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.structures.material import Material


def keep_text(text: str) -> str:
    """Keep a pasted text, under a suffix that says what it looks like."""
    from mi_core.structures.molecules.formats import sniff_text

    return keep_file(f"pasted{sniff_text(text).suffixes[0]}", text.encode("utf-8", "replace"))


@st.cache_resource(max_entries=6, show_spinner="Reading the molecules …")
def read_rows(path: Path, most: int) -> list[Material]:
    """Return the rows of a file, not to be written to, at most so many."""
    from mi_core.structures.molecules.reading import Limits, read_molecules

    return read_molecules([path], limits=Limits(max_rows=most))
