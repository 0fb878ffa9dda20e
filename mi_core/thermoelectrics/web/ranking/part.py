"""Compounds ranked by predicted power factor: choices in, the best as table and figure, everything as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.evaluation.distance import NEW_COMPOSITIONS
from mi_core.thermoelectrics.ranking.candidates import GAP
from mi_core.thermoelectrics.ranking.conditions import conditions, hidden_words, passing, why_empty
from mi_core.thermoelectrics.ranking.known import MEASURED, NOTHING_AT_HAND
from mi_core.thermoelectrics.ranking.predicted import CARRIERS, MODEL, model_card, target_keys
from mi_core.thermoelectrics.ranking.quantities import AGREEMENT, MASS
from mi_core.thermoelectrics.web.ranking.choices import choose, choose_above, choose_elements, key, now
from mi_core.thermoelectrics.web.ranking.data import ranked_or_offer
from mi_core.thermoelectrics.web.ranking.table import MOST_ROWS, ranking_table
from mi_core.thermoelectrics.web.ranking.view import AXES
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.frame import errors_shown
from mi_core.words import counted

if TYPE_CHECKING:
    import pandas as pd

METALS_SENTENCE = (
    "With gap 0 there is no doping to speak of: sign and size of S and the mass of such a band mean nothing, and the power "
    "factor only repeats that σ is large."
)
HELD_OUT_WORDS = (
    "for {rows} of Ricci et al., held out at random with their gap given. Of many of these the formula was among those "
    "learned, as another polymorph; on compounds whose formula nobody computed it errs {more}."
)
AGREEMENT_SENTENCE = (
    "PF is the mean of S²σ over the directions of a crystal; S and σ are means of their own. Where S differs between "
    "directions, or the predictions do not fit together, PF and S²σ of a row are far apart. Such rows, often with hardly "
    "any S, hold the top of the list; they are left out unless the filter is switched off."
)


def ranking_part() -> None:
    """Choose, rank, show."""
    choose_above()
    with errors_shown():
        ranked = ranked_or_offer(now().carriers, now().tau)
        if ranked is None:
            return
        choose_elements(ranked.elements.symbols)
        found = conditions(ranked.shown, ranked.elements, now())
        best = ranked.shown[passing(found)]
        if best.empty:
            st.warning(escaped(why_empty(found)), icon=":material/filter_alt_off:")
        else:
            sentence = f"**{len(best):,}** of {len(ranked.shown):,} compounds: {', '.join(found)}."
            _best(best, sentence, hidden_words(found))
        _downloads(best, ranked.shown)
        _captions(ranked.shown)


def _best(best: pd.DataFrame, sentence: str, left_out: str) -> None:
    view = now()
    few = f"; the best {MOST_ROWS} are listed" if len(best) > MOST_ROWS else ""
    st.markdown(
        f"{sentence} Predicted for {CARRIERS[view.carriers]}, 300 K, 10¹⁸ carriers per cm³ and **τ = {view.tau:g} fs**{few}."
    )
    if left_out:
        st.caption(left_out)
    if view.metals:
        st.warning(METALS_SENTENCE, icon=":material/warning:")
    hidden = ["in_domain"] * view.inside + [MASS, GAP, AGREEMENT] * view.metals
    ranking_table(best, PAGE.now().display, view.tau, hidden=hidden)
    if not view.metals:
        _figure(best)


def _figure(best: pd.DataFrame) -> None:
    from mi_core.thermoelectrics.figures.ranking import ranking_figure
    from mi_core.web.components.figure_downloads import figure_with_downloads

    choose(axis=segmented_choice("Against", AXES, now().axis, key=key("axis")))
    figure = ranking_figure(best, now().axis, PAGE.now().display)
    figure_with_downloads(figure, f"power-factor-{now().carriers}")


def _downloads(best: pd.DataFrame, shown: pd.DataFrame) -> None:
    name = f"ranking-{now().carriers}-tau-{now().tau:g}-fs"
    with st.container(horizontal=True, gap="small"):
        frame_download(best, name, key="rank_csv_chosen", label=f"CSV · {len(best):,} chosen")
        frame_download(shown, f"{name}-all", key="rank_csv_all", label=f"CSV · all {len(shown):,}")


def _error() -> str:
    """Return how far the model is off on held-out rows of the kind that is shown; "" where its card does not say."""
    card = model_card()
    measured = card.targets[target_keys(now().carriers)[0]].get("measured_on", {}) if card is not None else {}
    rows = "metals (no gap)" if now().metals else "rows with a gap"
    mae = measured.get(f"{rows}, with {GAP} given", {}).get("mae")
    if mae is None:
        return ""
    new = measured.get(f"{rows}, {NEW_COMPOSITIONS}, with {GAP} given", {}).get("mae")
    more = "more" if new is None else f"by {new:.2f}"
    return f" Its log10 PF is off by {mae:.2f} on average {HELD_OUT_WORDS.format(rows=rows, more=more)}"


def _captions(shown: pd.DataFrame) -> None:
    """Say where the numbers are from, and how far to trust them."""
    st.caption(
        f"Predicted by **{MODEL}** from composition and gap: PF, S and σ as Ricci et al., Sci. Data 4, 170085 (2017), "
        f"computed them with BoltzTraP for one relaxation time.{_error()} Polymorphs of one gap get one answer. κₑ and m* "
        "follow from S and σ. Compounds, gaps and hull energies: Materials Project (CC-BY 4.0), Jain et al., APL Mater. 1, "
        "011002 (2013). Prices are rough."
    )
    if not now().metals:
        st.caption(AGREEMENT_SENTENCE)
    if unknown := int(shown[GAP].isna().sum()):
        st.caption(f"{counted(unknown, 'compound')} of unknown gap: in the file of all, in neither list.")
    if shown[MEASURED].isna().all():
        st.caption(escaped(NOTHING_AT_HAND))
