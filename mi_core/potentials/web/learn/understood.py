"""What was understood of a file of frames, and the start of the learning."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from mi_core.figures.measures import three_digits
from mi_core.files import file_name
from mi_core.potentials.figures.labels import energies_figure, forces_figure
from mi_core.potentials.kinds import KINDS, TITLES
from mi_core.potentials.own import check_name, free_name
from mi_core.potentials.web.cached import frames_to_learn
from mi_core.potentials.web.choice import folder_of_workspace
from mi_core.potentials.web.jobs import start_learning
from mi_core.potentials.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown
from mi_core.words import counted, listed

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.potentials.frames.given import Given

MOST_REFUSED = 200  # rows of the table


def understood(path: Path) -> None:
    """Show the frames of a file of the workspace, and offer to learn from them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Other frames", icon=":material/arrow_back:", key="learn_other", on_click=_forget)
        st.markdown(f"**{escaped(path.name)}**", width="content")
    given = None
    with errors_shown(), st.container(border=True):
        st.subheader("1 · What was understood", anchor=False)
        given = frames_to_learn(path)
        _counted(given)
    if given is None:
        return
    with errors_shown(), st.container(border=True):
        st.subheader("2 · Learn a potential", anchor=False)
        _learn(path, given)


def _forget() -> None:
    PAGE.now().learn = ""
    PAGE.next_turn()


def _counted(given: Given) -> None:
    frames = given.frames
    sizes = [len(frame.atoms) for frame in frames]
    elements = sorted({symbol for frame in frames for symbol in frame.atoms.get_chemical_symbols()})
    forces = np.concatenate(
        [np.linalg.norm(frame.forces, axis=1) for frame in frames if frame.forces is not None]
    )
    st.markdown(
        f"**{counted(len(frames), 'frame')}** of **{listed(elements)}** · **{sum(sizes):,}** atoms, {min(sizes):,} to "
        f"{max(sizes):,} in a frame · forces up to **{three_digits(float(forces.max()))}** eV/Å"
    )
    groups = Counter(frame.group for frame in frames if frame.group)
    if groups:
        st.caption(
            "Groups: " + escaped(listed(f"{name} ({count:,})" for name, count in groups.most_common())) + "."
        )
    for remark in given.remarks:
        st.warning(escaped(remark), icon=":material/info:")
    if given.refused:
        with st.expander(f"{counted(len(given.refused), 'frame')} refused", icon=":material/block:"):
            rows = [(one.id, one.error) for one in given.refused[:MOST_REFUSED]]
            st.dataframe(pd.DataFrame(rows, columns=["frame", "why"]), hide_index=True)
    left, right = st.columns(2)
    left.plotly_chart(energies_figure(frames), key="learn_energies", config={"displaylogo": False})
    right.plotly_chart(forces_figure(frames), key="learn_forces", config={"displaylogo": False})


def _learn(path: Path, given: Given) -> None:
    """Offer kind and name, and the start."""
    from mi_core.web.shell.workspace import workspace_id

    workspace_id()
    folder = folder_of_workspace()
    assert folder is not None
    view = PAGE.now()
    left, right = st.columns(2, vertical_alignment="bottom")
    view.kind = left.selectbox(
        "Kind of potential",
        list(KINDS),
        index=list(KINDS).index(view.kind),
        format_func=TITLES.__getitem__,
        key=f"learn_kind_{PAGE.turn()}",
    )
    wished = f"{file_name(path.name).partition('.')[0]}-{view.kind}"
    name = right.text_input(
        "Name",
        free_name(wished, folder),
        max_chars=60,
        key=f"learn_name_{path.parent.name}_{view.kind}_{PAGE.turn()}",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        clicked = st.button("Learn it", type="primary", icon=":material/school:", key="learn_start")
        st.caption(
            f"Five times from four fifths of the {len(given.frames):,} frames, and once from all; a job of minutes. Close "
            "the page meanwhile if you like.",
            width="content",
        )
    if clicked:
        start_learning(path, view.kind, check_name(name, folder))
