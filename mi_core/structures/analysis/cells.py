"""The cell of a crystal that is shown: as given, primitive or conventional; and repeated."""

from __future__ import annotations

import hashlib
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pymatgen.core import Structure

CELLS = ("as given", "primitive", "conventional")
SYMPREC = 0.01  # Å, spglib's distance tolerance, the one pymatgen uses by default
MAX_DRAWN_SITES = 5000


def choose_cell(structure: Structure, cell: str = "as given") -> Structure:
    """Return the crystal in that cell; primitive and conventional are spglib's standard settings."""
    if cell not in CELLS:
        raise InputError(f"Cell {cell!r} is not known; choose one of {', '.join(CELLS)}.")
    if cell == "as given":
        return structure
    from pymatgen.symmetry.analyzer import SpacegroupAnalyzer

    analyzer = SpacegroupAnalyzer(structure, symprec=SYMPREC)
    if cell == "primitive":
        return analyzer.get_primitive_standard_structure()
    return analyzer.get_conventional_standard_structure()


def primitive_size(structure: Structure, *, tolerance: float = SYMPREC) -> int:
    """Return how many atoms the primitive cell has, atoms within the tolerance (Å) of a translation counted as images."""
    import spglib

    numbers = np.unique([site.species_string for site in structure], return_inverse=True)[1]
    found = spglib.find_primitive(
        (structure.lattice.matrix, structure.frac_coords, numbers + 1),  # type: ignore[arg-type]  # takes arrays, too
        tolerance,
    )
    return len(structure) if found is None else len(found[2])


def repeat_cell(structure: Structure, supercell: tuple[int, int, int]) -> Structure:
    """Return the crystal repeated along a, b and c, for files and counts; InputError above 5000 sites."""
    check_supercell(structure, supercell)
    return structure if tuple(supercell) == (1, 1, 1) else structure * tuple(supercell)


def check_supercell(structure: Structure, supercell: tuple[int, int, int]) -> None:
    """Raise InputError unless the repeats are positive integers and the cell stays drawable."""
    if len(supercell) != 3 or any(int(n) != n or n < 1 for n in supercell):
        raise InputError(f"A supercell needs three whole numbers from 1 up; got {tuple(supercell)}.")
    sites = len(structure) * int(np.prod(supercell))
    if sites > MAX_DRAWN_SITES:
        raise InputError(
            f"A {'×'.join(str(n) for n in supercell)} supercell would have {sites:,} sites; at most "
            f"{MAX_DRAWN_SITES:,} can be shown. Choose fewer repeats."
        )


def fingerprint(structure: Structure) -> str:
    """Return a hash of what defines the crystal: lattice, coordinates, species and occupancies."""
    digest = hashlib.sha256(np.ascontiguousarray(structure.lattice.matrix).tobytes())
    digest.update(np.ascontiguousarray(structure.frac_coords).tobytes())
    digest.update("|".join(site.species_string for site in structure).encode())
    return digest.hexdigest()


def majority_elements(structure: Structure) -> list[str]:
    """Return the element symbol of the most abundant species of each site; "X" where there is none."""
    return [
        _symbol(max(site.species.items(), key=itemgetter(1))[0]) if site.species else "X"
        for site in structure
    ]


def _symbol(species) -> str:
    return str(getattr(species, "symbol", species))
