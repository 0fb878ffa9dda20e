"""Molecules: predictions for 48 tasks, which tasks help which, and a task of one's own."""

from __future__ import annotations

import streamlit as st


def page() -> None:
    """Show the page."""
    st.title("Molecules", anchor=False)
