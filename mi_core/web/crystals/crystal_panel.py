"""One crystal on a page: the viewer with its switches, and beside it lattice, symmetry and the clicked atom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.files import file_name
from mi_core.structures.analysis.cells import CELLS, check_supercell, fingerprint, repeat_cell
from mi_core.web.components.downloads import structure_downloads
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.crystals import cached
from mi_core.web.crystals.side_panels import atom_panel, symmetry_panel
from mi_core.web.crystals.viewer import crystal_viewer

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.structures.material import Material

BONDS_ON_DEMAND = 300  # sites of the cell shown


@st.fragment
def crystal_panel(material: Material, *, key: str = "crystal", height: int = 560) -> None:
    """Show a material's crystal, if it has one; a fragment, so that a click or a switch redraws this panel alone.

    `key` keeps the switches of different pages apart; they live as long as the session.
    """
    if (structure := material.structure) is None:
        return
    left, right = st.columns([5, 3], gap="medium")
    with left:
        shown, scene_options = _switches(structure, key)
        scene = cached.scene(shown, **scene_options)
        clicked = crystal_viewer(
            scene,
            key=f"{key}_viewer",
            name=file_name(material.id),
            height=height,
            hidden_elements=scene_options["hidden_elements"],
        )
        _captions(scene, scene_options)
    with right:
        atom_panel(shown, clicked)
        symmetry_panel(shown)
        structure_downloads(
            repeat_cell(shown, scene_options["supercell"]),
            material.id,
            key=f"{key}_download_{fingerprint(structure)[:12]}",
        )


def _switches(structure: Structure, key: str) -> tuple[Structure, dict]:
    """Show the switches; return the cell chosen and the options of its scene."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        titles = {cell: cell.capitalize() for cell in CELLS}
        cell = segmented_choice(
            "Cell", titles, CELLS[0], key=f"{key}_cell", named=False, persist_state="session"
        )
        shown = _cell(structure, cell)
        large = len(shown) > BONDS_ON_DEMAND
        bonds = st.toggle(
            "Bonds",
            value=not large,
            key=f"{key}_bonds_{'large' if large else 'small'}",
            persist_state="session",
        )
        polyhedra = st.toggle(
            "Polyhedra", value=True, key=f"{key}_polyhedra", disabled=not bonds, persist_state="session"
        )
        with st.popover("More", icon=":material/tune:"):
            supercell = _supercell(shown, key)
            hidden = _hidden_elements(shown, key)
            st.caption(
                "Bonds: CrystalNN up to 100 sites, Jmol's radius rule above it, and only on demand above 300. "
                "Polyhedra stand around cations with 4 to 8 anions, or up to 12 where there are no smaller ones."
            )
    return shown, {
        "bonds": cached.bonds(shown) if bonds else False,
        "polyhedra": polyhedra and bonds,
        "supercell": supercell,
        "hidden_elements": hidden,
    }


def _cell(structure: Structure, cell: str) -> Structure:
    try:
        return cached.shown_cell(structure, cell)
    except (InputError, ValueError, TypeError, RuntimeError):
        st.caption(f":material/info: spglib finds no {cell} cell for this crystal; it is shown as given.")
        return structure


def _supercell(structure: Structure, key: str) -> tuple[int, int, int]:
    st.caption("Supercell")
    a, b, c = (
        column.number_input(
            axis, min_value=1, max_value=10, value=1, key=f"{key}_repeat_{axis}", persist_state="session"
        )
        for column, axis in zip(st.columns(3), "abc", strict=True)
    )
    try:
        check_supercell(structure, (a, b, c))
    except InputError as problem:  # the crystal is drawn all the same, one cell of it
        st.warning(str(problem), icon=":material/warning:")
        return (1, 1, 1)
    return a, b, c


def _hidden_elements(structure: Structure, key: str) -> tuple[str, ...]:
    elements = [str(getattr(e, "symbol", e)) for e in sorted(structure.composition.element_composition)]
    hidden = st.pills(
        "Hide elements",
        elements,
        selection_mode="multi",
        key=f"{key}_hidden_{'-'.join(elements)}",
        persist_state="session",
    )
    return tuple(hidden or ())


def _captions(scene, options: dict) -> None:
    size = "×".join(str(n) for n in options["supercell"])
    parts = [f"{scene.n_atoms:,} atoms drawn, {size} cells"]
    if scene.bond_rule:
        parts.append(f"bonds by {scene.bond_rule}")
    if not scene.structure.is_ordered:
        parts.append("mixed sites are cut like a pie by occupancy, white is vacant")
    st.caption(" · ".join(parts) + ". Drag to turn, scroll to zoom, click an atom.")
    for note in scene.notes:
        st.caption(f":material/info: {note}")
