"""Energy above the hull of ABO3 from A and B: the baseline, the paper's model and the best one, three ways split.

Needs MI_DATA_DIR. Numbers are mean absolute errors in eV/atom on rows that were not trained on:
random five folds; five folds in which A-B and B-A stay together; five folds in which the elements of a fold are on neither
site in training; and the held-out ninth of the models that ship. `--quick` does only the last.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from record import save
from sklearn.base import clone
from sklearn.model_selection import GroupKFold, KFold

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.descriptors.selection import oxide_sites
from mi_core.descriptors.sites import BASELINE
from mi_core.regressors.extra_trees import schmidt_pipeline
from mi_core.regressors.perovskite_hull import hull_pipeline

TARGET = "e_above_hull_ev_per_atom"
PIPELINES = {
    "group and row, extremely randomised trees": schmidt_pipeline(BASELINE),
    "33 properties, extremely randomised trees": schmidt_pipeline(),
    "two populations": hull_pipeline(),
}


def main() -> None:
    """Evaluate all models and save one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the held-out ninth")
    quick = parser.parse_args().quick
    frame = load_dataset("wolverton_perovskite_oxides").frame
    sites, y = oxide_sites(frame), frame[TARGET].to_numpy(dtype=float)
    found = {"rows": len(frame), "always the median": float(np.abs(y - np.median(y)).mean())}
    for name, pipeline in PIPELINES.items():
        found[name] = {
            way: evaluate(pipeline, sites, y, folds) for way, folds in splits(frame, quick=quick).items()
        }
    save("wolverton", found)


def splits(frame, *, quick: bool) -> dict[str, list]:
    """Return train and test rows of each way to split."""
    held_out = make_split(frame, kind="random", seed=0)
    ways = {"held-out ninth": [(held_out.train, held_out.validation)]}
    if quick:
        return ways
    pairs = ["-".join(sorted(pair)) for pair in zip(frame["a_site"], frame["b_site"], strict=True)]
    ways["random, five folds"] = list(KFold(5, shuffle=True, random_state=0).split(frame))
    ways["A-B with B-A, five folds"] = list(
        GroupKFold(5, shuffle=True, random_state=0).split(frame, groups=pairs)
    )
    ways["unseen elements, five folds"] = unseen_elements(frame)
    return ways


def unseen_elements(frame) -> list:
    """Return folds whose test rows hold an element that no training row holds."""
    elements = np.array(sorted({*frame["a_site"], *frame["b_site"]}))
    folds = []
    for group in np.array_split(np.random.default_rng(0).permutation(elements), 5):
        test = (frame["a_site"].isin(group) | frame["b_site"].isin(group)).to_numpy()
        folds.append((np.flatnonzero(~test), np.flatnonzero(test)))
    return folds


def evaluate(pipeline, sites, y, folds) -> dict:
    """Return error over all test rows and the mean time of a training."""
    errors, seconds = [], []
    for train, test in folds:
        started = time.perf_counter()
        model = clone(pipeline).fit([sites[i] for i in train], y[train])
        seconds.append(time.perf_counter() - started)
        errors.append(np.abs(model.predict([sites[i] for i in test]) - y[test]))
    errors = np.concatenate(errors)
    return {
        "n": len(errors),
        "mae_ev_per_atom": round(float(errors.mean()), 4),
        "median_error_ev_per_atom": round(float(np.median(errors)), 4),
        "training_s": round(float(np.mean(seconds)), 1),
    }


if __name__ == "__main__":
    main()
