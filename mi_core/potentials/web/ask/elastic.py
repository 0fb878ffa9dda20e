"""Elastic constants of the frame that is looked at, computed at a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.figures.measures import fixed
from mi_core.files import file_name
from mi_core.potentials.web.cached import elastic_constants
from mi_core.web.components.downloads import frame_download

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential
    from mi_core.potentials.mechanics.elastic import Elasticity

HOW = (
    "Cell and atoms come to rest without pressure; then the cell is strained by ±0.5 % in six ways, atoms rest again, "
    "and the constants are the slopes of the stresses. Averages over directions are those of Voigt, Reuss and Hill. "
    "They are of the potential at 0 K; there are no intervals on them."
)
_NAMES = ("xx", "yy", "zz", "yz", "xz", "xy")
_ASKED = "potentials_elastic_asked"


def elastic_shown(learned: LearnedPotential, frame: Frame) -> None:
    """Offer to compute the constants, and show them once they are; InputError for what is no small crystal."""
    st.caption(HOW)
    key, asked = (learned.name, frame.id), st.session_state.setdefault(_ASKED, set())
    if key not in asked:
        st.button(
            "Compute elastic constants",
            icon=":material/calculate:",
            key="potentials_elastic",
            on_click=asked.add,
            args=(key,),
        )
        return
    found = elastic_constants(learned, frame.atoms)
    _said(found)
    table = pd.DataFrame(found.constants.round(1), index=list(_NAMES), columns=list(_NAMES))
    st.dataframe(
        table,
        width="content",
        column_config={name: st.column_config.NumberColumn(format="%.1f") for name in _NAMES},
    )
    frame_download(
        table.reset_index(names="gpa"),
        f"{file_name(frame.id)}-elastic",
        key="potentials_elastic_csv",
        label="Constants as CSV",
    )


def _said(found: Elasticity) -> None:
    if found.cubic:
        names = (("C₁₁", 0, 0), ("C₁₂", 0, 1), ("C₄₄", 3, 3))
        st.markdown(
            " · ".join(
                f"{name} **{fixed(found.constants[row, column], 1)}** GPa" for name, row, column in names
            )
        )
    st.markdown(
        f"Bulk modulus **{fixed(found.bulk, 1)}** GPa · shear modulus **{fixed(found.shear, 1)}** GPa · Young's modulus "
        f"**{fixed(found.young, 1)}** GPa · Poisson's ratio **{fixed(found.poisson, 3)}** · at rest "
        f"**{fixed(found.volume, 2)}** Å³/atom"
    )
    if not found.stable:
        st.warning(
            "A small strain lowers the energy: on this potential the crystal is not stable.",
            icon=":material/warning:",
        )
    if found.outside:
        st.warning(
            "The potential extrapolates in this crystal at rest or strained.", icon=":material/warning:"
        )
