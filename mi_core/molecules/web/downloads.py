"""Molecules and their predictions as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.table import sdf_of
from mi_core.molecules.web.session import SESSION
from mi_core.web.components.downloads import csv_bytes, file_button, parquet_bytes

if TYPE_CHECKING:
    import pandas as pd


def downloads(summary: pd.DataFrame, frame: pd.DataFrame | None) -> None:
    """Offer the table of molecules, their predictions for the chosen tasks, and both as SDF."""
    with st.popover("Downloads", icon=":material/download:"):
        if frame is not None:
            file_button(
                "Predictions as CSV", "molecules-predicted", "csv", "text/csv", lambda: csv_bytes(frame),
                key="molecules_csv", help="A row per molecule and task, with interval, domain and nearest molecules.",
            )  # fmt: skip
            file_button(
                "Predictions as Parquet", "molecules-predicted", "parquet", "application/vnd.apache.parquet",
                lambda: parquet_bytes(frame), key="molecules_parquet",
            )  # fmt: skip
        file_button(
            "Molecules as SDF", "molecules", "sdf", "chemical/x-mdl-sdfile",
            lambda: sdf_of(SESSION.current_materials(), _side_by_side(frame)), key="molecules_sdf",
            help="Structural formulas in standard form, the predicted values as data fields.",
        )  # fmt: skip
        file_button(
            "Molecules as CSV", "molecules", "csv", "text/csv", lambda: csv_bytes(_with_keys(summary)),
            key="molecules_list", help="As read: SMILES in standard form, formula, InChIKey, remarks, and what was refused.",
        )  # fmt: skip


def _side_by_side(frame: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return values by id and task."""
    if frame is None:
        return None
    return frame.pivot_table(index="id", columns="target", values="value", sort=False)


def _with_keys(summary: pd.DataFrame) -> pd.DataFrame:
    from mi_core.structures.molecules.rows import MOLECULE

    rows = SESSION.current_materials()
    return summary.assign(inchikey=[row.inputs[MOLECULE].inchikey if row.usable else "" for row in rows])
