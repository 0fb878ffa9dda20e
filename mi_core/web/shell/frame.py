"""The frame around every page, also for whoever opens a page by its address before the router has run."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from mi_core.errors import InputError
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator


def require_frame() -> None:
    """Start over with the router `app.py` if Streamlit runs a page without it; do nothing otherwise.

    Streamlit takes a folder named pages/ for its older kind of multipage app until `st.navigation` has run once
    in the process. A page opened by its address on a fresh server would then run alone: no navigation, no wide
    layout.
    """
    if PagesManager.uses_pages_directory and st.runtime.exists():
        PagesManager.uses_pages_directory = False
        st.rerun()


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show the sentence of an InputError where it ends the block: once around every page, for app.py.

    A block inside a page has its own where the rest of the page is of use without it, and in a fragment, whose errors
    do not reach the frame.
    """
    try:
        yield
    except InputError as problem:
        show_error(problem)


def show_error(problem: InputError | str) -> None:
    """Show what is wrong, in its sentence."""
    st.error(escaped(str(problem)), icon=":material/error:")
