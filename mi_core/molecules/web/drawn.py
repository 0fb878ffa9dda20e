"""Drawings of molecules, kept so that a rerun repeats nothing, in the lines that the theme asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.structures.molecules.drawing import data_uri, svg
from mi_core.structures.molecules.molecule import Molecule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.structures.molecules.drawing import Colour


def is_dark() -> bool:
    """Whether the page is shown in the dark theme."""
    return st.context.theme.type == "dark"


def small(smiles: str) -> str | None:
    """Return the address of a small drawing, for a column of pictures; None for no SMILES."""
    return _uri(smiles, 180, 110, is_dark()) if smiles else None


def drawing(
    molecule: Molecule,
    width: int,
    height: int,
    highlights: Mapping[int, Colour] | None = None,
    *,
    words: str = "",
) -> None:
    """Show the structural formula, in pixels at most, some of its atoms on coloured discs; words say what it shows."""
    picture = svg(molecule, width, height, highlights, dark=is_dark())
    st.image(_only_svg(picture), width=width, alt=words or f"Structural formula of {molecule.smiles}")


@st.cache_data(max_entries=4096, show_spinner=False)
def _uri(smiles: str, width: int, height: int, dark: bool) -> str:
    return data_uri(svg(Molecule(smiles, ""), width, height, dark=dark))


def _only_svg(picture: str) -> str:
    """Return the picture from its own tag on, as Streamlit takes it."""
    return picture[picture.index("<svg") :]


@st.cache_data(max_entries=64, show_spinner="Looking for a shape …")
def conformer(smiles: str) -> tuple[str, str]:
    """Return a conformer as MOL block, and ""; or "" and the sentence that says why there is none."""
    from mi_core.structures.molecules.drawing import mol_block_3d

    try:
        return mol_block_3d(Molecule(smiles, "")), ""
    except InputError as problem:
        return "", str(problem)
