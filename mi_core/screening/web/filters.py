"""The filters of the Screening page, each of which narrows the candidates down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.chemistry.elements import ELEMENTS, GROUPS
from mi_core.screening.web.choices import choose_groups, choose_word
from mi_core.screening.web.view import KNOWN, PAGE, TAU, TOLERANCE

if TYPE_CHECKING:
    from mi_core.screening.web.view import View


def filters() -> None:
    """Show the filters and keep what they say in the view."""
    before = _state(PAGE.now())
    _elements()
    left, right = st.columns([2, 3])
    with left:
        _charge()
    with right:
        choose_word(
            "Known compounds",
            "known",
            KNOWN,
            help="Known: a compound of this composition is listed in the computed databases that the workbench has.",
        )
    _geometry()
    if _state(PAGE.now()) != before:
        PAGE.now().page, PAGE.now().row = 1, ""


def active(now: View) -> int:
    """Return how many filters narrow the candidates down."""
    return sum(part not in (None, False, "", ()) for part in _state(now))


def _state(now: View) -> tuple:
    return now.avoid, now.without, now.balanced, now.known, now.tolerance, now.tau


def _elements() -> None:
    PAGE.now().avoid = choose_groups(
        f"screening_avoid_{PAGE.turn()}",
        default=PAGE.now().avoid,
        help="\n\n".join(f"**{g.title}**: {' '.join(g.symbols)}. {g.source}" for g in GROUPS.values()),
    )
    PAGE.now().without = tuple(
        st.multiselect(
            "And these, on any site",
            ELEMENTS,
            default=PAGE.now().without,
            key=f"screening_without_{PAGE.turn()}",
            placeholder="None",
        )
    )


def _charge() -> None:
    PAGE.now().balanced = st.toggle(
        "Charge balanced",
        value=PAGE.now().balanced,
        key=f"screening_balanced_{PAGE.turn()}",
        help="Common oxidation states of the three elements add up to zero: q(A) + q(B) + 3 q(X) = 0.",
    )


def _geometry() -> None:
    low, high = st.slider(
        "Goldschmidt tolerance factor t",
        *TOLERANCE,
        value=PAGE.now().tolerance or TOLERANCE,
        step=0.01,
        key=f"screening_tolerance_{PAGE.turn()}",
        help="t = (r_A + r_X) / (√2 (r_B + r_X)), with Shannon radii. Perovskites usually have 0.8 to 1.1. Where the "
        "slider leaves no end open, candidates without tabulated radii are left out.",
    )
    PAGE.now().tolerance = None if (low, high) == TOLERANCE else (low, high)
    tau = st.slider(
        "Bartel's tolerance factor τ at most",
        *TAU,
        value=TAU[1] if PAGE.now().tau is None else PAGE.now().tau,
        step=0.01,
        key=f"screening_tau_{PAGE.turn()}",
        help="Below 4.18 a compound of these ions is more likely a perovskite than not: C. J. Bartel et al., Sci. Adv. 5, "
        "eaav0693 (2019). At the right end any candidate is kept, also those for which τ is not defined.",
    )
    PAGE.now().tau = None if tau == TAU[1] else tau
