"""Structures: bring crystals, see what was read, look at one in 3D."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import escaped, pretty_formula
from mi_core.web.crystals import intake, session
from mi_core.web.crystals.link import CRYSTAL, open_crystal, remember_crystal
from mi_core.web.shell.view import PageView


@dataclass
class View:
    """The page's choice: the id of a row of the session, or the name of a built-in example."""

    crystal: str = ""


def empty_state() -> None:
    """Show the ways in, side by side, while there is nothing to look at."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Bring your own", anchor=False)
        intake.file_intake()
        st.caption(
            "CIF, POSCAR, extended XYZ, XSF, pymatgen JSON, a zip of them, a table with a `cif` column."
        )
        with st.expander("Paste text instead", icon=":material/content_paste:"):
            intake.text_intake()
    with right:
        st.subheader("Or start with an example", anchor=False)
        st.markdown("Built from published lattice parameters; the source shows on hover.")
        intake.example_intake()


def more_input() -> None:
    """Show the ways in, folded, and the way to start over."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Structures", anchor=False, width="stretch")
        with st.popover("Add crystals", icon=":material/add:", key=f"add_{session.materials_version()}"):
            intake.file_intake()
            with st.expander("Paste text", icon=":material/content_paste:"):
                intake.text_intake()
            st.caption("Examples")
            intake.example_intake()
        frame_download(session.current_summary(), "structures", key="summary_csv", label="Table as CSV")
        st.button(
            "Clear",
            icon=":material/delete:",
            key="clear_materials",
            help="Removes all of them from your workspace.",
            on_click=session.clear_materials,
        )


def detail() -> None:
    """Show the selected row: its crystal, or why there is none."""
    material = session.selected_material()
    if material is None:
        return
    origin = material.source if material.id in material.source else f"{material.id} · {material.source}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(pretty_formula(material.formula) or escaped(material.id), anchor=False, width="content")
        st.caption(escaped(origin))
        st.button(
            "Remove",
            icon=":material/close:",
            key=f"remove_{material.id}",
            type="tertiary",
            help="Removes this one from your workspace.",
            on_click=session.remove_material,
            args=(material.id,),
        )
    for warning in material.warnings:
        st.warning(escaped(warning), icon=":material/warning:")
    if material.error:
        st.error(escaped(material.error), icon=":material/error:")
    elif material.structure is None:
        st.info(
            "This row is a formula without a crystal, so there is nothing to draw.", icon=":material/info:"
        )
    else:
        from mi_core.web.crystals.crystal_panel import crystal_panel
        from mi_core.web.crystals.diffraction_panel import diffraction_panel

        crystal_panel(material)
        diffraction_panel(material)


PAGE = PageView("structures", View, [CRYSTAL], refresh=remember_crystal)


def page() -> None:
    """Show the crystals of the session and the selected one, or the ways in."""
    intake.restore()
    with PAGE.in_address() as link:
        if link is not None and link.crystal:
            open_crystal(link.crystal)
        if session.current_materials():
            from mi_core.web.crystals.materials_table import materials_table

            more_input()
            materials_table(session.current_summary())
            detail()
        else:
            st.title("Structures", anchor=False)
            empty_state()
