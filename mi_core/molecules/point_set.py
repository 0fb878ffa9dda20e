"""Measured molecules as a set of points in the layers of a weave network of all tasks, one of the five that answer."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.molecules.prediction.measured import SHIPPED
from mi_core.representations.embedding import PCA, layer_maps
from mi_core.representations.known import Known
from mi_core.representations.layers import MATERIALS
from mi_core.representations.mapped import Mapped, PointSet
from mi_core.representations.network import LayeredNetwork
from mi_core.representations.networks.weave import WeaveLayers
from mi_core.structures.material import Material

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.representations.layers import Layers

MOST = 600  # molecules: describing one takes a hundredth of a second
_GRAPH = "graph"
#: What points can be coloured by and measured for; none of it but the first two was learned.
COLUMNS = {
    "melting_point_c": Known("Melting point (°C)", classes=False),
    "hiv": Known("Inhibits HIV", classes=True),
    "halogen": Known("Halogen", classes=True),
    "aromatic_rings": Known("Aromatic rings", classes=True),
    "heavy_atoms": Known("Atoms, hydrogen left out", classes=False),
}


@lru_cache(maxsize=1)
def molecule_points() -> Mapped:
    """Return some of the measured molecules that ship; InputError where the model of all tasks is missing."""
    sample = _sample()
    layers = _network().layers(_materials(), MATERIALS)
    known = {column: sample[column].to_numpy() for column in (*COLUMNS, "smiles")}
    layers = replace(layers, points=layers.points.assign(**known))
    places = layer_maps(layers, PCA).places
    maps = {PCA: tuple(places[name] for name in layers.names)}
    return Mapped(layers, maps, {}, COLUMNS, np.arange(len(layers)))


def at_random(seed: int) -> Layers:
    """Return the same molecules in the network as it was before it learned, from this seed."""
    return _network().with_random_weights(seed).layers(_materials(), MATERIALS)


@lru_cache(maxsize=1)
def _sample() -> pd.DataFrame:
    """Return id, smiles, formula and COLUMNS of the sample, always the same one."""
    from rdkit import Chem
    from rdkit.Chem.rdMolDescriptors import CalcMolFormula, CalcNumAromaticRings

    table = pd.read_parquet(SHIPPED)
    chosen = np.sort(np.random.default_rng(0).permutation(len(table))[:MOST])
    table = table.iloc[chosen].reset_index(drop=True)
    mols = [Chem.MolFromSmiles(smiles) for smiles in table["smiles"]]
    return table.assign(
        formula=[CalcMolFormula(mol) for mol in mols],
        hiv=table["hiv"].map({0.0: "no", 1.0: "yes"}).fillna(""),
        halogen=[_halogen(mol) for mol in mols],
        aromatic_rings=[str(CalcNumAromaticRings(mol)) for mol in mols],
        heavy_atoms=[mol.GetNumHeavyAtoms() for mol in mols],
    )


def _halogen(mol: Any) -> str:
    """Return the lightest halogen of a molecule, "none" without one."""
    symbols = {atom.GetSymbol() for atom in mol.GetAtoms()}
    return next((symbol for symbol in ("F", "Cl", "Br", "I") if symbol in symbols), "none")


@lru_cache(maxsize=1)
def _materials() -> list[Material]:
    """Return the sample as inputs of the network, with graph and descriptors."""
    from mi_core.molecules.models.describing import describe

    sample = _sample()
    graphs = describe(sample["smiles"].tolist()).graphs
    return [
        Material(id=name, source="measured", formula=formula, inputs={_GRAPH: graph})
        for name, formula, graph in zip(sample["id"], sample["formula"], graphs, strict=True)
    ]


def _network() -> LayeredNetwork:
    from mi_core.molecules.models.store import load_tasks_model

    def graphs(materials: Sequence[Material]) -> list[MoleculeGraph]:
        return [material.inputs[_GRAPH] for material in materials]

    regressor = load_tasks_model().networks.networks[0]
    return LayeredNetwork("molecular-tasks", graphs, regressor, WeaveLayers())


MOLECULES = PointSet(
    name="molecular-tasks",
    title="Molecules: weave network of 48 tasks",
    summary="Molecules whose melting point, action on HIV or toxicity was measured, in the layers of one of the five weave "
    "networks that answer all 48 tasks of molecules.",
    load=molecule_points,
    random=at_random,
)
