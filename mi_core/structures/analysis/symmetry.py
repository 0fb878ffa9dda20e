"""Space groups by spglib, asked once per geometry: many crystals of a high-throughput set share theirs."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pymatgen.core import Structure

SYMPREC_A = 0.01
ANGLE_TOLERANCE_DEG = 5.0  # with it the answers are those of pymatgen and of the Materials Project
MAX_SITES = 1000  # spglib's search grows with the square of the sites
_SHARED_SITES = 40  # up to which a geometry is worth remembering
_GRID = 10**5
_SCALE_STEP = 0.04


def space_group(structure: Structure) -> tuple[str, int] | None:
    """Return international symbol and number at 0.01 Å; None if too large or not found by spglib.

    Sites are alike when they hold the same elements in the same amounts, so that disordered crystals have a group too.

    Highly symmetric cells cost spglib 4 to 20 ms, and hold few free numbers. So small cells are rounded (1e-5 of
    the first edge) and scaled (to the next of steps of 4 %, which moves the tolerance by 2 %), and the answer for
    that geometry is remembered. It depends on the crystal alone, not on what was asked before.
    """
    if len(structure) > MAX_SITES:
        return None
    types = kinds_of_sites(structure)
    matrix, coords = structure.lattice.matrix, structure.frac_coords
    if len(types) > _SHARED_SITES:
        return _ask(matrix, coords, types)
    edge = math.sqrt(float(matrix[0] @ matrix[0]))
    shape = np.rint(matrix * (_GRID / edge)).astype(np.int64)
    places = np.rint(coords * _GRID).astype(np.int64) % _GRID
    step = round(math.log(edge) / _SCALE_STEP)
    return _remembered(shape.tobytes(), places.tobytes(), types.tobytes(), step)


def kinds_of_sites(structure: Structure) -> np.ndarray:
    """Return a number for each site (n_sites,) int32, from 1 up, the same where elements and amounts are the same."""
    if structure.is_ordered:
        contents = [site.specie.Z for site in structure]
    else:
        contents = [
            frozenset((e.Z, round(amount, 8)) for e, amount in site.species.items()) for site in structure
        ]
    kinds = {content: kind for kind, content in enumerate(dict.fromkeys(contents), start=1)}
    return np.array([kinds[content] for content in contents], dtype=np.int32)


@lru_cache(maxsize=8192)
def _remembered(shape: bytes, places: bytes, types: bytes, step: int) -> tuple[str, int] | None:
    matrix = np.frombuffer(shape, dtype=np.int64).reshape(3, 3) * (math.exp(step * _SCALE_STEP) / _GRID)
    coords = np.frombuffer(places, dtype=np.int64).reshape(-1, 3) / _GRID
    return _ask(matrix, coords, np.frombuffer(types, dtype=np.int32))


def _ask(matrix: np.ndarray, coords: np.ndarray, types: np.ndarray) -> tuple[str, int] | None:
    import spglib

    try:
        found = spglib.get_spacegroup(
            (matrix, coords, types),  # type: ignore[arg-type]  # spglib takes arrays; its annotation says sequences
            symprec=SYMPREC_A,
            angle_tolerance=ANGLE_TOLERANCE_DEG,
        )
    except Exception:  # noqa: BLE001 - its error class depends on the version; no group is an answer
        return None
    if found is None:
        return None
    symbol, _, number = found.partition(" (")
    return symbol, int(number.rstrip(")"))


def forget() -> None:
    """Drop the remembered space groups, for honest measurements."""
    _remembered.cache_clear()
