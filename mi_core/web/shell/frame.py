"""The frame around every page, also for whoever opens a page by its address before the router has run."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def require_frame() -> None:
    """Start over with the router `app.py` if Streamlit runs a page without it; do nothing otherwise.

    Streamlit takes a folder named pages/ for its older kind of multipage app until `st.navigation` has run once
    in the process. A page opened by its address on a fresh server would then run alone: no navigation, no wide
    layout.
    """
    if PagesManager.uses_pages_directory and st.runtime.exists():
        PagesManager.uses_pages_directory = False
        st.rerun()
