"""A folder of crystals as people bring them: two that are read, and a file that is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.structures.examples import load_examples

if TYPE_CHECKING:
    from pathlib import Path


def crystal_folder(place: Path) -> Path:
    """Write SrTiO3.cif, NaCl.cif and broken.cif into a new folder, and return it."""
    folder = place / "crystals"
    folder.mkdir()
    for material in load_examples(["SrTiO3", "NaCl"]):
        material.structure.to(str(folder / f"{material.formula}.cif"))
    (folder / "broken.cif").write_text("data_x\n_cell_length_a oops\n")
    return folder
