"""The filters of the Screening page, each of which narrows the candidates down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.chemistry.elements import ELEMENTS, GROUPS
from mi_core.screening.web.view import KNOWN, TAU, TOLERANCE, turn, view

if TYPE_CHECKING:
    from mi_core.screening.web.view import View


def filters() -> None:
    """Show the filters and keep what they say in the view."""
    before = _state(view())
    _elements()
    left, right = st.columns(2)
    with left:
        _charge()
    with right:
        _known()
    _geometry()
    if _state(view()) != before:
        view().page, view().row = 1, ""


def active(now: View) -> int:
    """Return how many filters narrow the candidates down."""
    return sum(part not in (None, False, "", ()) for part in _state(now))


def _state(now: View) -> tuple:
    return now.avoid, now.without, now.balanced, now.known, now.tolerance, now.tau


def _elements() -> None:
    view().avoid = tuple(
        st.pills(
            "Leave out elements that are",
            list(GROUPS),
            format_func=lambda key: GROUPS[key].title,
            selection_mode="multi",
            default=view().avoid,
            key=f"screening_avoid_{turn()}",
            help="\n\n".join(f"**{g.title}**: {' '.join(g.symbols)}. {g.source}" for g in GROUPS.values()),
            wrap=True,
        )
    )
    view().without = tuple(
        st.multiselect(
            "And these, on any site",
            ELEMENTS,
            default=view().without,
            key=f"screening_without_{turn()}",
            placeholder="None",
        )
    )


def _charge() -> None:
    view().balanced = st.toggle(
        "Charge balanced",
        value=view().balanced,
        key=f"screening_balanced_{turn()}",
        help="Common oxidation states of the three elements add up to zero: q(A) + q(B) + 3 q(X) = 0.",
    )


def _known() -> None:
    view().known = st.segmented_control(
        "Known compounds",
        list(KNOWN),
        format_func=lambda key: KNOWN[key],
        default=view().known,
        required=True,
        key=f"screening_known_{turn()}",
        help="Known: a compound of this composition is listed in the computed databases that the workbench has.",
    )


def _geometry() -> None:
    low, high = st.slider(
        "Goldschmidt tolerance factor t",
        *TOLERANCE,
        value=view().tolerance or TOLERANCE,
        step=0.01,
        key=f"screening_tolerance_{turn()}",
        help="t = (r_A + r_X) / (√2 (r_B + r_X)), with Shannon radii. Perovskites usually have 0.8 to 1.1. Where the "
        "slider leaves no end open, candidates without tabulated radii are left out.",
    )
    view().tolerance = None if (low, high) == TOLERANCE else (low, high)
    tau = st.slider(
        "Bartel's tolerance factor τ at most",
        *TAU,
        value=TAU[1] if view().tau is None else view().tau,
        step=0.01,
        key=f"screening_tau_{turn()}",
        help="Below 4.18 a compound of these ions is more likely a perovskite than not: C. J. Bartel et al., Sci. Adv. 5, "
        "eaav0693 (2019). At the right end any candidate is kept, also those for which τ is not defined.",
    )
    view().tau = None if tau == TAU[1] else tau
