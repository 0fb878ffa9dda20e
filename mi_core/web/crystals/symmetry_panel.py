"""Lattice and symmetry of the cell in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.formulas import pretty_space_group
from mi_core.web.crystals import cached

if TYPE_CHECKING:
    from pymatgen.core import Structure


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
