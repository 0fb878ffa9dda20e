"""Thermoelectrics: what a measured material could reach, and what holds it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.transport.analysis import NOT_COMPUTED, TEMPERATURE
from mi_core.thermoelectrics.web.points import POINT_COLUMNS, edit_points
from mi_core.thermoelectrics.web.view import PAGE

if TYPE_CHECKING:
    import pandas as pd

#: Derived columns that are shown, with title, format and help; the download has all.
DERIVED_COLUMNS = {
    "power_factor_mw_per_m_k2": ("S²σ (mW/(m K²))", "%.3g", "Power factor"),
    "zt_from_parts": ("zT", "%.3f", "S²σT/κ"),
    "zt_at_optimum": (
        "zT at best doping",
        "%.3f",
        "What the quality factor of this row gives at the best carrier concentration (Kang & Snyder, arXiv:1710.06896)",
    ),
    "doping": ("Doping", None, "On which side of the best carrier concentration the sample stands"),
    "quality_factor": (
        "B",
        "%.3f",
        "Quality factor: weighted mobility against lattice conductivity, without unit",
    ),
    "weighted_mobility_cm2_per_v_s": ("µ_w (cm²/(V s))", "%.3g", "Weighted mobility, from S and σ alone"),
    "lattice_conductivity_w_per_m_k": (
        "κ of the lattice",
        "%.3g",
        "W/(m K): the thermal conductivity less LσT, L of the parabolic band",
    ),
    "lorenz_w_ohm_per_k2": ("L (W Ω/K²)", "%.3e", "Lorenz number of the parabolic band that has this S"),
    NOT_COMPUTED: ("Remarks", None, None),
}


def page() -> None:
    """Take measured points, and show what follows from them."""
    with PAGE.in_address():
        st.title("Thermoelectrics", anchor=False)
        st.markdown(
            "From a measured Seebeck coefficient, conductivities and temperature: what carries the heat, how good the band "
            "is, and the zT that the same material would have at its best carrier concentration."
        )
        points = edit_points()
        if len(points):
            _analysis(points)
        else:
            st.info(
                "Give a row or more: temperature, Seebeck coefficient and conductivity.",
                icon=":material/info:",
            )


def _analysis(points: pd.DataFrame) -> None:
    from mi_core.thermoelectrics.figures.transport import transport_figure
    from mi_core.thermoelectrics.transport.analysis import analyse
    from mi_core.thermoelectrics.web.leg import show_leg
    from mi_core.web.components.downloads import frame_download
    from mi_core.web.components.figure_downloads import figure_with_downloads

    analysed = analyse(points)
    st.dataframe(
        analysed[[*POINT_COLUMNS, *DERIVED_COLUMNS]],
        hide_index=True,
        column_config=_columns(),
        placeholder="–",
    )
    st.caption(
        "All of it for one parabolic band whose carriers are scattered by acoustic phonons. Where bands converge, minority "
        "carriers conduct, or grain boundaries scatter, the numbers are those of an effective band."
    )
    frame_download(analysed, "transport", key="thermoelectrics_csv", label="CSV · all columns")
    if (points[TEMPERATURE] > 0).any():
        figure_with_downloads(transport_figure(analysed), "transport", data=analysed)
    show_leg(analysed)


def _columns() -> dict:
    column = st.column_config
    given = {name: column.NumberColumn(title, format="%.5g") for name, title in POINT_COLUMNS.items()}
    derived = {
        name: column.NumberColumn(title, format=digits, help=words)
        if digits
        else column.TextColumn(title, help=words, width="large" if name == NOT_COMPUTED else None)
        for name, (title, digits, words) in DERIVED_COLUMNS.items()
    }
    return given | derived
