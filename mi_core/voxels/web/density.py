"""The part of the page that shows the density in the cell: a surface in 3D, and a plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.described import SMEARING_A
from mi_core.voxels.web import held
from mi_core.voxels.web.controls import choose_height, choose_share
from mi_core.voxels.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import numpy as np
    from pymatgen.core import Structure


def density_part(structure: Structure, name: str) -> None:
    """Show the density of a crystal's free atoms."""
    view = PAGE.now()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        log = st.toggle(
            "Logarithmic colours", value=view.colours == "log", key=f"voxels_colours_{PAGE.turn()}"
        )
        view.colours = "log" if log else "linear"
        view.ripples = st.toggle(
            "Unsmeared, with ripples",
            value=view.ripples,
            key=f"voxels_ripples_{PAGE.turn()}",
            help="The bare sum, which ends abruptly at 6.4 Å⁻¹: sharper atoms, and ripples of negative density around them.",
        )
    values = held.density(structure, ripples=view.ripples)
    left, right = st.columns(2, gap="medium")
    with left:
        _surface(values, structure, name)
    with right:
        _plane(float(values.max()), structure, name)
    _caption(values, structure)


def _surface(values: np.ndarray, structure: Structure, name: str) -> None:
    from mi_core.voxels.figures.density import density_surface_figure

    view = PAGE.now()
    view.shell = choose_share(view.shell, "shell")
    figure_with_downloads(density_surface_figure(values, structure, view.shell), f"{name}-density-surface")


def _plane(top: float, structure: Structure, name: str) -> None:
    from mi_core.voxels.figures.density import plane_figure

    view = PAGE.now()
    axis, height = choose_height()
    values = held.plane(structure, axis, height, ripples=view.ripples)
    figure = plane_figure(values, structure, axis, height, top, log=view.colours == "log")
    figure_with_downloads(figure, f"{name}-density-plane")


def _caption(values: np.ndarray, structure: Structure) -> None:
    from mi_core.voxels.figures.density import MOST_ATOMS, NEAR_A

    smearing = (
        f"It is not smeared; its lowest value is {values.min():.2f} e/Å³.".replace("-", "−")
        if PAGE.now().ripples
        else f"It is smeared by a Gaussian of σ = {SMEARING_A} Å, lest ripples surround the atoms."
    )
    few = f" {MOST_ATOMS:,} atoms are drawn." if len(structure) > MOST_ATOMS else ""
    st.caption(
        "The inverse Fourier sum over |G| ≤ 6.4 Å⁻¹, resolved to 2π/6.4 ≈ 1 Å, so that cores are blunt. "
        f"{smearing} These are free atoms side by side, without bonds between them. Atoms within {NEAR_A} Å of the plane "
        f"are marked on it.{few}"
    )
