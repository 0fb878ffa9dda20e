"""Molecules, described by what regressors on them ask for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.inputs.kind import InputKind
from mi_core.structures.material import Material
from mi_core.structures.molecules.molecule import Molecule
from mi_core.structures.molecules.rows import MOLECULE as KEY

if TYPE_CHECKING:
    import pandas as pd

# What a regressor asks for by name, and the transformer, imported when it is made.
GRAPH = "molecule-graph"
PHYSICAL = "molecule-descriptors"
MORGAN = "morgan-fingerprint"
DESCRIPTORS = {
    GRAPH: "mi_core.descriptors.molecules.graph:MoleculeGraphs",
    PHYSICAL: "mi_core.descriptors.molecules.physical:PhysicalDescriptors",
    MORGAN: "mi_core.descriptors.molecules.fingerprints:MorganFingerprints",
}


def molecule_of(material: Material) -> Molecule:
    """Return the molecule of a material; InputError where there is none."""
    if KEY not in material.inputs:
        raise InputError(
            f"{material.id} has no molecule, and this model takes molecules; give a SMILES, an SDF or a MOL file."
        )
    return material.inputs[KEY]


def from_smiles(frame: pd.DataFrame) -> list[Material]:
    """Return one material per row, from the columns id, smiles, in standard form as data sets have them, and formula."""
    columns = (frame[name] for name in ("id", "smiles", "formula"))
    return [
        Material(id=i, source=i, formula=formula, inputs={KEY: Molecule(smiles, formula)})
        for i, smiles, formula in zip(*columns, strict=True)
    ]


def described_molecules(features: str | tuple[str, ...] = GRAPH):
    """Return the transformer of that name among DESCRIPTORS.

    Any other choice is the user's, of element properties, which do not matter here: graphs of molecules.
    """
    found = DESCRIPTORS.get(features if isinstance(features, str) else GRAPH, DESCRIPTORS[GRAPH])
    module, _, name = found.partition(":")
    return getattr(import_module(module), name)()


MOLECULE = InputKind(
    key=KEY,
    noun="molecule",
    title="a molecule",
    read=molecule_of,
    columns=("smiles",),
    materials=from_smiles,
    describe=described_molecules,
    batch=1000,
)
