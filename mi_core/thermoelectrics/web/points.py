"""Measured points in: from a table that is uploaded, or typed into a grid; the view and the address keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE
from mi_core.thermoelectrics.web.view import MOST_POINTS, PAGE, Point
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown
from mi_core.words import counted

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.display import Display

POINT_COLUMNS = (TEMPERATURE, SEEBECK, SIGMA, KAPPA)
#: Made up, to try the page: about what a good n-type semiconductor has.
EXAMPLE: tuple[Point, ...] = (
    (300.0, -150.0, 80_000.0, 1.5),
    (400.0, -175.0, 62_000.0, 1.4),
    (500.0, -195.0, 50_000.0, 1.35),
    (600.0, -205.0, 42_000.0, 1.4),
)
_UPLOADED, _REMARKS = "thermoelectrics_uploaded", "thermoelectrics_remarks"


def edit_points() -> pd.DataFrame:
    """Offer upload and grid, in the units that the page shows; return the points in those of `analyse`, a row each."""
    display = PAGE.now().display
    left, right = st.columns([2, 3], gap="large")
    with left, errors_shown():
        _upload()
    with right:
        edited = st.data_editor(
            shown_points(points_frame(_begun()), display),
            key=f"thermoelectrics_points_{PAGE.turn()}",
            num_rows="dynamic",
            hide_index=True,
            height=282,
            column_config={
                column: st.column_config.NumberColumn(display.of(column).label, format="%.5g")
                for column in POINT_COLUMNS
            },
        )
    PAGE.now().points = points_of(stored_points(edited, display))
    if len(PAGE.now().points) > MOST_POINTS:
        st.caption(
            f"The address carries up to {MOST_POINTS} points; these {len(PAGE.now().points):,} are not in it."
        )
    return points_frame(PAGE.now().points)


def points_frame(points: tuple[Point, ...]) -> pd.DataFrame:
    """Return points as a frame."""
    import pandas as pd

    return pd.DataFrame(points, columns=list(POINT_COLUMNS), dtype=float)


def points_of(frame: pd.DataFrame) -> tuple[Point, ...]:
    """Return the rows of a frame as points, without empty ones; NaN where a cell is empty."""
    rows = frame[list(POINT_COLUMNS)].to_numpy(dtype=float).tolist()
    return tuple(
        (t, s, sigma, kappa) for t, s, sigma, kappa in rows if not np.isnan([t, s, sigma, kappa]).all()
    )


def shown_points(points: pd.DataFrame, display: Display) -> pd.DataFrame:
    """Return points in the units that are shown."""
    return points.assign(**{column: display.of(column).values(points[column]) for column in POINT_COLUMNS})


def stored_points(points: pd.DataFrame, display: Display) -> pd.DataFrame:
    """Return points that are in the units shown in those of their columns."""
    return points.assign(**{column: display.of(column).numbers(points[column]) for column in POINT_COLUMNS})


def _begun() -> tuple[Point, ...]:
    """Return what the grid began with: of a grid that is handed its own changes the browser forgets the place."""
    key = "thermoelectrics_begun"
    turn, points = st.session_state.get(key, (None, ()))
    if turn != PAGE.turn():
        points = PAGE.now().points
        st.session_state[key] = PAGE.turn(), points
    return points


def _upload() -> None:
    st.markdown(
        "A table with temperature, Seebeck coefficient, electrical conductivity or resistivity, and thermal conductivity, "
        "each with its unit in the heading; or type and paste into the grid."
    )
    file = st.file_uploader("Table of measurements", key="thermoelectrics_upload")
    st.button("Fill in made-up numbers", key="thermoelectrics_example", on_click=_fill_in)
    if file is not None and file.file_id != st.session_state.get(_UPLOADED):
        from mi_core.tables.reading import read_table
        from mi_core.thermoelectrics.measured import measured_points

        frame, remarks = measured_points(read_table(file.name, file.getvalue()))
        st.session_state[_UPLOADED], st.session_state[_REMARKS] = file.file_id, remarks
        PAGE.now().points = points_of(frame)
        PAGE.next_turn()
    if noted := st.session_state.get(_REMARKS):
        with st.expander(f"How the table was read: {counted(len(noted), 'column')}"):
            st.markdown("\n".join(f"- {escaped(remark)}" for remark in noted))


def _fill_in() -> None:
    PAGE.now().points = EXAMPLE
    st.session_state.pop(_REMARKS, None)
    PAGE.next_turn()
