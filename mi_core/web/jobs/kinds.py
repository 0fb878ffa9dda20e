"""What the kinds of jobs are called on pages, and which page shows their results."""

from __future__ import annotations

from pathlib import Path

KIND_TITLES = {
    "compare": "Comparison of regressors",
    "adopt": "Training of an own model",
    "screen": "Screening",
    "double-perovskites": "Double perovskites",
    "alloy-verify": "Verification of alloys",
    "alloy-search": "Search of alloys in a database",
    "alloy-section": "Section through a phase diagram",
}
_PAGES = {
    "compare": "pages/compare.py",
    "screen": "pages/screening.py",
    "double-perovskites": "pages/screening.py",
    "alloy-verify": "pages/alloys.py",
    "alloy-search": "pages/alloys.py",
    "alloy-section": "pages/alloys.py",
}
_ROOT = Path(__file__).parents[2]


def page_of(kind: str) -> str | None:
    """Return the page that shows the results of a kind, for st.switch_page; None for a kind without one."""
    page = _PAGES.get(kind)
    return page if page and (_ROOT / page).exists() else None
