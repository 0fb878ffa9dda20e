"""What pages compute about one crystal, kept so that a rerun repeats nothing; keyed by the crystal's contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.structures.analysis.cells import choose_cell, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from pymatgen.core import Structure

    from mi_core.structures.analysis.environment import SiteDescription
    from mi_core.structures.analysis.wyckoff import Symmetry
    from mi_core.structures.drawing.bonds import Bonds
    from mi_core.structures.drawing.scene import Scene

_BY_CONTENT: dict[str | type[Any], Callable[[Any], Any]] = {
    "pymatgen.core.structure.Structure": fingerprint,
    # They follow from the crystal that is given beside them.
    "mi_core.structures.drawing.bonds.Bonds": lambda bonds: bonds.method,
}


def kept(entries: int):
    """Return the decorator that keeps as many answers of a function of crystals."""
    return st.cache_data(max_entries=entries, hash_funcs=_BY_CONTENT, show_spinner=False)


@kept(128)
def shown_cell(structure: Structure, cell: str) -> Structure:
    """Return the crystal in the "as given", "primitive" or "conventional" cell."""
    return choose_cell(structure, cell)


@kept(64)
def bonds(structure: Structure) -> Bonds:
    """Return the bonds of a cell by the rule that suits its size."""
    from mi_core.structures.drawing.bonds import find_bonds

    return find_bonds(structure)


@kept(32)
def scene(
    structure: Structure, *, bonds: Bonds | bool, polyhedra: bool, supercell: tuple, hidden_elements: tuple
) -> Scene:
    """Return the viewer's scene of a cell."""
    from mi_core.structures.drawing.scene import crystal_scene

    return crystal_scene(
        structure, bonds=bonds, polyhedra=polyhedra, supercell=supercell, hidden_elements=hidden_elements
    )


@kept(256)
def site(structure: Structure, index: int) -> SiteDescription:
    """Return the description of one site."""
    from mi_core.structures.analysis.environment import describe_site

    return describe_site(structure, index)


@kept(128)
def symmetry(structure: Structure) -> Symmetry | None:
    """Return space group, point group and Wyckoff positions; None where spglib finds none."""
    from mi_core.structures.analysis.wyckoff import describe_symmetry

    return describe_symmetry(structure)


@kept(64)
def pattern(structure: Structure, wavelength: str) -> pd.DataFrame:
    """Return the powder diffraction peaks up to 2θ = 90 degrees, indexed in the conventional cell."""
    from mi_core.structures.analysis.diffraction import diffraction_cell, powder_pattern

    return powder_pattern(diffraction_cell(structure), wavelength)
