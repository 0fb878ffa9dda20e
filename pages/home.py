"""The start page: what the workbench is, for whom, and the way through it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mi_core.web.components.formulas import pretty_formula

STRUCTURES = "pages/structures.py"
SCREENING = "pages/screening.py"
ALLOYS = "pages/alloys.py"
HERO = Path(__file__).parents[1] / "mi_core" / "web" / "shell" / "assets" / "hero.png"
STEPS = {
    ":material/upload_file: 1. Bring crystals": """
        CIF, POSCAR, XYZ, XSF, pymatgen JSON, a zip of them, or a table. Every file becomes a row; what cannot be used
        says why.""",
    ":material/deployed_code: 2. Look at them": """
        Turn the crystal in 3D, click an atom for its surroundings, read off symmetry and powder pattern.""",
    ":material/query_stats: 3. Predict": """
        Stability, formation energy, band gap and elastic moduli, each with an interval and the nearest known
        compounds.""",
    ":material/filter_alt: 4. Screen": """
        All 249,984 perovskites of 64 elements, ranked by stability; maps of the elements that make stable ones.""",
    ":material/experiment: 5. Design alloys": """
        Wish for phases at temperatures and leave the rest open: aluminium alloys that fit, each checked by CALPHAD.""",
}
FIRST_LOOKS = {"SrTiO3": "perovskite", "LiCoO2": "battery cathode", "Bi2Te3": "thermoelectric"}

text, picture = st.columns([3, 2], gap="large", vertical_alignment="center")
with text:
    st.title("Know your material before you make it")
    st.markdown(
        "A workbench for materials scientists: drop crystal structures on it, see them in 3D, and read predicted "
        "properties with honest error bars. Everything runs on your own machine; no file leaves it."
    )
    with st.container(horizontal=True):
        if st.button("Open your crystals", type="primary", icon=":material/upload_file:"):
            st.switch_page(STRUCTURES)
        if st.button("Screen perovskites", icon=":material/filter_alt:"):
            st.switch_page(SCREENING)
        if st.button("Design alloys", icon=":material/experiment:"):
            st.switch_page(ALLOYS)
        for name, kind in FIRST_LOOKS.items():
            if st.button(f"{pretty_formula(name)} · {kind}", key=f"look_{name}"):
                st.switch_page(STRUCTURES, query_params={"crystal": name})
picture.image(HERO, width=400, alt="Calcium titanate, drawn by the structures page")

st.space("small")
for column, (title, body) in zip(st.columns(len(STEPS)), STEPS.items(), strict=True):
    with column.container(border=True, height="stretch"):
        st.subheader(title, anchor=False)
        st.markdown(" ".join(body.split()))
