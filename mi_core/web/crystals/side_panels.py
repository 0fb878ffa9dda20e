"""The panels beside the viewer: the clicked atom and what surrounds it, lattice and symmetry of the cell in view."""

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


def symmetry_panel(structure: Structure) -> None:
    """Show lattice parameters, space group and Wyckoff positions."""
    lattice, symmetry = structure.lattice, cached.symmetry(structure)
    rows = [
        ("a, b, c (Å)", ", ".join(f"{x:.4f}" for x in lattice.abc)),
        ("α, β, γ (°)", ", ".join(f"{x:.3f}" for x in lattice.angles)),
        ("Volume", f"{lattice.volume:.3f} Å³, {len(structure):,} sites"),
    ]
    if symmetry is None:
        rows.append(("Symmetry", "none found by spglib at 0.01 Å"))
    else:
        rows += [
            ("Space group", f"**{pretty_space_group(symmetry.space_group)}** (No. {symmetry.number})"),
            ("Point group", pretty_space_group(symmetry.point_group)),
            ("Crystal system", symmetry.crystal_system),
        ]
    st.table(
        [{"": f":gray[{name}]", " ": value} for name, value in rows], border="horizontal", hide_header=True
    )
    if symmetry is not None:
        with st.expander(f"Wyckoff positions ({len(symmetry.orbits)})"):
            st.dataframe(
                [
                    {"Species": o.species, "Wyckoff": o.wyckoff, "Site symmetry": o.site_symmetry}
                    | dict(zip("xyz", o.frac_coords, strict=True))
                    for o in symmetry.orbits
                ],
                hide_index=True,
                height=min(38 + 35 * len(symmetry.orbits), 283),
                column_config={axis: st.column_config.NumberColumn(format="%.4f") for axis in "xyz"},
            )
