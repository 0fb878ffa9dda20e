"""Ways in: drawn, pasted, dropped, or an example. Each reads once and adds to the session's molecules."""

from __future__ import annotations

import streamlit as st

from mi_core.errors import InputError
from mi_core.molecules.examples import EXAMPLES
from mi_core.molecules.web.session import DRAWN, INTAKE, SESSION, load_examples
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import show_error

SKETCHER_HEIGHT = 440  # pixels
FILES = "CSV, SDF, MOL, xlsx, a list of SMILES, or a zip of them"


def ways_in() -> None:
    """Show the ways in, side by side, while there is nothing to look at."""
    left, middle, right = st.columns(3, gap="large")
    with left:
        st.subheader("Paste SMILES", anchor=False)
        paste()
    with middle:
        st.subheader("Drop a file", anchor=False)
        drop()
        st.caption(f"{FILES}; up to 200,000 molecules. A table has a column of SMILES.")
    with right:
        st.subheader("Draw, or take an example", anchor=False)
        draw_button()
        examples()


def add_more() -> None:
    """Offer the same ways in, folded, to add to what there is."""
    with st.popover("Add molecules", icon=":material/add:", key=f"molecules_add_{INTAKE.turn()}"):
        paste()
        drop()
        st.caption("Examples")
        examples()
    draw_button()


def paste() -> None:
    """Show the box for SMILES, one a line, with names behind them or not."""
    turn = INTAKE.turn()
    with st.form(f"molecules_paste_{turn}", border=False):
        text = st.text_area(
            "SMILES, one a line",
            height=122,
            placeholder="CC(=O)Oc1ccccc1C(=O)O aspirin\nCCO",
            help="Behind a blank may stand a name. A MOL block, SDF or a table can be pasted, too.",
            key=f"molecules_text_{turn}",
        )
        sent = st.form_submit_button("Read", icon=":material/content_paste:")
    if not sent:
        return
    if text.strip():
        INTAKE.read(lambda progress: SESSION.add_text(text, progress))
    else:
        st.info("Write at least one SMILES, such as CCO for ethanol.", icon=":material/info:")


def drop() -> None:
    """Show the drop zone; read what is dropped, with a progress bar."""
    files = st.file_uploader(
        "Files of molecules",
        accept_multiple_files=True,
        key=f"molecules_files_{INTAKE.turn()}",
        help=f"{FILES}, packed with gzip or not. Files stay on this machine, in your workspace.",
    )
    if files:
        from mi_core.structures.source import Source

        sources = [Source(file.name, file.getvalue()) for file in files]
        INTAKE.read(lambda progress: SESSION.add_sources(sources, progress))


def examples() -> None:
    """Show one button per example, and one for all."""
    with st.container(horizontal=True, gap="small"):
        for name, example in EXAMPLES.items():
            st.button(
                name,
                key=f"molecule_{name}",
                help=f"{example.help} {escaped(example.smiles)}",
                on_click=load_examples,
                args=([name],),
            )
        st.button(
            "All of them",
            key="molecule_all",
            type="primary",
            icon=":material/library_add:",
            on_click=load_examples,
            args=(list(EXAMPLES),),
        )


def draw_button() -> None:
    """Show the button that opens the sketcher."""
    if st.button("Draw", icon=":material/draw:", key="molecules_draw"):
        _sketcher()


@st.dialog("Draw a molecule", width="large", icon=":material/draw:")
def _sketcher() -> None:
    """Show the sketcher; its scripts come from the installed package, and nothing from elsewhere."""
    from streamlit_ketcher import st_ketcher

    above = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    smiles = st_ketcher(height=SKETCHER_HEIGHT, key=f"molecules_sketch_{INTAKE.turn()}")
    with above:
        name = st.text_input(
            "Name", value=_free_name(), key=f"molecules_name_{INTAKE.turn()}", width=200, max_chars=120
        )
        sentence = _problem(smiles) if smiles else ""
        add = st.button(
            "Add it",
            type="primary",
            icon=":material/add:",
            key="molecules_add_drawn",
            disabled=not smiles or bool(sentence),
        )
        st.caption(escaped(smiles) if smiles else "Draw, press Apply below the drawing, and add it.")
    if sentence:
        show_error(sentence)
    elif add:
        INTAKE.read(lambda _: SESSION.add(DRAWN, ((name.strip() or _free_name(), smiles.encode()),)))


def _problem(smiles: str) -> str:
    """Return why a drawing cannot be used; "" where it can."""
    from mi_core.structures.molecules.smiles import read_smiles

    try:
        read_smiles(smiles)
    except InputError as problem:
        return str(problem)
    return ""


def _free_name() -> str:
    """Return "drawn-1", or the first that no row has."""
    taken = {row.id for row in SESSION.current_materials()}
    return next(name for name in (f"drawn-{n}" for n in range(1, len(taken) + 2)) if name not in taken)
