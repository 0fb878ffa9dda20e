"""What the Compare page shows: a comparison that ships, a job's, or the form of a new one; and the part of its figures.

/compare?comparison=castelli&part=parity
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.comparison.web.shown import stored_titles
from mi_core.web.shell.parameters import Parameter, known, one_of
from mi_core.web.shell.view import PageView

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPARISON_PARTS = {
    "errors": "Errors",
    "parity": "Parity",
    "learning": "Learning curve",
    "targets": "All targets",
    "elements": "By element",
    "calibration": "Calibration",
    "residuals": "Residuals",
    "importance": "Importance",
}
STORED, NEW, JOB = "Comparisons that ship", "New comparison", "A job"


@dataclass
class View:
    """The page's choices; place : what it shows, of which the address says only a job."""

    place: str = STORED
    comparison: str = ""
    part: str = ""


PAGE = PageView(
    "comparison",
    View,
    [
        Parameter(
            "comparison",
            lambda text: known(text, stored_titles()),
            when=lambda view: view.place == STORED,
        ),
        one_of("part", COMPARISON_PARTS, when=lambda view: view.place != NEW),
    ],
)


def choose_one(label: str, options: Sequence[str], key: str, **others: Any) -> str:
    """Offer options of which always one is chosen, at first the first, under a label that only screen readers tell."""
    return st.segmented_control(
        label, options, default=options[0], required=True, key=key, label_visibility="collapsed", **others
    )
