"""Answers as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.files import file_name
from mi_core.web.components.downloads import file_button, frame_download

if TYPE_CHECKING:
    from mi_core.potentials.learned import LearnedPotential
    from mi_core.potentials.web.asked import Asked
    from mi_core.potentials.web.cached import Answers


def downloads(learned: LearnedPotential, asked: Asked, found: Answers) -> None:
    """Offer the table as CSV, and the frames with energies, bounds and forces as extended XYZ."""
    name = f"{file_name(learned.name)}-answers"
    with st.container(horizontal=True, gap="small"):
        frame_download(found.table, name, key="potentials_csv", label="Table as CSV")
        file_button(
            "Frames as extended XYZ",
            name,
            "extxyz",
            "chemical/x-xyz",
            lambda: _frames(asked, found),
            key="potentials_extxyz",
            help="With energies, their bounds, forces, and energies of atoms, as ASE reads them.",
        )


def _frames(asked: Asked, found: Answers) -> str:
    from mi_core.potentials.evaluation import frames_with_answers

    return frames_with_answers(asked.frames, found.predictions)
