"""The part of the page that shows the strength of reflections against their length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.web import held
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go
    from pymatgen.core import Structure

FAMILIES = (
    "A point is a family of reflections of one length and strength; its Miller indices, in the cell as given, show when the "
    "pointer is on it."
)
ALLOWED = (
    " All atoms scatter in phase on the upper line, the most that form factors allow. On the lower one they are without "
    "order; about it lies the mean of a shell of many vectors."
)
EXTINCT = " What the symmetry extinguishes is left out."


def spectrum_part(structure: Structure, name: str) -> None:
    """Show the spectrum of a crystal."""
    from mi_core.voxels.reflections import envelopes, shell_means

    shells = shell_means(held.coefficients(structure), structure.volume)
    show_spectrum(held.families(structure), shells, envelopes(structure), name, lines=ALLOWED)


def show_spectrum(
    families: pd.DataFrame, shells: pd.DataFrame, allowed: pd.DataFrame | None, name: str, *, lines: str
) -> None:
    """Show families of reflections and the means of shells, with what form factors allow where they are known.

    lines : what these are, in words.
    """
    figure, left_out = spectrum_of(families, shells, allowed)
    figure_with_downloads(figure, f"{name}-spectrum", data=families)
    its_csv = "; the CSV has all." if left_out else ""
    st.caption(
        f"{FAMILIES}{lines if allowed is not None else ''}{EXTINCT}{left_out.removesuffix('.')}{its_csv}"
    )


def spectrum_of(
    families: pd.DataFrame, shells: pd.DataFrame, allowed: pd.DataFrame | None
) -> tuple[go.Figure, str]:
    """Return the figure, and a sentence on families that are not drawn, "" where all are."""
    from mi_core.voxels.figures.spectrum import MOST_FAMILIES, spectrum_figure

    left_out = (
        f" The {MOST_FAMILIES:,} strongest of {len(families):,} families are drawn."
        if len(families) > MOST_FAMILIES
        else ""
    )
    return spectrum_figure(families, shells, allowed), left_out
