"""The fast way to a crystal: gemmi reads the block and applies its symmetry where nothing is doubtful."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import gemmi
import numpy as np
from pymatgen.core import Composition, Lattice, Structure

from mi_core.errors import InputError
from mi_core.structures.checks import check_count, species_of

if TYPE_CHECKING:
    from mi_core.structures.limits import Limits

CELL_TAGS = tuple(f"_cell_length_{axis}" for axis in "abc") + tuple(
    f"_cell_angle_{angle}" for angle in ("alpha", "beta", "gamma")
)
POSITION_TAGS = ("_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z")
_MERGED_A, _ROUNDED_A = 0.4, 0.02
_FULL = frozenset({"1", "1.", *(f"1.{'0' * n}" for n in range(1, 9)), "?", "."})
_SYMBOL = re.compile(r"([A-Z][a-z]?)(?:\d*[+-]|[+-]\d*|\d*)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:\(\d+\))?")


def crystal(block: gemmi.cif.Block, limits: Limits) -> Structure | None:
    """Return the crystal of a CIF block, or None where pymatgen's parser has to decide.

    Doubtful are: a partial occupancy, a symbol that is not a plain element, a cell value or coordinate that is
    no number, and a symmetry that is not a complete list of operations of a known space-group setting.
    """
    if not _plain(block):
        return None
    small = gemmi.make_small_structure_from_block(block)
    operations = tuple(small.symops)
    if small.spacegroup is None or not _complete(operations, small.spacegroup.xhm()):
        return None
    sites = small.sites
    check_count(len(sites), limits)
    species = [_species(site.type_symbol) for site in sites]
    if None in species:
        return None
    coords = _snap_thirds(np.array([site.fract.tolist() for site in sites]))
    if not np.isfinite(coords).all():
        return None
    if len(operations) > 1:
        sites = _expand(small, coords, len(operations), limits)
        if sites is None:
            return None
        species = [_species(site.type_symbol) for site in sites]
        coords = np.array([site.fract.tolist() for site in sites])
    coords -= np.floor(coords)
    coords[coords >= 1.0] = 0.0
    return Structure(Lattice.from_parameters(*small.cell.parameters), species, coords)


def _plain(block: gemmi.cif.Block) -> bool:
    """Whether cell and positions are there and all sites are full; gemmi would fill in what is missing."""
    return (
        all(is_positive(block.find_value(tag)) for tag in CELL_TAGS)
        and all(block.find_values(tag) for tag in POSITION_TAGS)
        and _FULL.issuperset(block.find_values("_atom_site_occupancy"))
    )


def _expand(
    small: gemmi.SmallStructure, coords: np.ndarray, n_operations: int, limits: Limits
) -> list | None:
    """Return the sites of the whole cell; None when one lies near a symmetry element but not on it.

    gemmi merges images up to 0.4 Å apart; only what rounding explains (0.02 Å) may be merged unasked.
    """
    if len(coords) * n_operations > 40 * limits.max_atoms:
        raise InputError(
            f"{len(coords):,} sites under {n_operations} symmetry operations are more than can be expanded; "
            f"at most {limits.max_atoms:,} atoms a cell are read."
        )
    for site, fract in zip(small.sites, coords.tolist(), strict=True):
        site.fract = gemmi.Fractional(*fract)
    cell = small.cell
    if any(
        cell.is_special_position(site.fract, _MERGED_A) != cell.is_special_position(site.fract, _ROUNDED_A)
        for site in small.sites
    ):
        return None
    sites = small.get_all_unit_cell_sites()
    check_count(len(sites), limits)
    return sites


def _snap_thirds(coords: np.ndarray) -> np.ndarray:
    """Return coordinates with 1/3 and 2/3 printed to few digits made exact, by pymatgen's relative 1e-4."""
    coords[np.abs(coords * 3.0 - 1.0) < 1e-4] = 1 / 3
    coords[np.abs(coords * 1.5 - 1.0) < 1e-4] = 2 / 3
    return coords


@lru_cache(maxsize=4096)
def _species(symbol: str) -> Composition | None:
    match = _SYMBOL.fullmatch(symbol)
    if match is None or match[1] in {"D", "T"}:
        return None
    try:
        return species_of(match[1])
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _complete(operations: tuple[str, ...], setting: str) -> bool:
    """Whether the listed operations are exactly those of that space-group setting."""
    group = gemmi.find_spacegroup_by_name(setting)
    if group is None:
        return False
    try:
        listed = {gemmi.Op(text).wrap().triplet() for text in operations}
    except (ValueError, RuntimeError):
        return False
    return len(listed) == len(operations) and listed == {op.wrap().triplet() for op in group.operations()}


def is_positive(text: str | None) -> bool:
    """Whether a CIF value is a finite number above zero."""
    return text is not None and is_number(text) and float(text.partition("(")[0]) > 0.0


def is_number(text: str) -> bool:
    """Whether a CIF value is a finite number, with or without its standard uncertainty."""
    return _NUMBER.fullmatch(text) is not None and math.isfinite(float(text.partition("(")[0]))
