"""The material of the selected point, its atom lit up; a click on another atom selects that one's point."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.files import file_name
from mi_core.representations.layers import ATOMS, ID
from mi_core.structures.drawing.primitives import group
from mi_core.web.components.formulas import escaped, pretty_formula
from mi_core.web.crystals import cached
from mi_core.web.crystals.viewer import crystal_viewer
from mi_core.web.representations.labels import titles_of
from mi_core.web.representations.view import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.representations.mapped import Mapped
    from mi_core.structures.drawing.scene import Scene
    from mi_core.structures.material import Material

HEIGHT = 460
MOST_BONDED = 300  # sites of a cell whose bonds are drawn
HALO, HALO_SIZE = "#e5007d", 1.25  # colour; radius in those of the atom
NUMBERS = 8  # of what is known of a point, that are listed


def crystal_part(mapped: Mapped, point: int | None, names: Sequence[str]) -> None:
    """Show what is known of the selected point, and its crystal, if it has one."""
    if point is None:
        st.info(
            "Click a point: its crystal turns here, with its atom lit up. Your own materials are the large, ringed points.",
            icon=":material/touch_app:",
        )
        return
    row = mapped.layers.points.iloc[point]
    st.subheader(escaped(titles_of(mapped.layers)[point]), anchor=False)
    facts(mapped, point)
    clicked, atom = viewer_of(mapped, point, key="representations_viewer")
    name = f"{row[ID]}:{clicked}"
    if clicked not in (None, atom) and mapped.layers.of == ATOMS and name in names:
        PAGE.now().selected, PAGE.now().second = name, ""
        st.rerun(scope="fragment")


def viewer_of(mapped: Mapped, point: int, *, key: str) -> tuple[int | None, int | None]:
    """Show the crystal of a point, if it has one; return the site clicked in it, and that of the point, if it is one."""
    row = mapped.layers.points.iloc[point]
    material = mapped.materials.get(str(row[ID]))
    if material is None or material.structure is None:
        _molecule(row.get("smiles"))
        return None, None
    atom = int(row["atom"]) if mapped.layers.of == ATOMS and _one_each(mapped, material) else None
    bonds = cached.bonds(material.structure) if len(material.structure) <= MOST_BONDED else False
    scene = cached.scene(
        material.structure, bonds=bonds, polyhedra=True, supercell=(1, 1, 1), hidden_elements=()
    )
    scene = scene if atom is None else lit_up(scene, atom)
    return crystal_viewer(scene, key=key, name=file_name(material.id), height=HEIGHT), atom


def _molecule(smiles: str | None) -> None:
    """Show the structural formula of a point that is a molecule."""
    if not smiles:
        st.caption("The network reads no crystal, so that there is none to show.")
        return
    from mi_core.structures.molecules.drawing import svg
    from mi_core.structures.molecules.smiles import read_smiles

    picture = svg(read_smiles(smiles), 400, 300, dark=st.context.theme.type == "dark")
    st.image(picture[picture.index("<svg") :], width=400)
    st.code(smiles, language=None, wrap_lines=True)


def lit_up(scene: Scene, atom: int) -> Scene:
    """Return the scene with all copies of an atom, by its site, inside a coloured shell that shows at any side of it."""
    contents = [part for part in scene.data["contents"] if part["name"] != "atoms"]
    (atoms,) = [part for part in scene.data["contents"] if part["name"] == "atoms"]
    balls = [_marked(ball) if ball.get("reference") == f"site:{atom}" else ball for ball in atoms["contents"]]
    data = {**scene.data, "contents": [group("atoms", balls), *contents]}
    return replace(scene, data=data, key=f"{scene.key} site {atom}")


def _marked(ball: dict) -> dict:
    return {**ball, "color": HALO, "radius": ball["radius"] * HALO_SIZE}


def _one_each(mapped: Mapped, material: Material) -> bool:
    """Whether the network has one point for each atom of the cell, so that their numbers are those of sites."""
    assert material.structure is not None
    points = mapped.layers.points
    own = points[points[ID] == material.id]
    return "equal_atoms" not in own or int(own["equal_atoms"].max()) == 1


def facts(mapped: Mapped, point: int) -> None:
    """Say what is known of a point."""
    row = mapped.layers.points.iloc[point]
    found = []
    for column, known in mapped.columns.items():
        value = row[column]
        if value is None or value == "" or value != value:  # noqa: PLR0124 - NaN
            continue
        found.append(f"{known.title}: {value if known.classes else f'{value:.3g}'}")
    st.caption(escaped(f"{row[ID]} · {pretty_formula(row['formula'])} · " + " · ".join(found[:NUMBERS])))
