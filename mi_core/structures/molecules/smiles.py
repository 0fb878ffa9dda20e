"""One SMILES in, one molecule in its standard form out, or one sentence why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.molecules.complaints import complaints
from mi_core.structures.molecules.standard import sanitise, standard
from mi_core.words import shown

if TYPE_CHECKING:
    from rdkit.Chem import Mol

    from mi_core.structures.molecules.molecule import Molecule

LONGEST = 5000  # characters
_PLACE = re.compile(r"mistakes around position (\d+)")


def read_smiles(text: str) -> Molecule:
    """Return the molecule of a SMILES; a name behind it, after a blank, is passed over.

    InputError, one sentence, for what is no SMILES (with the place of the fault), a reaction, a polymer or a fragment
    with an open end, a mixture, a metal or its inorganic or organometallic compound, and for more than 250 atoms.
    """
    smiles = _one_word(text)
    with complaints() as messages:
        mol = _parsed(smiles, messages)
        return standard(mol, smiles)


def _one_word(text: str) -> str:
    words = text.split()
    if not words:
        raise InputError("The SMILES is empty; give one, such as CCO for ethanol.")
    smiles = words[0]
    if smiles.startswith("InChI="):
        raise InputError(f"{shown(smiles, 60)} is an InChI; give the SMILES of the molecule, or a MOL block.")
    if len(smiles) > LONGEST:
        raise InputError(
            f"The SMILES has {len(smiles):,} characters, more than the {LONGEST:,} allowed; give a single molecule."
        )
    if ">" in smiles:
        raise InputError(f"{shown(smiles)} is a reaction; give one molecule at a time.")
    return smiles


def _parsed(smiles: str, messages: list[str]) -> Mol:
    """Return the molecule as it is written; InputError says where the text goes wrong, or which atom cannot be."""
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles, sanitize=False)
    if mol is None:
        raise InputError(_grammar(smiles, messages))
    sanitise(mol, smiles)
    Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
    return mol


def _grammar(smiles: str, messages: list[str]) -> str:
    """Return the sentence for a text that is no SMILES."""
    words = " ".join(messages)
    if "unclosed ring" in words:
        return f"{shown(smiles)} is no SMILES: a ring is opened and never closed; write its number a second time."
    place = _PLACE.search(words)
    if place is None:
        return f"{shown(smiles)} is no SMILES; check it, or draw the molecule."
    at = int(place[1])
    what = "a bracket that is never closed" if "extra open" in words else f"{smiles[at - 1]!r}"
    return (
        f"{shown(smiles)} is no SMILES: it cannot be read at character {at}, {what}; check what stands there."
    )
