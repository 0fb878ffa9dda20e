"""Small periodic tables whose cells are coloured by a number: drawn once, then only recoloured."""

from __future__ import annotations

import functools
from pathlib import Path

import streamlit as st

PARTS = Path(__file__).with_name("element_maps")


def element_maps(maps: dict, *, key: str) -> None:
    """Show the tables side by side, or below each other where there is no room; the key keeps them over changes.

    maps : `bar`, `places` and `tables` of `mi_core.figures.screening_maps.site_tables` or `number_tables`.
    """
    _component()(data=maps, key=key)


@functools.cache
def _component():
    return st.components.v2.component(
        "element_maps",
        css=(PARTS / "maps.css").read_text(encoding="utf-8"),
        js=(PARTS / "maps.js").read_text(encoding="utf-8"),
    )
