"""What is wrong with a CIF block, in words: asked before pymatgen, which would only name a missing key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gemmi

from mi_core.errors import InputError
from mi_core.structures.formats.cif_gemmi import CELL_TAGS, POSITION_TAGS, is_number, is_positive
from mi_core.structures.source import shown

if TYPE_CHECKING:
    from mi_core.structures.limits import Limits

ABSENT = frozenset({None, "?", "."})
_OPERATION_TAGS = ("_symmetry_equiv_pos_as_xyz", "_space_group_symop_operation_xyz")
_SYSTEM_TAGS = ("_symmetry_cell_setting", "_space_group_crystal_system")


def check(block: gemmi.cif.Block, limits: Limits) -> None:
    """Raise InputError when cell, positions, occupancies or operations cannot be used, or are too many."""
    if is_mmcif(block):
        raise InputError(
            "The block is a macromolecule (mmCIF); only crystals in small-molecule CIF are read."
        )
    _check_cell(block)
    _check_positions(block)
    _check_occupancies(block)
    _check_operations(block, limits)


def is_mmcif(block: gemmi.cif.Block) -> bool:
    """Whether the block holds atoms in the macromolecular dictionary's way."""
    return bool(block.find_values("_atom_site.Cartn_x"))


def _check_cell(block: gemmi.cif.Block) -> None:
    missing = [tag for tag in CELL_TAGS if block.find_value(tag) in ABSENT]
    system = any(block.find_value(tag) not in ABSENT for tag in _SYSTEM_TAGS)
    if missing and not (system and len(missing) < len(CELL_TAGS)):  # the crystal system may imply the others
        raise InputError(
            f"The cell is missing ({', '.join(missing)}); a crystal needs three lengths and three angles."
        )
    for tag in CELL_TAGS:
        if tag not in missing and not is_positive(block.find_value(tag)):
            raise InputError(
                f"{tag} is {shown(block.find_value(tag), 30)!r}; write a positive decimal number."
            )


def _check_positions(block: gemmi.cif.Block) -> None:
    for tag in POSITION_TAGS:
        column = block.find_values(tag)
        if not column:
            raise InputError(
                "The block has no atoms with fractional coordinates (_atom_site_fract_x, _y, _z)."
            )
        for i, value in enumerate(column):
            if not is_number(value):
                raise InputError(
                    f"Atom {i + 1} has the {tag[-1]} coordinate {shown(value, 30)!r}, which is no finite number; "
                    "write fractional coordinates as decimal numbers."
                )


def _check_occupancies(block: gemmi.cif.Block) -> None:
    for i, value in enumerate(block.find_values("_atom_site_occupancy")):
        if value not in ABSENT and not (is_number(value) and not value.startswith("-")):
            raise InputError(
                f"Atom {i + 1} has the occupancy {shown(value, 30)!r}; write a number from 0 to 1."
            )


def _check_operations(block: gemmi.cif.Block, limits: Limits) -> None:
    """Raise InputError for operations that are none, and for more images than pymatgen expands in seconds."""
    operations = [gemmi.cif.as_string(text) for tag in _OPERATION_TAGS for text in block.find_values(tag)]
    for text in operations:
        if text not in {"", *ABSENT} and not _is_operation(text):
            raise InputError(
                f"{shown(text, 40)!r} is no symmetry operation; write three terms such as x,-y,z+1/2."
            )
    n_sites = len(block.find_values(POSITION_TAGS[0]))
    if n_sites * max(len(operations), 1) > limits.max_slow_images or n_sites > limits.max_slow_sites:
        raise InputError(
            f"{n_sites:,} sites with partial occupancy or unusual symmetry are too many to be expanded; at most "
            f"{limits.max_slow_sites:,} sites and {limits.max_slow_images:,} images are read; "
            "give an ordered cell in P 1."
        )


def _is_operation(text: str) -> bool:
    try:
        return abs(gemmi.Op(text).det_rot()) == gemmi.Op.DEN**3
    except (ValueError, RuntimeError):
        return False
