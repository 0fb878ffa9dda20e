"""The address of a page: the page's own parameters, and beside them those that are kept whatever a page writes.

The workspace is kept on every page (web/workspace.py), a job on the page that shows it.
"""

from __future__ import annotations

import streamlit as st

KEPT = ("workspace", "job")


def own_parameters() -> dict[str, str]:
    """Return what the address says about the page's own view."""
    return {name: value for name, value in st.query_params.to_dict().items() if name not in KEPT}


def write_parameters(parameters: dict[str, str]) -> None:
    """Replace the page's own parameters in the address, and nothing else."""
    if parameters != own_parameters():
        kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}
        st.query_params.from_dict(parameters | kept)
