"""Choices that several parts of the Screening page offer; the view and the address keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.screening.chemistry.elements import GROUPS
from mi_core.screening.web.view import PAGE, THRESHOLDS
from mi_core.web.components.segmented_choice import segmented_choice

if TYPE_CHECKING:
    from collections.abc import Mapping


def choose_threshold(label: str, place: str, **options: Any) -> None:
    """Offer the energy (eV/atom) up to which a candidate counts as stable; `place` tells sliders of two parts apart."""
    PAGE.now().threshold = st.slider(
        label,
        *THRESHOLDS,
        value=PAGE.now().threshold,
        step=0.005,
        format="%.3f",
        key=f"{place}_threshold_{PAGE.turn()}",
        **options,
    )


def choose_word(label: str, field: str, words: Mapping[str, str], **options: Any) -> None:
    """Offer the words that a field of the view may hold, each by its title."""
    view = PAGE.now()
    chosen = segmented_choice(
        label, words, getattr(view, field), key=f"screening_{field}_{PAGE.turn()}", **options
    )
    setattr(view, field, chosen)


def choose_groups(key: str, **options: Any) -> tuple[str, ...]:
    """Offer the groups of elements to leave out, and return the keys of those chosen."""
    chosen = st.pills(
        "Leave out elements that are",
        list(GROUPS),
        format_func=lambda group: GROUPS[group].title,
        selection_mode="multi",
        wrap=True,
        key=key,
        **options,
    )
    return tuple(chosen)
