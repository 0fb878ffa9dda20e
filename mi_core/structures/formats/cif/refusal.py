"""Blocks that hold no crystal that could be read: modulated structures and macromolecules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gemmi

from mi_core.errors import InputError
from mi_core.structures.formats.cif.block import unquoted
from mi_core.structures.formats.cif.sites import CARTESIAN_TAGS, POSITION_TAGS

if TYPE_CHECKING:
    from mi_core.structures.formats.cif.block import Block

_SUPERSPACE_NAMES = (
    "_space_group_ssg_name",
    "_space_group_ssg_name_it",
    "_space_group_ssg_name_wjj",
    "_space_group_magn_ssg_name",
)
_SUPERSPACE = (
    "_space_group_symop_ssg_operation_algebraic",
    "_space_group_symop_magn_ssg_operation_algebraic",
    "_cell_wave_vector_x",
    "_atom_site_fourier_wave_vector_x",
    "_atom_site_displace_fourier_param_cos",
)
_MOMENTS = ("_moment", "_magn")
_POLYMER = (
    "_entity_poly_entity_id",
    "_entity_poly_type",
    "_struct_conf_id",
    "_struct_ref_id",
    "_pdbx_poly_seq_scheme_asym_id",
)


def check_kind(block: Block) -> None:
    """Raise InputError for a structure in more than three dimensions, and for a macromolecule."""
    if block.mentions("_ssg_", "_modulation_dimension", "_wave_vector_", "_fourier_"):
        _check_dimensions(block)
    if is_macromolecule(block):
        raise InputError(
            "The block is a macromolecule (mmCIF of a polymer); only crystals of small formula are read."
        )


def _check_dimensions(block: Block) -> None:
    name = block.value(*_SUPERSPACE_NAMES)
    if (block.number("_cell_modulation_dimension") or 0) >= 1 or name or any(map(block.value, _SUPERSPACE)):
        raise InputError(
            "The crystal is a modulated structure, described in superspace"
            f"{f' ({name})' if name else ''}, which three-dimensional cells cannot hold; "
            "give the average structure or a commensurate approximant."
        )


def is_macromolecule(block: Block) -> bool:
    """Whether the block names a polymer or residues of one."""
    if block.mentions("_poly_", "_struct_") and any(map(block.value, _POLYMER)):
        return True
    if not block.mentions("_comp_id"):
        return False
    names = set(map(unquoted, block.column("_atom_site_label_comp_id", "_atom_site_auth_comp_id")))
    residues = [gemmi.find_tabulated_residue(name) for name in names if name]
    return sum(r.is_amino_acid() or r.is_nucleic_acid() for r in residues) > 1


def is_magnetic(block: Block) -> bool:
    """Whether the block gives magnetic moments or a magnetic space group."""
    return block.mentions(*_MOMENTS)


def is_crystal(block: Block) -> bool:
    """Whether the block describes a crystal: a cell or atoms."""
    return any(
        tag in block.pairs or tag in block.loops
        for tag in ("_cell_length_a", POSITION_TAGS[0], CARTESIAN_TAGS[0])
    )
