"""The full files of Ricci et al.: files in, curves of a compound and the best points of all out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.computed.best import best_points, wanted
from mi_core.thermoelectrics.computed.quantities import CARRIERS, quantities
from mi_core.thermoelectrics.computed.shipped import compared, shipped_points
from mi_core.thermoelectrics.web.computed.choices import active, choose_above, now
from mi_core.thermoelectrics.web.computed.compound import show_compound
from mi_core.thermoelectrics.web.computed.held import (
    example_button,
    held_points,
    remove,
    say_what_was_wrong,
    ways_in,
)
from mi_core.thermoelectrics.web.computed.table import best_table
from mi_core.web.components.downloads import frame_download
from mi_core.words import counted

if TYPE_CHECKING:
    import pandas as pd

WHAT_THEY_ARE = """
F. Ricci et al. computed the transport of about 48,000 compounds of the Materials Project with BoltzTraP, from 100 to
1300 K and at dopings of 10¹⁶ to 10²⁰ cm⁻³, n- and p-type ([Sci. Data 4, 170085
(2017)](https://doi.org/10.1038/sdata.2017.85)). The product ships their table at 300 K and 10¹⁸ cm⁻³; the full files
are at Dryad, [doi:10.5061/dryad.gn001](https://doi.org/10.5061/dryad.gn001). Unpack the archive there, and drop one
or some hundred of its files here.

A file is the JSON of one compound, gzipped or not, whose name ends in its entry, such as `…_mp-19717.json.gz`. It
holds `pretty_formula`; `gap`, in eV by functional (`GGA` or `GGA+U`); and under that functional `seebeck_doping`
(µV/K), `cond_doping` (1/(Ω m s)) and, where it has them, `kappa_doping` (W/(K m s)) and `cond_eff_mass` (mₑ), each by
type, temperature and doping: `["n"]["300"]["1e+18"]` is a `tensor` of 3 × 3 with its three `eigs`, for masses the
three alone.
"""
SOURCE = (
    "Computed by Ricci et al. with BoltzTraP for one relaxation time at all energies, from bands of GGA or GGA+U, whose "
    "gaps are too small: where it is hot, carriers of the other type lower |S| too early. κₑ is taken to be at zero "
    "current, as in their table, where S²σT exceeds it. S, σ, κₑ and m* are averages of eigenvalues and S²σ is that of "
    "its own tensor, which is not the square of this S times this σ where the crystal is not cubic."
)


def computed_part() -> None:
    """Take files, and show what they hold."""
    points = held_points()
    if points.empty:
        _begin()
        return
    _above(points)
    say_what_was_wrong()
    choose_above()
    shown = quantities(points, now().tau)
    found = wanted(shown, now())
    if found.empty:
        st.warning(
            f"None of {counted(shown['id'].nunique(), 'compound')} is as wished ({counted(active(), 'filter')} on).",
            icon=":material/filter_alt_off:",
        )
        return
    checked = compared(shown, _shipped())
    best = best_points(found)
    best_table(best, checked)
    _downloads(best, shown)
    show_compound(found, shown, best, checked)
    st.caption(SOURCE)


def _begin() -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        ways_in()
        say_what_was_wrong()
        example_button()
    right.markdown(WHAT_THEY_ARE)


def _above(points: pd.DataFrame) -> None:
    compounds = points["id"].nunique()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.popover("Add files", icon=":material/add:"):
            ways_in()
            example_button()
        st.markdown(
            f"**{counted(compounds, 'compound')}**, {counted(len(points), 'point')} in this session",
            width="content",
        )
        st.button(
            "Remove all", icon=":material/delete:", type="tertiary", key="computed_remove", on_click=remove
        )
    if points["formula"].str.startswith("Made-up").any():
        st.info("Compounds named “Made-up …” are examples of the form, not data.", icon=":material/science:")


def _downloads(best: pd.DataFrame, shown: pd.DataFrame) -> None:
    name = f"computed-tau-{now().tau:g}-fs"
    with st.container(horizontal=True, gap="small"):
        pairs = counted(len(best[["id", CARRIERS]]), "best point")
        frame_download(best, f"{name}-best", key="computed_csv_best", label=f"CSV · {pairs}")
        frame_download(shown, name, key="computed_csv_all", label=f"CSV · all {counted(len(shown), 'point')}")


@st.cache_data(max_entries=1, show_spinner=False)
def _shipped() -> pd.DataFrame:
    return shipped_points()
