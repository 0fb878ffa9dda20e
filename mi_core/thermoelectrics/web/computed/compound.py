"""One compound of the files: its curves, and whether it agrees with the table that ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.computed.curves import AXES, doping_words
from mi_core.thermoelectrics.computed.quantities import CARRIERS, DOPING, GAP
from mi_core.thermoelectrics.computed.shipped import ALIKE, DEVIATION
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.ranking.predicted import CARRIERS as TYPES
from mi_core.thermoelectrics.ranking.quantities import METAL
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA
from mi_core.thermoelectrics.web.computed.choices import choose, key, now, word
from mi_core.thermoelectrics.web.computed.held import remove
from mi_core.thermoelectrics.web.computed.table import off_words
from mi_core.thermoelectrics.web.computed.view import FIGURES
from mi_core.thermoelectrics.web.sample import plane_words
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.formulas import entry_link, pretty_formula
from mi_core.web.components.segmented_choice import segmented_choice

if TYPE_CHECKING:
    import pandas as pd

METAL_WORDS = (
    "Its gap is 0: there is no doping to speak of, sign and size of S and the mass mean nothing, and the power factor only "
    "repeats that σ is large."
)
AXES_WORDS = (
    "zTₑ = S²σT/κₑ leaves the heat of the lattice out: a bound from the carriers alone, far above what a sample reaches "
    "at low doping; it is free of τ. σ, κₑ and S²σ are for the τ above."
)


def show_compound(
    found: pd.DataFrame, shown: pd.DataFrame, best: pd.DataFrame, checked: pd.DataFrame
) -> None:
    """Offer the compounds that are as wished and show one, all its temperatures and dopings.

    found, shown : rows of `quantities`, as wished and all; best : of `best_points`, of those; checked : of `compared`.
    """
    names = dict(zip(found["id"], found["formula"], strict=True))
    better = best.drop_duplicates("id").set_index("id")[CARRIERS].to_dict()
    compound, carriers = _choose(better, names)
    rows = shown[(shown["id"] == compound) & (shown[CARRIERS] == carriers)]
    if rows.empty:
        st.info(f"The file has no {TYPES[carriers]} points.", icon=":material/info:")
        return
    gap = f"gap {rows[GAP].iloc[0]:.2f} eV"
    st.markdown(
        f"**{pretty_formula(names[compound])}** ({entry_link(compound)}), {gap}, {TYPES[carriers]}, **τ = {now().tau:g} fs**"
    )
    if rows[METAL].iloc[0]:
        st.warning(METAL_WORDS, icon=":material/warning:")
    _figure(rows, f"{compound}-{carriers}")
    _against_table(checked[(checked["id"] == compound) & (checked[CARRIERS] == carriers)])


def _choose(better: dict[str, str], names: dict[str, str]) -> tuple[str, str]:
    """Offer compound, type, figure and axes; return the first two. better : the type to begin with of each compound."""
    ids = list(better)
    here = now().compound if now().compound in ids else ids[0]

    def forget_click() -> None:
        st.session_state["computed_clicks"] = st.session_state.get("computed_clicks", 0) + 1

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.selectbox(
            "Compound",
            ids,
            index=ids.index(here),
            format_func=lambda one: f"{pretty_formula(names[one])} ({one})",
            key=f"{key('compound')}_{hash(tuple(ids))}",
            on_change=forget_click,
            width=260,
        )
        if chosen != here or now().compound:  # a link without one goes on without one
            choose(compound=chosen)
        carriers = _carriers(chosen, better[chosen])
        word("Figure", "figure", FIGURES)
        if now().figure in AXES:
            choose(log=st.toggle("log σ, κₑ, S²σ, zTₑ", value=now().log, key=key("log")))
        st.button(
            "Remove", icon=":material/delete:", type="tertiary", key="computed_remove_one", on_click=remove,
            args=(chosen,),
        )  # fmt: skip
    return chosen, carriers


def _carriers(compound: str, better: str) -> str:
    """Offer the type of carriers; as long as nobody chooses it is the better one of each compound."""
    here = now().carriers or better
    chosen = segmented_choice(
        "Carriers", TYPES, here, key=f"{key('carriers')}_{'' if now().carriers else compound}"
    )
    if chosen != here:
        choose(carriers=chosen)
        PAGE.next_turn()  # the key no longer holds the compound
        st.rerun()
    return here


def _figure(rows: pd.DataFrame, name: str) -> None:
    from mi_core.thermoelectrics.figures.computed import computed_figure
    from mi_core.thermoelectrics.figures.parabolic_band import ioffe_figure, pisarenko_figure
    from mi_core.web.components.figure_downloads import figure_with_downloads

    display, plot = PAGE.now().display, now().figure
    if plot in AXES:
        figure = computed_figure(rows, plot, display, log=now().log)
    else:
        make = pisarenko_figure if plot == "pisarenko" else ioffe_figure
        figure = make(rows.assign(series=[doping_words(doping) for doping in rows[DOPING]]), display)
    figure_with_downloads(figure, f"computed-{name}-{plot}", data=rows)
    st.caption(plane_words(plot) or AXES_WORDS)


def _against_table(row: pd.DataFrame) -> None:
    """Say whether file and table agree where both have a number."""
    if row.empty:
        st.caption(
            "Not compared with the table of Ricci et al.: this compound is not among its rows that ship, or the file lacks "
            "300 K and 10¹⁸ cm⁻³."
        )
        return
    own, table = (_numbers(row.iloc[0], end) for end in ("", "_of_table"))
    off = float(row[DEVIATION].iloc[0])
    if off <= ALIKE:
        st.caption(
            f":material/check: At 300 K and 10¹⁸ cm⁻³ the file agrees with the table that ships: {own}."
        )
    else:
        st.warning(
            f"At 300 K and 10¹⁸ cm⁻³ the file has {own}; the table that ships has {table}: off by {off_words(off)}. "
            "Either may be of another calculation (GGA or GGA+U), or the file's name of another compound.",
            icon=":material/compare_arrows:",
        )


def _numbers(row: pd.Series, end: str) -> str:
    display = PAGE.now().display
    return ", ".join(
        f"{how.symbol} = {float(how.values(row[f'{column}{end}'])):.4g} {how.unit}"
        for column, how in ((name, display.of(name)) for name in (SEEBECK, SIGMA, POWER_FACTOR))
    )
