"""All tasks of molecules in one table, a row per molecule: joined from the tables of the registry by standard form."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from mi_core.datasets.registry import find_dataset
from mi_core.errors import InputError
from mi_core.structures.molecules.smiles import read_smiles
from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from mi_core.datasets.card import DatasetCard, Origin
    from mi_core.datasets.download import Progress

DESCRIBED = ["smiles", "flat", "scaffold", "formula"]
#: What `read_smiles` says of a text that it refuses, and the reason in a word.
REASONS = {
    "no SMILES": "no SMILES",
    "is a mixture": "mixtures",
    "no organic part": "inorganic and organometallic",
    "is no molecule without": "ions without a neutral form",
    "more than the": "too large",
    "cannot be": "impossible bonds",
    "open end": "open ends",
}
#: Properties of the compound as it was measured: those of a salt or hydrate are not those of the molecule in it.
OF_THE_WHOLE = frozenset({"esol_log_s", "freesolv_kcal_per_mol", "melting_point_c"})
_PARTED = "salts, hydrates and adducts"
_EVERY = 500  # rows between two words of progress


class Reading(NamedTuple):
    """What is read of one SMILES: the columns of `DESCRIBED`, or why it is refused (a word of `REASONS`).

    `parted` tells whether counter-ions, solvents or metals were left out.
    """

    smiles: str = ""
    flat: str = ""
    scaffold: str = ""
    formula: str = ""
    refused: str = ""
    parted: bool = False


def molecular_tasks_table(
    origin: Origin, tables: list[pd.DataFrame], progress: Progress | None
) -> pd.DataFrame:
    """Return one row per molecule, sorted by SMILES, with a column per target of the tables, NaN where nothing is known.

    tables : those that the origin names, cleaned. The counts of every table are in `DataFrame.attrs["steps"]`, sentences.
    """
    tell = progress or (lambda _share, _words: None)
    total, done = sum(map(len, tables)), 0
    known: dict[str, Reading] = {}
    columns, steps = [], []
    for name, table in zip(origin.tables, tables, strict=True):
        for row, text in enumerate(table["smiles"]):
            if row % _EVERY == 0:
                tell((done + row) / total, f"reading molecules: {done + row:,} of {total:,}")
            if text not in known:
                known[text] = reading(text)
        done += len(table)
        values, sentence = labels(table, [known[text] for text in table["smiles"]], find_dataset(name))
        columns.append(values)
        steps.append(sentence)
    joined = _described(known).join(pd.concat(columns, axis=1), how="inner").reset_index()
    joined.insert(0, "id", [f"mol-{_digest(smiles)}" for smiles in joined["smiles"]])
    joined.attrs["steps"] = steps
    return joined


def reading(text: str) -> Reading:
    """Return what is read of a SMILES.

    The scaffold is that of Bemis and Murcko without stereochemistry; a molecule without a ring is a scaffold of its own, as
    otherwise all of them would be one.
    """
    try:
        molecule = read_smiles(text)
    except InputError as error:
        said = str(error)
        return Reading(
            refused=next((reason for phrase, reason in REASONS.items() if phrase in said), "others")
        )
    parted = any(remark.startswith("Left out") for remark in molecule.remarks)
    scaffold = molecule.scaffold or molecule.flat
    return Reading(molecule.smiles, molecule.flat, scaffold, molecule.formula, parted=parted)


def labels(table: pd.DataFrame, readings: list[Reading], card: DatasetCard) -> tuple[pd.DataFrame, str]:
    """Return the targets of one table by SMILES in standard form, and the sentence that says what became of its rows.

    Of values that a molecule has several times, equal ones count once, different numbers are averaged, and of different
    classes none is kept. A molecule of which nothing is known has no row.
    """
    refused = [
        read.refused or (_PARTED if read.parted and OF_THE_WHOLE & set(card.targets) else "")
        for read in readings
    ]
    kept = table.assign(smiles=[read.smiles for read in readings])[[not reason for reason in refused]]
    found, differing = {}, {}
    for target, column in card.targets.items():
        values = kept[["smiles", column]].dropna().astype({column: float}).drop_duplicates()
        grouped = values.groupby("smiles")[column]
        spread = grouped.max() - grouped.min()
        differing[target] = spread[spread > 0]
        found[target] = grouped.mean()
        if TARGETS[target].probability:
            found[target] = found[target].drop(differing[target].index)
    frame = pd.DataFrame(found).rename_axis("smiles")
    counts = {
        "rows": len(table),
        "repeated": len(kept) - kept["smiles"].nunique(),
        "molecules": len(frame),
    }
    return frame, _sentence(card.name, counts, Counter(filter(None, refused)), differing)


def _sentence(
    name: str, counts: dict[str, int], refused: Counter[str], differing: dict[str, pd.Series]
) -> str:
    """Return what became of the rows of a table.

    differing : by target, by how much the values differ of each molecule that has several.
    """
    why = ", ".join(f"{reason} {count:,}" for reason, count in refused.most_common())
    said = f"{name}: {counts['rows']:,} rows, {refused.total():,} refused" + (f" ({why})" if why else "")
    said += f", {counts['repeated']:,} repeat a molecule, {counts['molecules']:,} molecules kept."
    blanked = sum(len(spread) for key, spread in differing.items() if TARGETS[key].probability)
    if blanked:
        said += f" Blanked, as in both classes: {blanked:,} values."
    for key, spread in differing.items():
        if len(spread) and not TARGETS[key].probability:
            unit = TARGETS[key].unit
            said += f" Averaged: {len(spread):,} molecules, whose values differ by up to {spread.max():.3g} {unit}."
    return said


def _described(known: dict[str, Reading]) -> pd.DataFrame:
    """Return the columns of `DESCRIBED` by SMILES in standard form, sorted."""
    rows = {read.smiles: read[:4] for read in known.values() if read.smiles}
    frame = pd.DataFrame(list(rows.values()), columns=DESCRIBED)
    return frame.sort_values("smiles").set_index("smiles")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
