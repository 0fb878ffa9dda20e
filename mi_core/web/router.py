"""Lets a link to a page open inside the app, even if it is the first thing that a fresh server is asked for."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def through_router() -> None:
    """Start over through app.py where Streamlit ran this page alone.

    Until `st.navigation` was called once in the life of a server, Streamlit takes a folder named pages/ for its older
    kind of app and runs the page without router, frame and wide layout.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
