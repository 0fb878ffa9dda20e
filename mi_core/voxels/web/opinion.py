"""The second opinion on an explanation: parts of the density are left out, and the network answers again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.numbers import two_decimals
from mi_core.voxels.occlusion import ATOM, PLACE, SHELL
from mi_core.voxels.web import asked
from mi_core.voxels.web.controls import choose_named
from mi_core.voxels.web.view import PAGE, TRIED
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.structures.material import Material
    from mi_core.voxels.models import Answer

KINDS = dict(zip(TRIED, (PLACE, ATOM, SHELL), strict=True))
CHANGES = (
    "Each atom's density is left out, an electron (σ = 0.5 Å) is added at 4 × 4 × 4 points of the cell, and each of eight "
    "shells of |G| is left out. Few such densities were learned, if any: where the network disagrees with its own "
    "derivative, neither is to be trusted. Changes are of the whole cell."
)


def second_opinion(material: Material, answer: Answer, name: str) -> None:
    """Offer to leave parts of the density out; show what the network answers then."""
    view = PAGE.now()
    view.opinion = st.toggle(
        "Second opinion: change the density and ask again",
        value=view.opinion,
        key=f"voxels_opinion_{PAGE.turn()}",
    )
    if not view.opinion:
        return
    with st.spinner("Leaving parts out …"):
        rows = asked.occlusion(material, answer)
    st.caption(CHANGES)
    _show(rows, asked.explanation(material, answer).unit_of_changes, name)


def _show(rows: pd.DataFrame, unit: str, name: str) -> None:
    from mi_core.voxels.figures.explained import occlusion_figure
    from mi_core.voxels.occlusion import agreement

    st.table(
        [
            {
                "What was done": str(what),
                "Times": f"{len(part):,}",
                "Correlation with what the derivative foretells": two_decimals(agreement(part)),
                "with the exact change": two_decimals(agreement(part, "exact")),
            }
            for what, part in rows.groupby("what", sort=False)
        ],
        border="horizontal",
    )
    compared = {"foretold": "foretold by the derivative"}
    if rows["exact"].notna().any():
        compared["exact"] = "exact change of the Hartree energy"
    view = PAGE.now()
    view.tried = choose_named("Drawn", TRIED, view.tried, "tried")
    drawn = rows[rows["what"] == KINDS[view.tried]]
    for place, (column, title) in zip(st.columns(2, gap="medium"), compared.items(), strict=False):
        with place:
            figure = occlusion_figure(drawn, column, title, unit)
            figure_with_downloads(figure, f"{name}-{column}", data=rows)
