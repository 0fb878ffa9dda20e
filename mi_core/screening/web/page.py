"""Screening: rank a quarter of a million perovskites, see which elements make stable ones, and what that saves."""

from __future__ import annotations

import math

import streamlit as st

from mi_core.screening.chemistry.elements import ELEMENTS
from mi_core.screening.predictor import TARGET, default_card
from mi_core.screening.web.view import PAGE, PAGE_PARTS, start_over
from mi_core.words import counted

CANDIDATES = math.perm(len(ELEMENTS), 3)


def lead(card) -> None:
    """Say what the numbers are, and how far to trust them."""
    metrics = card.targets[TARGET]["metrics"]
    st.markdown(
        f"Which perovskites ABX₃ would be stable? All **{CANDIDATES:,}** ordered triples of {len(ELEMENTS)} elements, "
        "ranked by predicted decomposition energy: against the hull of the competing phases, negative where more stable "
        "than all of them."
    )
    st.caption(
        f"By **{card.title}**, trained on {card.split['sizes']['train']:,} rows of `{card.dataset['name']}`: off by "
        f"{metrics['mae']:.3f} eV/atom on average on {metrics['n']:,} held-out compounds, where always answering the median "
        f"would be off by {metrics['baseline_mae']:.3f}. Most candidates lie outside of what it learnt from: they are "
        "hidden at first."
    )


def ranking_part(card) -> None:
    """Choose candidates, then show maps, ranking and one compound."""
    from mi_core.screening.maps import stability_maps
    from mi_core.screening.web.data import ranking
    from mi_core.screening.web.detail import compound
    from mi_core.screening.web.domain import domain_switch, say_hidden, say_nothing_is_left, say_row_is_hidden
    from mi_core.screening.web.filters import active, filters
    from mi_core.screening.web.ranking import chosen_rows, looked_at
    from mi_core.screening.web.results import results
    from mi_core.screening.web.sites import choose_family, choose_sites, sites_text

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        choose_family()
        with st.popover("Filters", icon=":material/filter_alt:"):
            filters()
        if number := active(PAGE.now()):
            st.badge(f"{counted(number, 'filter')} on", color="primary")
        st.button("Start over", icon=":material/restart_alt:", on_click=start_over, type="tertiary")
    elements = f"Elements per site · {sites_text(PAGE.now().sites)}"
    # Its key keeps it open while its label changes.
    with st.expander(elements, icon=":material/apps:", key="screening_elements"):
        choose_sites()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        domain_switch("screening")
        hidden = st.container(width="content")
    frame = ranking(card)
    rows, outside = chosen_rows(frame, PAGE.now())
    with hidden:
        say_hidden(outside)
    if not len(rows):
        say_nothing_is_left(outside)
        return
    say_row_is_hidden(frame, rows)
    PAGE.now().row = looked_at(frame, rows, PAGE.now().row)  # before the table, which marks it
    results(frame, rows, stability_maps(frame.iloc[rows]))
    compound(frame, card)


def page() -> None:
    """Show the part that is asked for."""
    with PAGE.in_address():
        st.title("Screening", anchor=False)
        card = default_card()
        if card is None:
            st.info(
                "No model is there to screen with. Train one with `python -m mi_core train perovskite-hull-extra-trees`.",
                icon=":material/info:",
            )
            return
        lead(card)
        show(PAGE.choose_part(PAGE_PARTS), card)


def show(part: str, card) -> None:
    """Show one part; each imports what it needs."""
    if part == "ranking":
        ranking_part(card)
    elif part == "savings":
        from mi_core.screening.web.savings import savings

        savings(card)
    else:
        from mi_core.screening.web.doubles import doubles

        doubles()
