"""Voxels: the density of a crystal as networks read it, in reciprocal space, and what they cannot see there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.files import file_name
from mi_core.voxels.numbers import crystal_numbers
from mi_core.voxels.web import held
from mi_core.voxels.web.controls import say_numbers
from mi_core.voxels.web.crystals import choose, ways_in
from mi_core.voxels.web.field.page import say_problems, show_density
from mi_core.voxels.web.field.session import OpenDensity
from mi_core.voxels.web.report import report_download
from mi_core.voxels.web.view import PAGE, PARTS
from mi_core.web.components.downloads import frame_download
from mi_core.web.crystals import intake
from mi_core.web.crystals.link import open_crystal

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.structures.material import Material


def page() -> None:
    """Follow a link, and show the chosen crystal, or the ways in."""
    intake.restore()
    with PAGE.in_address() as link:
        if link is not None and link.crystal:
            open_crystal(link.crystal)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.title("Voxels", anchor=False, width="stretch")
            chosen = choose()
        say_problems()
        if isinstance(chosen, OpenDensity):
            show_density(chosen)
            return
        density_of = (
            "a crystal, from a file or of its free atoms" if chosen is None else "a crystal's free atoms"
        )
        st.markdown(
            f"The electron density of {density_of}, in the cell and as a neural network reads it: the moduli |ρ(G)| of its "
            "Fourier coefficients, sorted into 32 × 32 × 32 voxels of reciprocal space."
        )
        if chosen is None:
            ways_in()
        else:
            _show(chosen)


def _show(material: Material) -> None:
    structure = held.shown_crystal(material)
    name = file_name(material.id)
    with st.spinner("Summing the Fourier coefficients …"):
        say_numbers(crystal_numbers(held.amounts(structure)))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        part = PAGE.choose_part(PARTS)
        _downloads(material, structure, name)
    if part == "spectrum":
        from mi_core.voxels.web.spectrum import spectrum_part

        spectrum_part(structure, name)
    elif part == "density":
        from mi_core.voxels.web.density import density_part

        density_part(structure, name)
    elif part == "unseen":
        from mi_core.voxels.web.unseen import unseen_part

        unseen_part(structure)
    elif part == "predictions":
        from mi_core.voxels.web.predictions import predictions_part

        predictions_part(material, name)
    elif part == "explained":
        from mi_core.voxels.web.explained import explained_part

        explained_part(material, name)
    else:
        from mi_core.voxels.web.voxels import voxels_part

        voxels_part(partial(held.voxels, structure), name)


def _downloads(material: Material, structure: Structure, name: str) -> None:
    from mi_core.voxels.web.voxels import voxel_downloads

    grid = PAGE.now().grid
    with st.popover("Downloads", icon=":material/download:"):
        voxel_downloads(partial(held.voxels, structure, grid, middle=True), grid, name, key="voxels")
        frame_download(
            partial(held.coefficients, structure),
            f"{name}-coefficients",
            key="voxels_csv",
            label="Coefficients as CSV",
        )
        st.caption("h k l, |G|, real and imaginary part and modulus of ρ(G), one of each pair G, −G.")
        report_download(material, structure)
