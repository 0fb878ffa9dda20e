"""A molecule in three dimensions, when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.files import file_name
from mi_core.molecules.web.drawn import conformer
from mi_core.web.components.downloads import file_button
from mi_core.web.components.formulas import escaped
from mi_core.web.crystals.viewer import crystal_viewer

if TYPE_CHECKING:
    from mi_core.structures.molecules.molecule import Molecule

HEIGHT = 460  # pixels


@st.fragment
def show_shape(molecule: Molecule, name: str) -> None:
    """Draw a conformer as balls and sticks; a fragment, so that a click on an atom redraws it alone."""
    from mi_core.structures.drawing.molecule_scene import molecule_scene

    block, problem = conformer(molecule.smiles)
    if problem:
        st.info(escaped(problem), icon=":material/info:")
        return
    scene = molecule_scene(block)
    clicked = crystal_viewer(scene, key="molecule_viewer", name=file_name(name), height=HEIGHT)
    if clicked is not None:
        st.markdown(f"Atom **{clicked + 1}**: {scene.structure[clicked].species_string}")
    st.caption(
        "One conformer of many, embedded by ETKDGv3 and relaxed by MMFF94s where that knows all atoms. Drag to turn, scroll "
        "to zoom, click an atom."
    )
    file_button(
        "Conformer as MOL",
        file_name(name),
        "mol",
        "chemical/x-mdl-molfile",
        lambda: block,
        key="molecule_mol",
    )
