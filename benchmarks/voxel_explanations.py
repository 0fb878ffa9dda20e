"""How far explanations of models on voxels can be trusted: δE/δρ of a Hartree model against the Hartree potential.

On held-out crystals of castelli_perovskites. Without --plain a stored model is measured; with it a network is trained first
that learns densities of free atoms alone, as models of other energies must (2,000 rows, 15 epochs, 3 CPU minutes).
"""

from __future__ import annotations

import argparse
from types import SimpleNamespace

import numpy as np
from record import save
from sklearn.pipeline import make_pipeline

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.descriptors.reciprocal.points import ReciprocalPointsOf
from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.pipelines import describe_pipeline
from mi_core.pretrained.store import load_model
from mi_core.regressors.voxels.network import VoxelRegressor
from mi_core.voxels.described import amounts
from mi_core.voxels.explained import ORIENTATIONS, explain, reading
from mi_core.voxels.models import HARTREE, Answer

ROWS, EPOCHS, SEED = 2000, 15, 0
SMEARING_A = 0.4


def plain_model(materials):
    """Return what a network of Hartree energies learns of these crystals, in the form in which explanations take it."""
    targets = np.array([amounts(material.structure).hartree_ev_per_atom for material in materials])
    pipeline = make_pipeline(ReciprocalPointsOf(), VoxelRegressor(epochs=EPOCHS)).fit(materials, targets)
    card = SimpleNamespace(
        title="plain", pipeline=describe_pipeline(pipeline), targets={HARTREE: {"unit": "eV/atom"}}
    )
    return SimpleNamespace(card=card, pipeline=pipeline)


def marks(trained, answer: Answer, material, orientations: int) -> tuple[float, ...]:
    """Return correlation and slope, unsmeared and smeared, and the correlation of halves of the orientations."""
    found = explain(reading(trained, answer, material), answer, orientations)
    both = [part for sigma in (0.0, SMEARING_A) for part in (found.correlation(sigma), found.slope(sigma))]
    return (*both, found.halves)


def main() -> None:
    """Measure and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="voxel-hartree")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--cells", type=int, default=50)
    parser.add_argument("--orientations", type=int, nargs="+", default=[2, 8, 32, ORIENTATIONS])
    options = parser.parse_args()
    frame = load_dataset("castelli_perovskites").frame
    split, rng = make_split(frame, "random", SEED), np.random.default_rng(SEED)
    learned, held_out = (rng.permutation(part) for part in (split.train, split.validation))
    rows = frame.iloc[learned[:ROWS]]
    trained = plain_model(CRYSTAL.materials(rows)) if options.plain else load_model(options.model)
    answer = Answer(options.model, HARTREE, list(trained.card.targets).index(HARTREE))
    materials = CRYSTAL.materials(frame.iloc[held_out[: options.cells]])
    names = ("correlation", "slope", "correlation_smeared", "slope_smeared", "halves")
    numbers = {}
    for orientations in options.orientations:
        found = np.array([marks(trained, answer, material, orientations) for material in materials])
        numbers[f"{orientations} orientations"] = {
            name: {
                "median": round(float(np.median(column)), 3),
                "tenth": round(float(np.quantile(column, 0.1)), 3),
            }
            for name, column in zip(names, found.T, strict=True)
        }
    save(f"voxel_explanations{'_plain' * options.plain}", {"cells": options.cells, **numbers})


if __name__ == "__main__":
    main()
