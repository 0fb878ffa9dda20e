"""Representations: maps of the layers of a network, crystals beside them, and what the layers tell apart."""

from __future__ import annotations

import streamlit as st

from mi_core.web.cards.model import no_model_yet
from mi_core.web.crystals import intake
from mi_core.web.representations.chosen import choose
from mi_core.web.representations.map_part import map_part
from mi_core.web.representations.view import PAGE, PARTS


def page() -> None:
    """Follow a link; show the choices, the map, and below it one of the parts."""
    intake.restore()
    with PAGE.in_address():
        st.title("Representations", anchor=False)
        st.markdown(
            "What a network makes of atoms, elements and materials, layer after layer: points that it sees alike lie near "
            "each other. Move the slider below the map from its input to its last layer."
        )
        chosen = choose()
        if chosen is None:
            no_model_yet()
            return
        map_part(chosen.key, chosen.mapped)
        part = PAGE.choose_part(PARTS)
        if part == "measures":
            from mi_core.web.representations.measures_part import measures_part

            measures_part(chosen)
        elif part == "clusters":
            from mi_core.web.representations.clusters_part import clusters_part

            clusters_part(chosen)
        else:
            from mi_core.web.representations.pairs_part import pairs_part

            pairs_part(chosen)
