"""What a potential is asked about: examples of its elements, the crystals of the session, or the frames of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.potentials.web.asked import Asked
from mi_core.potentials.web.cached import examples, frames_to_ask
from mi_core.potentials.web.view import PAGE, SOURCES
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.crystals import intake, session
from mi_core.web.inputs.kept_files import file_of, keep_file
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.potentials.frames.frame import Frame, Refused
    from mi_core.potentials.learned import LearnedPotential

MOST_ASKED = 2000


def choose_asked(learned: LearnedPotential) -> Asked | None:
    """Offer the sources, and to bring something; return what is asked about, None while there is nothing."""
    view = PAGE.now()
    view.source = segmented_choice(
        "What to ask about", SOURCES, view.source, key=f"potentials_source_{PAGE.turn()}", named=False
    )
    if view.source == "crystals":
        return _crystals()
    if view.source == "file":
        return _file()
    st.caption(
        "Phases of each element, made from published lattice parameters and a rule for distances, without any calculation "
        "of energies; and a vacancy, a surface, shaken and strained cells."
    )
    elements = learned.potential.elements
    return Asked(list(examples(elements)), f"examples {elements}")


def _crystals() -> Asked | None:
    from mi_core.potentials.frames.of_crystals import frames_of_crystals

    materials = session.current_materials()
    with st.expander("Add crystals", icon=":material/add:", expanded=not materials):
        intake.file_intake()
        intake.example_intake()
    if not materials:
        return None
    return Asked(
        frames_of_crystals(materials),
        f"crystals {session.materials_version()} {[one.id for one in materials]}",
    )


def dropped_file(key: str) -> Path | None:
    """Offer to bring a file of frames; return the one that was brought, None while there is none."""
    path = file_of(PAGE.now().file)
    if PAGE.now().file and path is None:
        st.warning("This workspace has no such file; bring it again.", icon=":material/search_off:")
    with st.expander("Bring a file of frames", icon=":material/upload_file:", expanded=path is None):
        _drop(key)
    return path


def _file() -> Asked | None:
    path = dropped_file("ask")
    if path is None:
        return None
    given = frames_to_ask(path)
    for remark in given.remarks:
        st.caption(escaped(remark))
    frames: list[Frame | Refused] = [*given.frames, *given.refused]
    if len(frames) > MOST_ASKED:
        st.caption(
            f"The first {MOST_ASKED:,} of {len(frames):,} frames are asked about; `potential evaluate` takes all of them."
        )
    return Asked(frames[:MOST_ASKED], str(path))


def _drop(key: str) -> None:
    file = st.file_uploader(
        "Frames of atoms",
        key=f"potentials_{key}_file_{PAGE.turn()}",
        help="Extended XYZ, vasprun.xml or OUTCAR, packed with gzip or not; energies and forces may be missing, and are "
        "compared where they are there. It stays on this machine, in your workspace.",
    )
    if file is not None:
        with errors_shown():
            PAGE.now().file = keep_file(file.name, file.getvalue())
            PAGE.now().frame = ""
            PAGE.next_turn()
            st.rerun()
