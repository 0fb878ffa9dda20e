"""The column of a table that holds molecules as SMILES, found by its heading or by its cells, and the one of their names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from mi_core.errors import InputError
from mi_core.formulas import is_missing
from mi_core.structures.molecules.complaints import complaints
from mi_core.tables.mapping import Mapping
from mi_core.tables.names import NAMES, normal
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.tables.table import Table

#: Headings taken at their word, beside all others that hold the word "smiles"; earlier ones are preferred.
_SMILES = (
    "smiles",
    "canonical_smiles",
    "isomeric_smiles",
    "smiles_string",
    "smi",
    "smile",
    "canonicalsmiles",
)
#: Headings of structures, which may be SMILES or names.
_STRUCTURES = (
    "structure",
    "structures",
    "mol",
    "molecule",
    "molecules",
    "compound",
    "drug",
    "ligand",
    "mols",
)
_IDS = (
    "name", "id", "compound_name", "molecule_name", "mol_name", "molecule_id", "mol_id", "molid", "chembl_id",
    "molecule_chembl_id", "compound_id", "compound", "molecule", "title", "cas", "cas_number", "inchikey", *NAMES["id"],
)  # fmt: skip
#: Share of the cells that must be SMILES, of a column headed by a structure, and of any other.
_NAMED, _UNNAMED = 0.3, 0.9
_SAMPLE = 200
_BONDED = re.compile(r"[=#()\[\]]|[cno]\d|CC")  # marks of SMILES; formulas and words seldom have them
_WORD = re.compile(r"(^|_|\b)smiles?($|_|\b)")


def names_smiles(heading: str) -> bool:
    """Whether a heading says that its cells are SMILES."""
    name = normal(heading)
    return name in _SMILES or _WORD.search(name) is not None


def is_smiles(text: str) -> bool:
    """Whether a text is written as SMILES are; whether its atoms can be so is not asked."""
    from rdkit import Chem

    if not text or not text.isascii() or any(map(str.isspace, text)):
        return False
    with complaints():
        return Chem.MolFromSmiles(text, sanitize=False) is not None


def looks_bonded(text: str) -> bool:
    """Whether a text is written as SMILES are, and as few formulas, words and names of samples are."""
    return _BONDED.search(text) is not None and is_smiles(text)


def propose_columns(table: Table) -> Mapping:
    """Return which columns hold SMILES and names; InputError when no column holds SMILES."""
    smiles = _smiles_column(table)
    return Mapping(smiles=smiles, id=id_column([heading for heading in table.columns if heading != smiles]))


def id_column(headings: list[str]) -> str:
    """Return the heading of names of molecules; "" for none."""
    ranked = [
        (_IDS.index(name), i) for i, heading in enumerate(headings) if (name := normal(heading)) in _IDS
    ]
    return headings[min(ranked)[1]] if ranked else ""


def _smiles_column(table: Table) -> str:
    sure = [heading for heading in table.columns if names_smiles(heading)]
    if sure:
        order = {name: place for place, name in enumerate(_SMILES)}
        return min(sure, key=lambda heading: order.get(normal(heading), len(order)))
    for heading in table.columns:
        if normal(heading) in _STRUCTURES and _share(table.frame[heading]) >= _NAMED:
            return heading
    shares = {heading: _share(table.frame[heading], strict=True) for heading in table.columns}
    best = max(shares, key=shares.__getitem__, default="")
    if best and shares[best] >= _UNNAMED:
        return best
    raise InputError(
        f"The table needs a column of SMILES, best headed 'smiles'; it has: {listed(table.columns)}."
    )


def _share(cells: Iterable, *, strict: bool = False) -> float:
    """Return the share of the cells that are SMILES; 0 unless one of them, strict: half of them, look like nothing else."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and not is_missing(cell)]
    texts = list(dict.fromkeys(texts))[:_SAMPLE]
    bonded = sum(_BONDED.search(text) is not None for text in texts)
    if not bonded or (strict and bonded < len(texts) / 2):
        return 0.0
    return sum(map(is_smiles, texts)) / len(texts)


def with_first_row(table: Table, mapping: Mapping) -> tuple[Table, Mapping]:
    """Return a table whose first row was taken for its headings, since a SMILES stands there, with that row again."""
    if not is_smiles(mapping.smiles):
        return table, mapping
    headings = [f"column {i}" for i in range(1, len(table.columns) + 1)]
    frame = pd.DataFrame(
        [table.columns, *table.frame.itertuples(index=False)], columns=headings, dtype=object
    )
    whole = replace(
        table,
        frame=frame,
        units={},
        remarks=(*table.remarks, "There are no headings; columns got numbers."),
        faults={i + 1: fault for i, fault in table.faults.items()},
    )
    return whole, Mapping(smiles=headings[table.columns.index(mapping.smiles)])
