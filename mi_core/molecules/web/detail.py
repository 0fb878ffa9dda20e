"""One molecule: drawn large, what it is, and the part about it that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.drug_numbers import drug_numbers
from mi_core.molecules.web.drawn import drawing
from mi_core.molecules.web.session import SESSION
from mi_core.molecules.web.view import ABOUT, PAGE
from mi_core.structures.molecules.rows import MOLECULE
from mi_core.web.components.formulas import escaped, pretty_formula
from mi_core.web.components.segmented_choice import segmented_choice

if TYPE_CHECKING:
    from mi_core.structures.material import Material
    from mi_core.structures.molecules.molecule import Molecule

LARGE, TILE = (420, 280), 120  # pixels


def detail(row: Material) -> None:
    """Show the row that is looked at: its molecule, or why there is none."""
    _heading(row)
    for remark in row.warnings:
        st.warning(escaped(remark), icon=":material/warning:")
    if row.error is not None:
        st.error(escaped(row.error), icon=":material/error:")
        return
    molecule = row.inputs[MOLECULE]
    left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        drawing(molecule, *LARGE)
    with right:
        _identity(molecule)
    view = PAGE.now()
    view.about = segmented_choice(
        "About it", ABOUT, view.about, key=f"molecules_about_{PAGE.turn()}", named=False
    )
    _show(view.about, row, molecule)


def _show(about: str, row: Material, molecule: Molecule) -> None:
    if about == "alerts":
        from mi_core.molecules.web.alerts import show_alerts

        show_alerts(molecule)
    elif about == "shape":
        from mi_core.molecules.web.shape import show_shape

        show_shape(molecule, row.id)
    else:
        from mi_core.molecules.web.answers import show_answers

        show_answers(molecule, row.id)


def _heading(row: Material) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(escaped(row.id), anchor=False, width="content")
        st.caption(escaped(row.source) if row.source != row.id else "")
        st.button(
            "Remove",
            icon=":material/close:",
            key=f"remove_molecule_{row.id}",
            type="tertiary",
            help="Removes this one from your workspace.",
            on_click=SESSION.remove_material,
            args=(row.id,),
        )


def _identity(molecule: Molecule) -> None:
    """Show what the molecule is, and the numbers that chemists look at first."""
    numbers = drug_numbers(molecule)
    tiles = {
        "Formula": (pretty_formula(molecule.formula), None),
        "Molar mass": (f"{numbers.molar_mass:.2f} g/mol", None),
        "logP": (f"{numbers.log_p:z.2f}".replace("-", "−"), "Estimated from atoms, by Wildman and Crippen (1999)."),
        "TPSA": (f"{numbers.tpsa:.1f} Å²", "Topological polar surface area, by Ertl et al. (2000)."),
        "Donors": (str(numbers.donors), "Of hydrogen bonds, as the rule of five counts them: bonds N–H and O–H."),
        "Acceptors": (str(numbers.acceptors), "Of hydrogen bonds, as the rule of five counts them: atoms N and O."),
        "Rotatable bonds": (str(numbers.rotatable_bonds), None),
        "Heavy atoms": (str(numbers.heavy_atoms), "All but hydrogen."),
    }  # fmt: skip
    with st.container(horizontal=True, gap="medium"):
        for label, (value, words) in tiles.items():
            st.markdown(f":small[{label}]  \n**{value}**", help=words, width=TILE)
    st.markdown(numbers.lipinski)
    st.code(molecule.smiles, language=None, wrap_lines=True)
    if key := molecule.inchikey:
        st.caption(f"InChIKey {key}")
