"""The choices of the part of affinities, in the view of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.molecules.web.view import PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.molecules.web.affinity.choices import AffinityView


def now() -> AffinityView:
    """Return the part's choices."""
    return PAGE.now().affinity


def choose(**chosen: Any) -> None:
    """Keep choices."""
    PAGE.now().affinity = replace(now(), **chosen)


def segmented(label: str, titles: Mapping[str, str], name: str, **options: Any) -> str:
    """Offer the values of a choice by their titles, and keep and return the chosen one."""
    chosen = st.segmented_control(
        label,
        list(titles),
        format_func=lambda value: titles[value],
        default=getattr(now(), name),
        required=True,
        key=key(name),
        **options,
    )
    choose(**{name: chosen})
    return chosen


def key(name: str) -> str:
    """Return the key of a widget."""
    return f"affinity_{name}"
