"""One frame: what its energy, stress and forces are, and its atoms in the colours of what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from mi_core.errors import InputError
from mi_core.figures.colour_scale import scale_over
from mi_core.figures.measures import fixed, three_digits
from mi_core.files import file_name
from mi_core.potentials.web.view import COLOURS, PAGE
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.crystals.viewer import crystal_viewer
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import Prediction
    from mi_core.structures.drawing.scene import Scene

MOST_DRAWN = 2000
MOST_BONDED = 300
ROW, HEAD, HEIGHT = 35, 38, 430  # pixels
UNITS = {"energy": "eV", "force": "eV/Å", "bound": "eV/Å"}
_OUTSIDE, _INSIDE = "#de842c", "#8a949e"


def atoms_shown(frame: Frame, prediction: Prediction) -> None:
    """Show numbers, the atoms in colours, and their table."""
    _numbers(frame, prediction)
    table = atoms_table(frame, prediction)
    left, right = st.columns(2, gap="medium")
    with left:
        _viewer(frame, table)
    with right:
        height = min(HEAD + ROW * len(table), HEIGHT)
        st.dataframe(table, hide_index=True, height=height, column_config=_columns())
        frame_download(
            table,
            f"{file_name(frame.id)}-forces",
            key="potentials_forces_csv",
            label="Forces as CSV",
            kind="tertiary",
        )


def atoms_table(frame: Frame, prediction: Prediction) -> pd.DataFrame:
    """Return a row per atom: element, energy (eV), force and its components, bound of each component (eV/Å), outside."""
    forces = np.round(prediction.answer.forces, 6) + 0.0  # no minus before what symmetry makes zero
    return pd.DataFrame(
        {
            "atom": np.arange(1, len(forces) + 1),
            "element": frame.atoms.get_chemical_symbols(),
            "energy": prediction.answer.atom_energies,
            "force": np.linalg.norm(forces, axis=1),
            **{f"force_{axis}": forces[:, place] for place, axis in enumerate("xyz")},
            "bound": prediction.force_bounds,
            "outside": prediction.outside,
        }
    )


def _numbers(frame: Frame, prediction: Prediction) -> None:
    from ase.units import GPa

    atoms, answer = len(frame.atoms), prediction.answer
    half = (prediction.energy_upper - prediction.energy_lower) / 2 / atoms
    words = [
        f"Energy **{fixed(answer.energy / atoms, 4)} ± {fixed(half, 4)}** eV/atom",
        f"largest force **{fixed(prediction.largest_force, 3)}** eV/Å",
    ]
    if answer.stress is not None:
        words.append(f"pressure **{fixed(-np.trace(answer.stress) / 3 / GPa, 2)}** GPa")
    st.markdown(" · ".join(words))
    if answer.stress is not None:
        places = (("xx", 0, 0), ("yy", 1, 1), ("zz", 2, 2), ("yz", 1, 2), ("xz", 0, 2), ("xy", 0, 1))
        parts = ", ".join(
            f"{name} {fixed(answer.stress[row, column] / GPa, 2)}" for name, row, column in places
        )
        st.caption(f"Stress in GPa, positive under tension: {parts}.")
    _warn(atoms, prediction)


def _warn(atoms: int, prediction: Prediction) -> None:
    """Say where the potential extrapolates: in the frame as a whole, or on some atoms."""
    outside = int(prediction.outside.sum())
    if prediction.unlike:
        where = "As a whole this frame is unlike all that the potential learned, as another phase would be"
    elif outside:
        where = f"{outside:,} of {atoms:,} atoms are in surroundings unlike all that this potential learned"
    else:
        return
    st.warning(
        f"{where}: it extrapolates, and its intervals promise nothing here.", icon=":material/warning:"
    )


@st.fragment
def _viewer(frame: Frame, table: pd.DataFrame) -> None:
    """Show the atoms, in the colours chosen; a fragment, so that a choice redraws this alone."""
    if len(frame.atoms) > MOST_DRAWN:
        st.info(
            f"Up to {MOST_DRAWN:,} atoms are drawn; this frame has {len(frame.atoms):,}.",
            icon=":material/info:",
        )
        return
    view = PAGE.now()
    view.colour = segmented_choice(
        "Colour by", COLOURS, view.colour, key=f"potentials_colour_{PAGE.turn()}", named=True
    )
    with errors_shown():
        scene = frame_scene(frame)
        if view.colour != "element":
            scene = coloured(scene, table, view.colour)
        crystal_viewer(scene, key="potentials_viewer", name=file_name(frame.id), height=430)
        _legend(table, view.colour)


def frame_scene(frame: Frame) -> Scene:
    """Return the scene of a frame's cell; InputError for what has none to draw."""
    from pymatgen.io.ase import AseAtomsAdaptor

    from mi_core.structures.drawing.scene import crystal_scene

    atoms = frame.atoms.copy()
    if atoms.cell.rank != 3:
        atoms.center(vacuum=3.0)
    structure = AseAtomsAdaptor.get_structure(atoms)
    if len(structure) == 0:
        raise InputError("The frame has no atoms to draw.")
    return crystal_scene(structure, bonds=len(structure) <= MOST_BONDED, polyhedra=False)


def coloured(scene: Scene, table: pd.DataFrame, what: str) -> Scene:
    """Return the scene with atoms in the colours of "energy", "force", "bound" or "novelty"."""
    from mi_core.structures.drawing.site_colours import with_site_colours

    if what == "novelty":
        colours = [_OUTSIDE if outside else _INSIDE for outside in table["outside"]]
        said = ["unlike those learned" if outside else "like those learned" for outside in table["outside"]]
    else:
        values = table[what].round(6)  # what rounding tells apart is equal
        scale = scale_over(values, None, log=False)
        colours = [scale.colour(value) for value in values]
        said = [f"{three_digits(value)} {UNITS[what]}" for value in table[what]]
    names = [f"{element} {number}" for element, number in zip(table["element"], table["atom"], strict=True)]
    return with_site_colours(
        scene, colours, [f"{name} · {words}" for name, words in zip(names, said, strict=True)]
    )


def _legend(table: pd.DataFrame, what: str) -> None:
    if what == "novelty":
        st.caption("Orange: in surroundings unlike all that was learned; grey: like those learned.")
    elif what != "element":
        low, high = (three_digits(float(end)) for end in (table[what].min(), table[what].max()))
        words = f"{COLOURS[what]} of each atom, from {low} (dark) to {high} {UNITS[what]} (yellow)."
        st.caption(words if low != high else f"{COLOURS[what]} of each atom: {low} {UNITS[what]}.")


def _columns() -> dict:
    column = st.column_config
    forces = {f"force_{axis}": column.NumberColumn(f"F{axis}", format="%.4f") for axis in "xyz"}
    return {
        "atom": column.NumberColumn("Atom"),
        "element": column.TextColumn("Element"),
        "energy": column.NumberColumn(
            "E (eV)", format="%.4f", help="Its share of the energy; only the sum is physical"
        ),
        "force": column.NumberColumn("|F| (eV/Å)", format="%.4f"),
        **forces,
        "bound": column.NumberColumn(
            "±", format="%.4f", help="Half the width of the interval of each component, eV/Å"
        ),
        "outside": column.CheckboxColumn("Outside", help="In surroundings unlike all that was learned"),
    }
