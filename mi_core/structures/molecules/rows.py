"""Rows of a reading of molecules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.material import Material
from mi_core.structures.rows import failed_row
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.structures.molecules.molecule import Molecule

MOLECULE = "molecule"
"""The key of molecules among `Material.inputs`."""


def molecule_row(row_id: str, source: str, read: Callable[[], Molecule]) -> Material:
    """Return the molecule as a row, or the row with the sentence that says why it cannot be used."""
    try:
        molecule = read()
    except InputError as error:
        return failed_row(row_id, source, error)
    except Exception as error:  # noqa: BLE001 - RDKit may raise anything, and the other rows are to be read
        return failed_row(row_id, source, error, "The molecule cannot be brought to its standard form")
    return Material(
        shown(row_id),
        source,
        formula=molecule.formula,
        warnings=molecule.remarks,
        inputs={MOLECULE: molecule},
    )
