"""Ways in: a file of frames, or the example."""

from __future__ import annotations

import streamlit as st

from mi_core.potentials.examples import to_learn
from mi_core.potentials.web.view import PAGE
from mi_core.web.inputs.kept_files import keep_file
from mi_core.web.shell.frame import errors_shown


def ways_in() -> None:
    """Show the ways in side by side."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Drop your frames", anchor=False)
        _drop()
    with right:
        st.subheader("Take an example", anchor=False)
        st.markdown(to_learn.ABOUT)
        st.button(
            "Take the example",
            type="primary",
            icon=":material/science:",
            key="learn_example",
            on_click=_take_example,
        )


def _drop() -> None:
    file = st.file_uploader(
        "Frames with energies and forces",
        key=f"learn_file_{PAGE.turn()}",
        help="It stays on this machine, in your workspace. Frames are checked before anything is learned.",
    )
    st.caption(
        "Extended XYZ, vasprun.xml or OUTCAR, packed with gzip or not: energies in eV, forces in eV/Å, one or two elements, "
        "from twenty frames on; fifty are a good beginning. `config_type` or `group` names the kind of each frame."
    )
    if file is not None:
        with errors_shown():
            _go_on(keep_file(file.name, file.getvalue()))
            st.rerun()


def _take_example() -> None:
    with errors_shown(), st.spinner("Computing sixty frames of copper …"):
        _go_on(keep_file(to_learn.FILE, to_learn.example_frames_text().encode()))


def _go_on(reference: str) -> None:
    """Go on with a file that is kept."""
    PAGE.now().learn = reference
    PAGE.next_turn()
