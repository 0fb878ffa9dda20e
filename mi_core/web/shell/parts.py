"""The parts of a page: one row of names, one part shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping


def choose_part(parts: Mapping[str, str], shown: str, *, key: str) -> str:
    """Offer parts by key and name, and return the key of the chosen one."""
    return st.segmented_control(
        "Part",
        list(parts),
        format_func=parts.get,
        default=shown,
        required=True,
        key=key,
        label_visibility="collapsed",
    )
