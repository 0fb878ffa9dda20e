"""Thermoelectrics: what a composition is predicted to do, what a sample could reach, and what others measured."""

from __future__ import annotations

import streamlit as st

from mi_core.thermoelectrics.web.units import choose_units
from mi_core.thermoelectrics.web.view import PAGE, PARTS

WITHOUT_UNITS = {"ranking", "trust"}  # parts whose numbers stand in one unit each
WITHOUT_AXES = {"computed"}  # parts whose figures have axes of their own choice
INTRODUCTIONS = {
    "predict": "S, σ, κ, S²σ and zT of formulas, series and crystals against temperature, as measured on compositions "
    "like them; the intervals are calibrated by the distance from these.",
    "sample": "From a measured Seebeck coefficient, conductivities and temperature: what carries the heat, how good the "
    "band is, and the zT that the same material would have at its best carrier concentration.",
    "known": "What others measured on a composition, or on those nearest to it, with the papers; and whether the "
    "sign of its S is settled.",
    "ranking": "The compounds of the Materials Project, ranked by the power factor that a model predicts from composition "
    "and gap.",
    "computed": "S, σ, κₑ and S²σ that Ricci et al. computed, against temperature and doping, from the files of theirs that "
    "you have; and the best point of each compound.",
    "trust": "The same model on what it never learned: new rows, new compositions, new papers, new hosts.",
}


def page() -> None:
    """Show the chosen part: predictions, one's own measurements, or what others measured near a formula."""
    with PAGE.in_address():
        st.title("Thermoelectrics", anchor=False)
        introduction = st.empty()
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            part = PAGE.choose_part(PARTS)
            if part not in WITHOUT_UNITS:
                choose_units(axes=part not in WITHOUT_AXES)
        introduction.markdown(INTRODUCTIONS[part])
        if part == "predict":
            from mi_core.thermoelectrics.web.predict import predict_part

            predict_part()
        elif part == "known":
            from mi_core.thermoelectrics.web.known import known_part

            known_part()
        elif part == "ranking":
            from mi_core.thermoelectrics.web.ranking.part import ranking_part

            ranking_part()
        elif part == "computed":
            from mi_core.thermoelectrics.web.computed.part import computed_part

            computed_part()
        elif part == "trust":
            from mi_core.thermoelectrics.web.trust import trust_part

            trust_part()
        else:
            from mi_core.thermoelectrics.web.sample import sample_part

            sample_part()
