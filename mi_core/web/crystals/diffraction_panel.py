"""The powder diffraction pattern of one crystal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.files import file_name
from mi_core.structures.analysis.diffraction import WAVELENGTHS, pattern_seconds
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import pretty_formula
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.crystals import cached

if TYPE_CHECKING:
    from mi_core.structures.material import Material

ON_DEMAND_SECONDS = 2.0


@st.fragment
def diffraction_panel(material: Material) -> None:
    """Show the pattern, if there is a crystal, with a choice of radiation; one that takes seconds waits for a button."""
    if (structure := material.structure) is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("Powder diffraction", anchor=False)
        wavelength = segmented_choice(
            "Radiation",
            {name: name.replace("Ka", " Kα") for name in WAVELENGTHS},
            "CuKa",
            key="diffraction_wavelength",
            named=False,
            persist_state="session",
        )
    seconds = pattern_seconds(structure, wavelength)
    if seconds > ON_DEMAND_SECONDS and not st.button(
        f"Compute the pattern (about {seconds:,.0f} s)", key="diffraction_start"
    ):
        return
    try:
        with st.spinner("Computing the pattern …", show_time=True):
            peaks = cached.pattern(structure, wavelength)
    except InputError as problem:  # such a crystal has no pattern: no error
        st.info(str(problem), icon=":material/info:")
        return
    from mi_core.figures.diffraction import powder_figure

    figure = powder_figure(peaks, wavelength=wavelength, formula=pretty_formula(material.formula))
    name = f"{file_name(material.id)}-{wavelength}"
    st.plotly_chart(
        figure,
        key="diffraction_figure",
        config={"displaylogo": False, "toImageButtonOptions": {"filename": name}},
    )
    frame_download(peaks, f"{name}-xrd", key="diffraction_csv", label="Peaks as CSV")
