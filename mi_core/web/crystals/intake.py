"""Ways in: files, pasted text, built-in examples. Each reads once and adds to the session's crystals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.formulas import pretty_formula
from mi_core.web.crystals import session
from mi_core.web.inputs.intake import Intake

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.structures.source import Source

INTAKE = Intake(session.SESSION)
restore = INTAKE.restore


def file_intake(
    label: str = "Crystal files",
    *,
    also: str = "",
    aside: Callable[[list[Source]], list[Source]] = list,
    **options,
) -> None:
    """Show the drop zone; read what is dropped, with a progress bar.

    also : what else a page takes, in words; aside : opens such files and returns the rest; options : of the drop zone.
    """
    files = st.file_uploader(
        label,
        accept_multiple_files=True,
        key=f"intake_files_{INTAKE.turn()}",
        help="CIF, POSCAR/CONTCAR, extended XYZ, XSF, pymatgen JSON, a .zip of any of these, or a table (CSV, spreadsheet, "
        f"Parquet) with a column of CIFs or formulas. {also}Files stay on this machine, in your workspace.",
        **options,
    )
    if files:
        from mi_core.structures.source import Source

        sources = aside([Source(file.name, file.getvalue()) for file in files])
        INTAKE.read(lambda progress: session.add_sources(sources, progress))


def text_intake() -> None:
    """Show the text box and its button."""
    with st.form(f"intake_text_{INTAKE.turn()}", border=False):
        text = st.text_area(
            "CIF, POSCAR, XYZ, XSF or JSON text",
            height=160,
            placeholder="data_SrTiO3\n_cell_length_a 3.905\n…",
        )
        sent = st.form_submit_button("Read the text", icon=":material/content_paste:")
    if sent:
        INTAKE.read(lambda progress: session.add_text(text, progress))


def example_intake() -> None:
    """Show one button per built-in example, and one for all."""
    from mi_core.structures.examples import EXAMPLES

    with st.container(horizontal=True, gap="small"):
        for name, example in EXAMPLES.items():
            st.button(
                pretty_formula(name),
                key=f"example_{name}",
                help=f"{example.title}. {example.source}",
                on_click=load_examples,
                args=([name],),
            )
        st.button(
            "All of them",
            key="example_all",
            type="primary",
            icon=":material/library_add:",
            on_click=load_examples,
            args=(list(EXAMPLES),),
        )


def load_examples(names: list[str]) -> None:
    """Add the built-in examples that the session does not hold yet, and look at the first one asked for."""
    session.restore()
    held = held_examples()
    session.add_examples([name for name in names if name not in held])
    session.turn_to(names[0])


def held_examples() -> list[str]:
    """Return the names of the built-in examples among the session's rows."""
    from mi_core.structures.examples import EXAMPLES

    rows = session.current_materials()
    return [row.id for row in rows if row.id in EXAMPLES and row.source == EXAMPLES[row.id].source]
