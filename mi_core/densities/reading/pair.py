"""The density of all electrons: cores (AECCAR0) and valence (AECCAR2), which VASP writes into two files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from mi_core.densities.kinds import KINDS
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.densities.field import ScalarField

CLOSE_A = 1e-3


def all_electrons(core: ScalarField, valence: ScalarField) -> ScalarField:
    """Return the sum of a core and a valence density; InputError if they are of different grids or crystals."""
    if core.shape != valence.shape:
        raise InputError(
            f"Core and valence have {core.shape} and {valence.shape} points; take both from one calculation."
        )
    same_atoms = core.structure.species == valence.structure.species
    if not same_atoms or not np.allclose(core.cell, valence.cell, atol=CLOSE_A):
        raise InputError("Core and valence are of different crystals; take both from one calculation.")
    between = core.structure.frac_coords - valence.structure.frac_coords
    if np.abs((between - np.rint(between)) @ core.cell).max() > CLOSE_A:
        raise InputError(
            "Core and valence have their atoms at different places; take both from one calculation."
        )
    remarks = tuple(dict.fromkeys((*core.remarks, *valence.remarks)))
    title = KINDS["all-electron"].title
    return core.with_values(core.values + valence.values, kind="all-electron", title=title, remarks=remarks)


def with_cores(files: Sequence[tuple[str, list[ScalarField]]]) -> list[ScalarField]:
    """Return the fields of named files in order; the one core among them is added to the one valence of an AECCAR2."""
    cores = [fields[0] for _, fields in files if fields[0].kind == "core"]
    valences = [fields[0] for name, fields in files if re.search("AECCAR2", name, re.IGNORECASE)]
    if len(cores) != 1 or len(valences) != 1:
        return [field for _, fields in files for field in fields]
    whole = all_electrons(cores[0], valences[0])
    found = [field for _, fields in files for field in fields if field is not cores[0]]
    return [whole if field is valences[0] else field for field in found]
