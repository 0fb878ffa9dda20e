"""What was read, a row for each input, as the command `voxels` writes it into its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.structures.material import Material
    from mi_core.voxels.described import Amounts

COLUMNS = ("id", "formula", "electrons", "hartree_ev_per_atom", "error")
MOST_ROWS = 200
MOST_ATOMS = 3000  # of all rows together, of which amounts are computed while somebody waits


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of COLUMNS, with a sentence as error where a row has no voxels, and how many further inputs it leaves out."""

    table: pd.DataFrame
    left_out: int


def read_rows(
    materials: Sequence[Material], looked_at: str | None, amounts_of: Callable[[Material], Amounts]
) -> Rows:
    """Return what was read, the row that is looked at first, then the others in order, as many as do not take long.

    looked_at : id of a row, None for none; amounts_of : InputError for a row that has no voxels.
    """
    ordered = sorted(materials, key=lambda material: material.id != looked_at)
    kept: list[dict] = []
    atoms = 0
    for material in ordered[:MOST_ROWS]:
        atoms += len(material.structure) if material.structure is not None else 0
        if kept and atoms > MOST_ATOMS:
            break
        kept.append(_row(material, amounts_of))
    return Rows(pd.DataFrame(kept, columns=list(COLUMNS)), len(materials) - len(kept))


def _row(material: Material, amounts_of: Callable[[Material], Amounts]) -> dict:
    row = {"id": material.id, "formula": material.formula, "electrons": None, "hartree_ev_per_atom": None}
    if not material.usable:
        return {**row, "error": material.error}
    try:
        found = amounts_of(material)
    except InputError as error:
        return {**row, "error": str(error)}
    return {
        **row,
        "electrons": found.electrons,
        "hartree_ev_per_atom": found.hartree_ev_per_atom,
        "error": "",
    }
