"""The table of what follows from measured points, in the units that the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.carriers import carrier_type
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.transport.analysis import NOT_COMPUTED, SEEBECK
from mi_core.thermoelectrics.web.points import POINT_COLUMNS, shown_points

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.display import Display

TYPE = "carrier_type"
#: Derived columns that are shown, with title, format and help; the download has all.
DERIVED_COLUMNS = {
    TYPE: ("Type", None, "Type of the carriers by the sign of S: n where it is negative, p where positive"),
    POWER_FACTOR: ("", "%.3g", "Power factor"),
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


def show_table(analysed: pd.DataFrame, display: Display) -> None:
    """Show points and what follows from them."""
    st.dataframe(
        shown_table(analysed, display), hide_index=True, column_config=columns(display), placeholder="–"
    )


def shown_table(analysed: pd.DataFrame, display: Display) -> pd.DataFrame:
    """Return points and derived columns in the units that are shown, with the type of the carriers."""
    factor = display.of(POWER_FACTOR).values(analysed[POWER_FACTOR])
    table = shown_points(analysed, display).assign(
        **{TYPE: carrier_type(analysed[SEEBECK]), POWER_FACTOR: factor}
    )
    return table[[*POINT_COLUMNS, *DERIVED_COLUMNS]]


def columns(display: Display) -> dict:
    """Return how the columns of `shown_table` are headed and written."""
    column = st.column_config
    given = {name: column.NumberColumn(display.of(name).label, format="%.5g") for name in POINT_COLUMNS}
    derived = {
        name: column.NumberColumn(title or display.of(name).label, format=digits, help=words)
        if digits
        else column.TextColumn(title, help=words, width="large" if name == NOT_COMPUTED else None)
        for name, (title, digits, words) in DERIVED_COLUMNS.items()
    }
    return given | derived
