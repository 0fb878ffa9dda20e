"""How well do the voxel networks that ship do on the rows they held out, whatever the orientation, and what do they cost?

    voxels.py          errors over mean absolute deviations, spread over rotations, milliseconds for the points of a crystal
    voxels.py --train  beside it a training of 5,000 crystals for 60 epochs, with its CPU minutes (a quarter of an hour)

Needs MI_DATA_DIR.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from pymatgen.core import Structure
from record import median_seconds, save
from sklearn.base import clone

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.descriptors.reciprocal.points import reciprocal_points
from mi_core.pretrained.recipes import find_recipe
from mi_core.pretrained.store import load_model

MODELS = ("voxel-hartree", "voxel-formation-energy")
ROWS, AVERAGES = 300, 4
TRAINED, EPOCHS = 5000, 60


def main() -> None:
    """Measure, and save one file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--train", action="store_true")
    options = parser.parse_args()
    numbers = {"points_ms": points_ms(), **{name: errors_of(load_model(name)) for name in MODELS}}
    if options.train:
        numbers["training"] = training()
    save("voxels", numbers)


def errors_of(model) -> dict:
    """Return for each target error over mean absolute deviation, and how answers spread over orientations.

    The model answers with the mean over its first orientations; means over others tell how much of its error is chance.
    """
    points, truth = held_out(model)
    regressor = model.pipeline[-1]
    orientations = regressor.orientations(AVERAGES * regressor.rotations)
    answers = np.stack([seen(regressor, points, rotation) for rotation in orientations])
    averages = answers.reshape(AVERAGES, regressor.rotations, *truth.shape).mean(axis=1)
    deviation = np.abs(truth - truth.mean(axis=0)).mean(axis=0)
    error = np.abs(averages[0] - truth).mean(axis=0)
    found = {
        "error_over_deviation": error / deviation,
        "in_one_orientation": np.abs(answers - truth).mean(axis=(0, 1)) / deviation,
        "spread_over_error": answers.std(axis=0).mean(axis=0) / error,
        "spread_of_averages_over_error": averages.std(axis=0, ddof=1).mean(axis=0) / error,
    }
    return {
        target: {key: round(float(values[column]), 4) for key, values in found.items()}
        for column, target in enumerate(model.card.targets)
    }


def held_out(model) -> tuple[list, np.ndarray]:
    """Return points and truth of rows that the model held out."""
    recipe = find_recipe(model.card.name)
    data = load_dataset(recipe.dataset)
    frame = data.frame.iloc[make_split(data.frame, kind=recipe.split, seed=0).validation[:ROWS]]
    materials = recipe.kind.materials(frame)
    truth = frame[[data.card.targets[key] for key in recipe.targets]].to_numpy(dtype=float)
    return model.pipeline[:-1].transform(materials), truth


def seen(regressor, points: list, rotation: np.ndarray) -> np.ndarray:
    """Return the answers to crystals in one orientation, (n, n_targets)."""
    turned = clone(regressor).set_params(rotations=1).load_state(regressor.state())
    turned.orientations = lambda _: rotation[None]
    return turned.predict(points).reshape(len(points), -1)


def points_ms() -> dict:
    """Return milliseconds for all that a network reads of a crystal, by the atoms in its cell."""
    perovskite = Structure.from_spacegroup(
        "Pm-3m", [[3.905, 0, 0], [0, 3.905, 0], [0, 0, 3.905]], ["Sr", "Ti", "O"], [[0, 0, 0], [0.5] * 3, [0.5, 0.5, 0]]
    )  # fmt: skip
    cells = {"5 atoms": perovskite, "20 atoms": perovskite * (2, 2, 1)}
    return {
        name: round(1e3 * median_seconds(lambda cell=cell: reciprocal_points(cell), repeats=51), 2)
        for name, cell in cells.items()
    }


def training() -> dict:
    """Return what a training for the Hartree energy costs, and its error on rows held out."""
    recipe = find_recipe("voxel-hartree")
    data = load_dataset(recipe.dataset)
    split = make_split(data.frame, kind=recipe.split, seed=0)
    train, test = (data.frame.iloc[rows] for rows in (split.train[:TRAINED], split.validation[:ROWS]))
    pipeline = recipe.pipeline()
    pipeline.set_params(
        **{f"{pipeline.steps[-1][0]}__{key}": n for key, n in {"epochs": EPOCHS, "copies": 0}.items()}
    )
    column = data.card.targets[recipe.targets[0]]
    wall, cpu = time.perf_counter(), time.process_time()
    pipeline.fit(recipe.kind.materials(train), train[column].to_numpy())
    spent = {"cpu_minutes": (time.process_time() - cpu) / 60, "minutes": (time.perf_counter() - wall) / 60}
    truth = test[column].to_numpy()
    error = np.abs(pipeline.predict(recipe.kind.materials(test)) - truth).mean()
    deviation = np.abs(truth - truth.mean()).mean()
    return {
        key: round(float(n), 3) for key, n in (spent | {"error_over_deviation": error / deviation}).items()
    }


if __name__ == "__main__":
    main()
