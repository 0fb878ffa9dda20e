"""Well-known molecules that come with the product."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.structures.molecules.rows import molecule_row
from mi_core.words import find_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.structures.material import Material


class Example(NamedTuple):
    """A molecule as SMILES, and what it is."""

    smiles: str
    help: str


EXAMPLES = {
    "aspirin": Example("CC(=O)Oc1ccccc1C(=O)O", "Acetylsalicylic acid: against pain and fever."),
    "caffeine": Example("Cn1c(=O)c2c(ncn2C)n(C)c1=O", "It passes the blood–brain barrier, as coffee shows."),
    "paracetamol": Example("CC(=O)Nc1ccc(O)cc1", "Acetaminophen: against pain and fever, and harmful to the liver."),
    "ibuprofen": Example("CC(C)Cc1ccc(cc1)C(C)C(=O)O", "An anti-inflammatory drug, here without stereochemistry."),
    "DDT": Example("Clc1ccc(cc1)C(c1ccc(Cl)cc1)C(Cl)(Cl)Cl", "An insecticide: greasy, hardly soluble, persistent."),
}  # fmt: skip
SOURCE = "example"


def example_molecules(names: Iterable[str]) -> list[Material]:
    """Return examples as rows, in the order of their names; InputError for one that is not known."""
    from mi_core.structures.molecules.smiles import read_smiles

    rows = []
    for name in names:
        example = find_named("Example", name, EXAMPLES)
        rows.append(molecule_row(name, SOURCE, lambda example=example: read_smiles(example.smiles)))  # type: ignore[misc]
    return rows
