"""The clicked atom: what it is and what surrounds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.formulas import pretty_space_group
from mi_core.web.crystals import cached

if TYPE_CHECKING:
    from pymatgen.core import Structure


def atom_panel(structure: Structure, index: int | None) -> None:
    """Show a site of the cell in view, or the hint that atoms can be clicked."""
    with st.container(border=True, key="atom_panel"):
        if index is None:
            st.markdown(
                ":material/touch_app: **Click an atom** to see its Wyckoff position and its neighbours."
            )
            return
        atom = cached.site(structure, index)
        st.markdown(f"#### {atom.species} · site {index + 1}")
        x, y, z = atom.frac_coords
        symmetry = f" (site symmetry {pretty_space_group(atom.site_symmetry)})" if atom.site_symmetry else ""
        st.markdown(
            f"**Wyckoff position** {atom.wyckoff or 'unknown'}{symmetry}  \n"
            f"**Fractional coordinates** {x:.4f}, {y:.4f}, {z:.4f}  \n"
            f"**Coordination** {atom.coordination_number}{f': {atom.shell}' if atom.neighbours else ''}"
        )
        if atom.neighbours:
            st.dataframe(
                [
                    {"Neighbour": n.element, "Distance (Å)": n.distance_angstrom, "Site": n.index + 1}
                    for n in atom.neighbours
                ],
                hide_index=True,
                height=min(38 + 35 * len(atom.neighbours), 213),
                column_config={"Distance (Å)": st.column_config.NumberColumn(format="%.4f")},
            )
        st.caption(f"Neighbours: {atom.method}.")
