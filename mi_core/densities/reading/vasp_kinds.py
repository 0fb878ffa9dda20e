"""What a grid of VASP is: as its file's name says, and its values confirm."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from mi_core.densities.reading import plausibility
from mi_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from pymatgen.core import Structure

#: What a name says; "" leaves valence or all electrons to the values. Of several in a name the leftmost says what the file
#: is, of those at one place the first here.
_NAMES = (
    (r"AECCAR.?SUM", "all-electron"),
    (r"AECCAR0", "core"),
    (r"AECCAR[12]", "valence"),
    (r"CHGDIFF|CHGCAR.?DIFF", "difference"),
    (r"PARCHG", "states"),
    (r"LOCPOT|VHAR", "potential"),
    (r"ELFCAR", "elf"),
    (r"CHGCAR|^CHG\b|^CHG[._]", ""),
)


def kind_of_name(name: str) -> str | None:
    """Return the kind that the name of a VASP file says, "" for an electron density, or None."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    found = [
        (match.start(), kind)
        for pattern, kind in _NAMES
        if (match := re.search(pattern, base, re.IGNORECASE))
    ]
    return min(found, key=itemgetter(0))[1] if found else None


def kind_of_grid(raw: np.ndarray, structure: Structure, name: str) -> str:
    """Return the kind of values as in the file: as its name says and they confirm, else as they look."""
    named = kind_of_name(name)
    electrons = float(raw.mean())
    found = plausibility.ELF if plausibility.is_elf(raw) else plausibility.looks(raw, electrons, structure)
    if named is not None:
        plausibility.check_looks(named or "valence", found, raw, electrons, structure)
        return named or plausibility.density_kind(electrons, structure)
    if found == plausibility.TOO_MANY:
        raise InputError(
            f"The values add up to {electrons:.4g} electrons, where the cell holds at most "
            f"{plausibility.all_electrons(structure):g}, so they are no density as VASP writes it; name the file as what "
            "it is."
        )
    if found == plausibility.DENSITY:
        return plausibility.density_kind(electrons, structure)
    return "elf" if found == plausibility.ELF else "potential"
