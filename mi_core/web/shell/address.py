"""The address of a page: the page's own parameters, and beside them those that are kept whatever a page writes.

The workspace is kept on every page (web/shell/workspace.py), a job on the page that shows it.

A browser sends the address along with everything it asks for, and sends an older one where the page's new address has not
reached it yet, or where its request had to wait. Only on arrival does the address ask for a view: when another page is
opened, or with the Back and Forward buttons.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

KEPT = ("workspace", "job")
_PAGE, _VISIT = "address_page", "address_visit"


def own_parameters() -> dict[str, str]:
    """Return what the address says about the page's own view."""
    return {name: value for name, value in st.query_params.to_dict().items() if name not in KEPT}


def write_parameters(parameters: dict[str, str]) -> None:
    """Replace the page's own parameters in the address, and nothing else."""
    if parameters != own_parameters():
        kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}
        st.query_params.from_dict(parameters | kept)


def begin_run(page: str) -> None:
    """Find out whether this run begins a visit; for app.py, with the name of the page that runs next."""
    context = get_script_run_ctx()
    back = context is not None and context.is_history_navigation
    if back or page != st.session_state.get(_PAGE):
        st.session_state[_PAGE] = page
        st.session_state[_VISIT] = st.session_state.get(_VISIT, 0) + 1


def is_arrival(name: str) -> bool:
    """Whether the address is to be followed in what `name` stands for: true once for each visit of a page."""
    followed, visit = f"address_{name}", st.session_state.get(_VISIT, 0)
    if st.session_state.get(followed) == visit:
        return False
    st.session_state[followed] = visit
    return True
