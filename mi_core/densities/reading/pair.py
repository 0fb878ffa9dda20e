"""The density of all electrons: cores (AECCAR0) and valence (AECCAR2), which VASP writes into two files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from mi_core.densities.field import CLOSE_A
from mi_core.densities.kinds import KINDS
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.densities.field import ScalarField


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


def with_cores(
    files: Sequence[tuple[str, list[ScalarField]]],
) -> list[tuple[str, list[ScalarField]]]:
    """Return named files in order; the one core among them is added to the one valence of an AECCAR2, under both names.

    InputError if these two are of different grids or crystals.
    """
    cores = [file for file in files if file[1][0].kind == "core"]
    valences = [
        file
        for file in files
        if file[1][0].kind == "valence" and re.search("AECCAR2", file[0], re.IGNORECASE)
    ]
    if len(cores) != 1 or len(valences) != 1:
        return list(files)
    (core,), (valence,) = cores, valences
    whole = all_electrons(core[1][0], valence[1][0])
    pair = (f"{core[0]} + {valence[0]}", [whole, *core[1][1:], *valence[1][1:]])
    return [pair if file is valence else file for file in files if file is not core]
