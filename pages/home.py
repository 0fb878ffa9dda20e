"""The start page: what the workbench is, for whom, and the way through it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mi_core import workbench
from mi_core.structures.system import SYSTEM as STRUCTURES
from mi_core.web.components.formulas import pretty_formula

HERO = Path(__file__).parents[1] / "mi_core" / "web" / "shell" / "assets" / "hero.png"
CARDS = [(system, card) for system in workbench.SYSTEMS for card in system.home_cards]
CARDS_PER_LINE = 4
FIRST_LOOKS = {"SrTiO3": "perovskite", "LiCoO2": "battery cathode", "Bi2Te3": "thermoelectric"}

text, picture = st.columns([3, 2], gap="large", vertical_alignment="center")
with text:
    st.title("Know your material before you make it")
    st.markdown(
        "A workbench for materials scientists: drop crystal structures on it, see them in 3D, and read predicted "
        "properties with honest error bars. Everything runs on your own machine; no file leaves it."
    )
    with st.container(horizontal=True):
        for system, card in CARDS:
            kind = "primary" if system is STRUCTURES else "secondary"
            if card.button and st.button(card.button, type=kind, icon=card.icon or system.icon):
                st.switch_page(system.page)
        for name, kind in FIRST_LOOKS.items():
            if st.button(f"{pretty_formula(name)} · {kind}", key=f"look_{name}"):
                st.switch_page(STRUCTURES.page, query_params={"crystal": name})
picture.image(HERO, width=400, alt="Calcium titanate, drawn by the structures page")

st.space("small")
for start in range(0, len(CARDS), CARDS_PER_LINE):
    line = CARDS[start : start + CARDS_PER_LINE]
    for number, (column, (system, card)) in enumerate(
        zip(st.columns(CARDS_PER_LINE), line, strict=False), start=start + 1
    ):
        with column.container(border=True, height="stretch"):
            st.subheader(f"{card.icon or system.icon} {number}. {card.title}", anchor=False)
            st.markdown(card.text)
