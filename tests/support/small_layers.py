"""Small networks of every kind that can be looked into, trained for one epoch on crystals and formulas that are made up."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from pymatgen.core import Lattice, Structure
from sklearn.pipeline import make_pipeline

from mi_core.descriptors.formula_graphs import FormulaGraphs
from mi_core.descriptors.formulas import FormulaFractions
from mi_core.descriptors.graph import CrystalGraphs
from mi_core.descriptors.molecules.graph import MoleculeGraphs
from mi_core.descriptors.reciprocal.points import ReciprocalPointsOf
from mi_core.inputs.molecules import from_smiles
from mi_core.regressors.cgcnn import CGCNNRegressor
from mi_core.regressors.combined.formula_graph_network import FormulaGraphRegressor
from mi_core.regressors.composition_network import CompositionRegressor
from mi_core.regressors.voxels.network import VoxelRegressor
from mi_core.regressors.weave.regressor import WeaveRegressor
from mi_core.representations.network import LayeredNetwork
from mi_core.representations.networks import adapter_of
from mi_core.structures.material import Material

SHORT = {"epochs": 1, "n_networks": 2, "batch_size": 8}
GRAPHS = {"atom_features": 8, "edge_features": 6, "n_convolutions": 2, **SHORT}
PIPELINES = {
    "crystal graph": lambda: make_pipeline(CrystalGraphs(), CGCNNRegressor(head_features=5, **GRAPHS)),
    "crystal graph, equal atoms once": lambda: make_pipeline(
        CrystalGraphs(merge_atoms=True), CGCNNRegressor(head_features=5, **GRAPHS)
    ),
    "composition": lambda: make_pipeline(FormulaFractions(), CompositionRegressor(features=8, **SHORT)),
    "composition and a number": lambda: make_pipeline(
        FormulaFractions(columns=("gap_ev",)), CompositionRegressor(features=8, n_numbers=1, **SHORT)
    ),
    "formula and graph": lambda: make_pipeline(
        FormulaGraphs(optional=("gap_ev",)), FormulaGraphRegressor(features=8, n_numbers=1, **GRAPHS)
    ),
    "voxels": lambda: make_pipeline(
        ReciprocalPointsOf(), VoxelRegressor(n=16, channels=2, width=8, rotations=2, **SHORT)
    ),
    "voxels and elements": lambda: make_pipeline(
        ReciprocalPointsOf(),
        VoxelRegressor(n=16, channels=2, width=8, rotations=2, elements=4, shells=8, **SHORT),
    ),
    "weave": lambda: make_pipeline(
        MoleculeGraphs(), WeaveRegressor(width=8, pair_width=6, encoding=8, **SHORT)
    ),
}


def inputs(kind: str) -> list[Material]:
    """Return what a kind of network reads: molecules or crystals."""
    return list(molecules() if kind == "weave" else perovskites())


@cache
def molecules() -> tuple[Material, ...]:
    """Return eight molecules of several sizes."""
    formulas = {
        "CCO": "C2H6O",
        "c1ccccc1O": "C6H6O",
        "CC(N)=O": "C2H5NO",
        "CCCl": "C2H5Cl",
        "C1CCCCC1": "C6H12",
        "O=C(O)c1ccccc1": "C7H6O2",
        "CS(C)=O": "C2H6OS",
        "CC#N": "C2H3N",
    }
    rows = [{"id": smiles, "smiles": smiles, "formula": formula} for smiles, formula in formulas.items()]
    return tuple(from_smiles(pd.DataFrame(rows)))


@cache
def perovskites() -> tuple[Material, ...]:
    """Return twelve cubic perovskites of five atoms each."""
    sites = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    found = []
    for a in ("Ba", "Na", "La"):
        for b, x in (("Ti", "O"), ("Zr", "O"), ("Sn", "F"), ("Fe", "S")):
            crystal = Structure(Lattice.cubic(4.0 + 0.05 * len(found)), [a, b, x, x, x], sites)
            formula = crystal.composition.reduced_formula
            found.append(
                Material(f"{a}{b}", "made up", crystal, formula, numbers={"gap_ev": float(len(found))})
            )
    return tuple(found)


@cache
def layered(kind: str) -> LayeredNetwork:
    """Return a small network that learned two targets in one epoch."""
    materials = inputs(kind)
    labels = np.random.default_rng(0).normal(size=(len(materials), 2))
    pipeline = PIPELINES[kind]().fit(materials, labels)
    adapter = adapter_of(type(pipeline[-1]))()
    return LayeredNetwork(kind, pipeline[:-1].transform, pipeline[-1], adapter)
