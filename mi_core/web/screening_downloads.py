"""The screening as files: what is chosen as CSV, everything as Parquet, the maps as a figure and as numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.downloads import frame_download
from mi_core.web.screening_ranking import counts_by_site
from mi_core.web.screening_view import view

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd

    from mi_core.screening.maps import StabilityMaps

NAME = "screening"


def screening_downloads(frame: pd.DataFrame, rows: np.ndarray, maps: StabilityMaps) -> None:
    """Offer the files; each is made when its button is pressed."""
    stable = rows[: maps.stable(view().threshold)]
    with st.container(horizontal=True, gap="small"):
        frame_download(
            frame.iloc[stable],
            f"{NAME}-stable",
            key="screening_stable_csv",
            label=f"CSV · {len(stable):,} stable",
        )
        frame_download(frame.iloc[rows], NAME, key="screening_csv", label=f"CSV · {len(rows):,} chosen")
        _button(
            f"Parquet · all {len(frame):,}",
            f"{NAME}.parquet",
            "application/vnd.apache.parquet",
            lambda: _parquet(frame),
        )
        _button("Maps (HTML)", f"{NAME}-maps.html", "text/html", lambda: _maps(maps))
        _button("Maps (CSV)", f"{NAME}-maps.csv", "text/csv", lambda: _numbers(maps))


def _button(label: str, name: str, mime: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        key=f"screening_{name}",
        on_click="ignore",
    )


def _parquet(frame: pd.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.to_parquet(file, index=False)
    return file.getvalue()


def _maps(maps: StabilityMaps) -> bytes:
    from mi_core.figures.screening_maps import site_maps
    from mi_core.web.figure_downloads import figure_html

    threshold = view().threshold
    title = (
        f"{maps.stable(threshold):,} of {len(maps.energy):,} candidates within {threshold:.3f} eV/atom of the hull, "
        "as predicted"
    )
    return figure_html(site_maps(*counts_by_site(maps, threshold), show=view().show, title=title))


def _numbers(maps: StabilityMaps) -> bytes:
    return maps.counts(view().threshold).to_csv().encode("utf-8-sig")
