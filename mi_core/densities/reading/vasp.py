"""CHGCAR, CHG, AECCAR, PARCHG, LOCPOT and ELFCAR of VASP: a POSCAR, then one, two (spin) or four (non-collinear) grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.densities.field import ScalarField
from mi_core.densities.kinds import DENSITY_UNIT, KINDS
from mi_core.densities.reading.vasp_grids import read_grids
from mi_core.densities.reading.vasp_kinds import kind_of_grid
from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.formats import poscar
from mi_core.structures.limits import DEFAULT_LIMITS as CRYSTAL_LIMITS

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.densities.reading.limits import DensityLimits
    from mi_core.densities.reading.text import Text

HEADER_LINES = CRYSTAL_LIMITS.max_atoms + 1000
BLOCKS = {1: ("",), 2: ("", "up minus down"), 4: ("", "along x", "along y", "along z")}
BLOCKS_PER_SPIN = {1: ("",), 2: ("spin up", "spin down"), 4: ("", "along x", "along y", "along z")}


def read_vasp(text: Text, name: str, limits: DensityLimits, kind: str | None = None) -> list[ScalarField]:
    """Return the fields of a file: one, two of a spin-polarised calculation, four of a non-collinear one.

    kind : of the first grid, where it is known. InputError says what is wrong with the file.
    """
    structure, remarks = _crystal(text)
    grids, more = read_grids(text, structure, limits)
    if len(grids) not in BLOCKS:
        raise InputError(
            f"The file holds {len(grids)} grids or more; one, two (spin) or four (non-collinear) are understood."
        )
    first = kind or kind_of_grid(grids[0], structure, name)
    per_spin = first in {"potential", "elf"}
    is_density = KINDS[first].unit == DENSITY_UNIT
    volume = structure.volume if is_density else 1.0  # by which VASP multiplies densities
    fields = []
    for grid, part in zip(grids, (BLOCKS_PER_SPIN if per_spin else BLOCKS)[len(grids)], strict=True):
        is_magnetic = bool(part) and not part.startswith("spin")
        own = "spin" if is_magnetic and is_density else first
        title = ", ".join(filter(None, (KINDS[own].title, part)))
        fields.append(ScalarField(own, title, structure, grid / volume, (*remarks, *more)))
    return fields


def _crystal(text: Text) -> tuple[Structure, tuple[str, ...]]:
    """Return the crystal of the header, which a blank line ends, and what must be said about it."""
    lines: list[bytes] = []
    while (line := text.line()) is not None and len(lines) < HEADER_LINES:
        if not line.strip() and len(lines) > 6:
            break
        lines.append(line)
    decoded = decode(b"\n".join(lines), "give a CHGCAR, AECCAR, LOCPOT, ELFCAR or cube file").split("\n")
    structure, remarks = poscar.crystal_of(poscar.with_comment(decoded), CRYSTAL_LIMITS)
    if not np.isfinite(structure.frac_coords).all():
        raise InputError(
            "An atom has a coordinate that is no finite number; write every coordinate as a decimal number."
        )
    return structure, remarks
