"""The screening as files: what is chosen as CSV, everything as Parquet, the maps as a figure and as numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.figures.maps import site_maps
from mi_core.screening.web.domain import file_suffix, shown_rows
from mi_core.screening.web.ranking import counts_by_site
from mi_core.screening.web.view import PAGE
from mi_core.web.components.downloads import csv_bytes, file_button, parquet_bytes
from mi_core.web.components.figure_downloads import figure_html

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd

    from mi_core.screening.maps import StabilityMaps
    from mi_core.screening.web.view import View

NAME = "screening"


def screening_downloads(frame: pd.DataFrame, rows: np.ndarray, maps: StabilityMaps) -> None:
    """Offer the files; each is made when its button is pressed, and says which rows of the domain it holds."""
    now, words = replace(PAGE.now()), shown_rows()  # files are made later, when the view may be another one
    stable = rows[: maps.stable(now.threshold)]
    with st.container(horizontal=True, gap="small"):
        _csv(frame, stable, f"{NAME}-stable", f"CSV · {len(stable):,} stable", words)
        _csv(frame, rows, NAME, f"CSV · {len(rows):,} chosen", words)
        everything, content = f"Parquet · all {len(frame):,}", "application/vnd.apache.parquet"
        _button(everything, f"{NAME}-all", "parquet", content, lambda: parquet_bytes(frame))
        name = f"{NAME}-maps{file_suffix()}"
        _button("Maps (HTML)", name, "html", "text/html", lambda: _maps(maps, now, words))
        _button(
            "Maps (CSV)",
            name,
            "csv",
            "text/csv",
            lambda: csv_bytes(maps.counts(now.threshold).assign(view=words).reset_index()),
        )


def _csv(frame: pd.DataFrame, rows: np.ndarray, name: str, label: str, words: str) -> None:
    file_button(
        label,
        f"{name}{file_suffix()}",
        "csv",
        "text/csv",
        lambda: csv_bytes(frame.iloc[rows].assign(view=words)),
        key=f"{name}_csv".replace("-", "_"),
    )


def _button(label: str, name: str, suffix: str, mime: str, make: Callable[[], bytes]) -> None:
    file_button(label, name, suffix, mime, make, key=f"screening_{label}")


def _maps(maps: StabilityMaps, now: View, words: str) -> bytes:
    threshold = now.threshold
    title = (
        f"{maps.stable(threshold):,} of {len(maps.energy):,} candidates {words} within {threshold:.3f} eV/atom of "
        "the hull, as predicted"
    )
    return figure_html(site_maps(*counts_by_site(maps, threshold), show=now.show, title=title))
