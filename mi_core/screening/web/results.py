"""What the model says of the chosen candidates: maps, counts, ranking and files; only this runs when the threshold moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.web.element_maps import element_maps
from mi_core.screening.web.ranking import counts_by_site
from mi_core.screening.web.view import THRESHOLDS, turn, view, write_link
from mi_core.web.shell.warmup import attention

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mi_core.screening.maps import StabilityMaps

SHOW = {"number": "Number", "share": "Share"}


@st.fragment
def results(frame: pd.DataFrame, rows: np.ndarray, maps: StabilityMaps) -> None:
    """Show threshold, counts, maps, ranking and downloads of the chosen rows of the frame, which is sorted by value."""
    from mi_core.screening.web.downloads import screening_downloads
    from mi_core.screening.web.table import ranking_table

    with attention.page():  # a fragment runs without the router
        _controls()
        stable = rows[: maps.stable(view().threshold)]
        _counts(frame, rows, stable)
        _maps(maps)
        ranking_table(frame, rows)
        screening_downloads(frame, rows, maps)
        write_link()


def _controls() -> None:
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        view().threshold = st.slider(
            "Counts as stable up to this predicted decomposition energy (eV/atom)",
            *THRESHOLDS,
            value=view().threshold,
            step=0.005,
            format="%.3f",
            key=f"screening_threshold_{turn()}",
            help="The hull is 0. Models err by tens of meV/atom, and metastable compounds can be made: nine in ten of the "
            "known metastable crystals lie below 0.067 eV/atom (Sun et al., Sci. Adv. 2, e1600225, 2016).",
        )
    with right:
        view().show = st.segmented_control(
            "Maps show",
            list(SHOW),
            format_func=lambda key: SHOW[key],
            default=view().show,
            required=True,
            key=f"screening_show_{turn()}",
        )


def _counts(frame: pd.DataFrame, rows: np.ndarray, stable: np.ndarray) -> None:
    inside, known = (frame[column].to_numpy(dtype=bool) for column in ("in_domain", "known"))
    of_them = "all" if view().inside else f"{inside[rows].sum():,}"
    numbers = {
        "Candidates": (len(rows), f"{of_them} inside the training domain"),
        "Predicted stable": (
            len(stable),
            f"{len(stable) / len(rows):.1%} of the candidates".replace("%", " %"),
        ),
        "… inside the training domain": (inside[stable].sum(), "the others are guesses"),
        "… and not known yet": ((inside & ~known)[stable].sum(), "in the tables that the models learnt from"),
    }
    if view().inside:
        del numbers["… inside the training domain"]  # all of them
    with st.container(horizontal=True, gap="medium"):
        for label, (number, remark) in numbers.items():
            st.metric(label, f"{number:,}", remark, delta_color="off", delta_arrow="off", border=True)


def _maps(maps: StabilityMaps) -> None:
    from mi_core.screening.figures.maps import site_tables

    element_maps(site_tables(*counts_by_site(maps, view().threshold), show=view().show), key="screening_maps")
