"""The table of what was read: one row per molecule, in input order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.structures.molecules.rows import MOLECULE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from mi_core.structures.material import Material

COLUMNS = ("id", "smiles", "formula", "remarks", "error")


def summarise_molecules(rows: Iterable[Material]) -> pd.DataFrame:
    """Return one row per input with COLUMNS, all of text; what there is not is empty."""
    import pandas as pd

    records = [
        (
            row.id,
            row.inputs[MOLECULE].smiles if row.usable else "",
            row.formula,
            " ".join(row.warnings),
            row.error or "",
        )
        for row in rows
    ]
    return pd.DataFrame.from_records(records, columns=list(COLUMNS)).astype(str)


def sdf_of(rows: Iterable[Material], numbers: pd.DataFrame | None = None) -> str:
    """Return the usable rows as SDF with structural formulas, and as data fields the columns of numbers.

    numbers : indexed by id; cells that are missing are left out.
    """
    from rdkit import Chem
    from rdkit.Chem import rdDepictor

    records = []
    for row in rows:
        if not row.usable:
            continue
        mol = Chem.Mol(row.inputs[MOLECULE].mol)
        rdDepictor.Compute2DCoords(mol)
        mol.SetProp("_Name", row.id)
        fields = {"smiles": row.inputs[MOLECULE].smiles} | _fields(row.id, numbers)
        written = "".join(f">  <{name}>\n{value}\n\n" for name, value in fields.items())
        records.append(f"{Chem.MolToMolBlock(mol)}{written}$$$$\n")
    return "".join(records)


def _fields(row_id: str, numbers: pd.DataFrame | None) -> dict[str, str]:
    if numbers is None or row_id not in numbers.index:
        return {}
    return {name: f"{value:.6g}" for name, value in numbers.loc[row_id].items() if value == value}  # noqa: PLR0124 - NaN
