"""What the model says of the chosen candidates: maps, counts, ranking and files; only this runs when the threshold moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.figures.maps import site_tables
from mi_core.screening.web.choices import choose_threshold, choose_word
from mi_core.screening.web.downloads import screening_downloads
from mi_core.screening.web.element_maps import element_maps
from mi_core.screening.web.ranking import counts_by_site
from mi_core.screening.web.table import ranking_table
from mi_core.screening.web.view import PAGE
from mi_core.web.shell.warmup import attention

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mi_core.screening.maps import StabilityMaps

MAP_QUANTITIES = {"number": "Number", "share": "Share"}


@st.fragment
def results(frame: pd.DataFrame, rows: np.ndarray, maps: StabilityMaps) -> None:
    """Show threshold, counts, maps, ranking and downloads of the chosen rows of the frame, which is sorted by value."""
    with attention.page():  # a fragment runs without the router
        _controls()
        stable = rows[: maps.stable(PAGE.now().threshold)]
        _counts(frame, rows, stable)
        counts = counts_by_site(maps, PAGE.now().threshold)
        element_maps(site_tables(*counts, show=PAGE.now().show), key="screening_maps")
        ranking_table(frame, rows)
        screening_downloads(frame, rows, maps)
        PAGE.write()


def _controls() -> None:
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        choose_threshold(
            "Counts as stable up to this predicted decomposition energy (eV/atom)",
            "screening",
            help="The hull is 0. Models err by tens of meV/atom, and metastable compounds can be made: nine in ten of the "
            "known metastable crystals lie below 0.067 eV/atom (Sun et al., Sci. Adv. 2, e1600225, 2016).",
        )
    with right:
        choose_word("Maps show", "show", MAP_QUANTITIES)


def _counts(frame: pd.DataFrame, rows: np.ndarray, stable: np.ndarray) -> None:
    inside, known = (frame[column].to_numpy(dtype=bool) for column in ("in_domain", "known"))
    of_them = "all" if PAGE.now().inside else f"{inside[rows].sum():,}"
    numbers = {
        "Candidates": (len(rows), f"{of_them} inside the training domain"),
        "Predicted stable": (
            len(stable),
            f"{len(stable) / len(rows):.1%} of the candidates".replace("%", " %"),
        ),
        "… inside the training domain": (inside[stable].sum(), "the others are guesses"),
        "… and not known yet": ((inside & ~known)[stable].sum(), "in the tables that the models learnt from"),
    }
    if PAGE.now().inside:
        del numbers["… inside the training domain"]  # all of them
    with st.container(horizontal=True, gap="medium"):
        for label, (number, remark) in numbers.items():
            st.metric(label, f"{number:,}", remark, delta_color="off", delta_arrow="off", border=True)
