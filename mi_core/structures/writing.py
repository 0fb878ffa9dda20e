"""Crystals out: CIF, POSCAR and pymatgen JSON text."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pymatgen.core import Structure

WRITERS = {"CIF": "cif", "POSCAR": "vasp", "JSON": "json"}
"""File suffix of each format."""


def write_structure(structure: Structure, file_format: str) -> str:
    """Return the crystal as text: "CIF" (all sites, P1), "POSCAR" or pymatgen "JSON".

    InputError for an unknown format, and for a POSCAR of partly occupied sites, which that format cannot hold.
    """
    if file_format not in WRITERS:
        raise InputError(f"Format {file_format!r} is not known; choose one of {', '.join(WRITERS)}.")
    if file_format == "POSCAR" and not structure.is_ordered:
        raise InputError("A POSCAR cannot hold partly occupied sites; take the CIF or the JSON.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return structure.to(fmt=file_format.lower())  # type: ignore[arg-type]  # one of those that it lists
