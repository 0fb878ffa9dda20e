"""What the models of any crystal are worth: errors, coverage, polymorphs, speed; and how long relaxations take.

    PYTHONPATH=. MI_DATA_DIR=tables python benchmarks/crystals.py [--speed]

Rows are those that neither model learned: the ninth of mp_labelled_crystals that the split holds out, and the rows of
mp_structures and mp_perovskites (of a newer release) that are not among the learned ones. With --speed, also the time for
1,000 crystals of the Materials Project, and for relaxing 20 strained and shaken cells of at most 20 atoms.
"""

from __future__ import annotations

import sys
import time
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from record import save

from mi_core.datasets.composition import composition_key
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.paths import cache_folder
from mi_core.inputs.crystals import CRYSTAL
from mi_core.prediction.predict import predict
from mi_core.pretrained.catalogue import Catalogue
from mi_core.universal.kept import environments_kept_in

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.structures.material import Material

MODELS = ("mp-crystal-network", "universal-potential")
SETS = ("mp_labelled_crystals", "mp_structures", "mp_perovskites")
CLOSE = 1e-3  # eV/atom: polymorphs nearer than that have no order worth guessing


def unseen(name: str) -> tuple[list[Material], pd.DataFrame, dict[str, str]]:
    """Return materials and rows of a table that the model did not learn, and target → column."""
    data = load_dataset(name)
    learned = set(Catalogue().load(MODELS[0]).training["id"])
    frame = data.frame[~data.frame["id"].isin(learned)].reset_index(drop=True)
    materials = CRYSTAL.materials(frame)
    usable = [number for number, material in enumerate(materials) if material.structure is not None]
    return [materials[n] for n in usable], frame.iloc[usable].reset_index(drop=True), data.card.targets


def measured(model: str, name: str) -> dict:
    """Return the errors and the coverage of one model on one table, by target."""
    materials, frame, columns = unseen(name)
    targets = [key for key in Catalogue().find(model).targets if key in columns]
    answers = predict(materials, targets, model=model)
    found = {}
    for key in targets:
        truth = frame[columns[key]].to_numpy(dtype=float)
        part = answers[answers["target"] == key].reset_index(drop=True)
        known = np.isfinite(truth) & part["value"].notna().to_numpy()
        off = np.abs(part["value"] - truth)[known]
        held = ((truth >= part["lower"]) & (truth <= part["upper"]))[known]
        inside = part["in_domain"].to_numpy(dtype=bool)[known]
        found[key] = {
            "rows": int(known.sum()),
            "mae": float(off.mean()),
            "median": float(off.median()),
            "coverage": float(held.mean()),
            "coverage_in_domain": float(held[inside].mean()),
            "share_in_domain": float(inside.mean()),
        }
        if key == "e_form_ev_per_atom" and name == SETS[0]:
            found["polymorphs"] = ranked(frame["formula"], truth, part["value"].to_numpy())
    return found


def ranked(formulas: pd.Series, truth: np.ndarray, value: np.ndarray) -> dict:
    """Return how many pairs of one composition are in the right order of energy."""
    groups: dict[str, list[int]] = {}
    for number, formula in enumerate(formulas):
        groups.setdefault(composition_key(formula) or "", []).append(number)
    pairs = [
        (i, j)
        for rows in groups.values()
        for i, j in combinations(rows, 2)
        if abs(truth[i] - truth[j]) > CLOSE and np.isfinite(value[[i, j]]).all()
    ]
    right = sum((truth[i] - truth[j]) * (value[i] - value[j]) > 0 for i, j in pairs)
    return {"pairs": len(pairs), "right": right / max(len(pairs), 1)}


def speed() -> dict:
    """Return seconds for 1,000 crystals, warm, and for relaxing 20 small cells."""
    from mi_core.energies.relaxation.relax import relax
    from mi_core.universal.offered import load_potential

    frame = load_dataset("mp_labelled_crystals").frame.sample(1000, random_state=7)
    materials = CRYSTAL.materials(frame)
    predict(materials[:3])
    started = time.perf_counter()
    predict(materials)
    seconds = time.perf_counter() - started
    small = load_dataset("mp_structures").frame.sample(200, random_state=7)
    cells = [
        m.structure for m in CRYSTAL.materials(small) if m.structure is not None and len(m.structure) <= 20
    ]
    rng, steps, converged = np.random.default_rng(7), [], 0
    started = time.perf_counter()
    for cell in cells[:20]:
        moved = cell.copy()
        moved.apply_strain(rng.uniform(-0.03, 0.03, 3))
        for atom, way in enumerate(rng.normal(size=(len(moved), 3))):
            moved.translate_sites([atom], 0.05 * way / np.linalg.norm(way), frac_coords=False)
        relaxed = relax(moved, load_potential())
        steps.append(len(relaxed.steps) - 1)
        converged += relaxed.converged
    return {
        "seconds_for_1000_crystals": seconds,
        "atoms_per_crystal": float(np.mean([len(m.structure) for m in materials if m.structure is not None])),
        "relaxing_20": {
            "seconds": time.perf_counter() - started,
            "converged": int(converged),
            "median_steps": float(np.median(steps)),
        },
    }


def main() -> None:
    """Measure, print and save."""
    with environments_kept_in(cache_folder() / "environments"):
        numbers = {model: {name: measured(model, name) for name in SETS} for model in MODELS}
    if "--speed" in sys.argv[1:]:
        numbers |= speed()
    save("crystals", numbers)


if __name__ == "__main__":
    main()
