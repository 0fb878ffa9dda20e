"""Molecules: errors and coverage on molecules, and on scaffolds, that were not learned; and how long answers take.

    python benchmarks/molecules.py --scaffold --speed

The numbers on molecules drawn at random are those of the model's card. With --scaffold one network, trees and kernels are
trained anew without a fifth of all scaffolds (15 CPU minutes), and asked about that with the weights, intervals and
thresholds of the shipped model's card, none of which saw a split by scaffolds. A training goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from record import RESULTS, save

from mi_core.__main__ import main as command
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.paths import cache_folder
from mi_core.datasets.splits import folds
from mi_core.evaluation.metrics import regression_metrics
from mi_core.molecules.models.blend import log_odds
from mi_core.molecules.models.members.boosted import grow
from mi_core.molecules.models.members.kernel import learn
from mi_core.molecules.models.references import References, folded
from mi_core.molecules.models.stages import Stages
from mi_core.molecules.models.store import load_tasks_model
from mi_core.molecules.models.tasks_model import groups_of
from mi_core.molecules.tasks import TABLE
from mi_core.targets import find_target


def shipped() -> dict[str, dict]:
    """Return the metrics on the card, and the means over assays and side effects."""
    card = load_tasks_model().card
    found = {task: dict(target["metrics"]) for task, target in card.targets.items()}
    return found | means(found)


def means(found: dict[str, dict]) -> dict[str, dict]:
    """Return the mean areas under the curve of the Tox21 assays and of the side effects."""
    return {
        f"mean of {group}": {
            "auc": float(np.mean([one["auc"] for task, one in found.items() if task.startswith(group)]))
        }
        for group in ("tox21_", "sider_")
    }


def by_scaffold(kept: Path) -> dict[str, dict]:
    """Return metrics on a fifth of the scaffolds, by members that learned the others, joined as the card says."""
    dataset, model = load_dataset(TABLE), load_tasks_model()
    frame, tasks = dataset.frame, model.tasks
    cut = folds(frame, 5, "column", 0, column="scaffold")[:1]
    stages = Stages(frame, tasks, cut, kept, lambda line: print(line, file=sys.stderr, flush=True))
    values, scales = stages.of_networks()
    found = {task: _of_task(stages, task, model, values, scales) for task in tasks}
    return found | means(found)


def _of_task(stages: Stages, task: str, model, values, scales) -> dict:
    """Return the metrics of one task."""
    from sklearn.metrics import roc_auc_score

    rows, labels, column = stages.known(task), stages.labels(task), stages.tasks.index(task)
    (training, held), *_ = stages.places(rows)
    own, classes = model.of_task[task], find_target(task).probability
    described, asked = stages.described(rows[training]), stages.described(rows[held])
    trees = grow(described.columns(), labels[training], classification=classes)
    members = [values[rows[held], column], trees.predict(asked.columns())]
    if classes:
        members = [log_odds(member) for member in members]
    if own.kernel is not None:
        places = np.searchsorted(stages.kernel_rows, rows[training])
        near = stages.kernel_basis.compare(described, places)
        ridge = learn(near, places, labels[training], classification=classes)
        members.append(ridge.predict(stages.kernel_basis.compare(asked, places)))
    joined, truth = own.weights @ np.stack(members), labels[held]
    known = References(rows[training], folded(described.counts), np.ones((len(training), 1), dtype=bool))
    similarity = known.nearest(asked.counts, [0])[0][:, 0, 0]
    inside = similarity >= own.least_similar
    numbers = {"inside": float(inside.mean())}
    if classes:
        both = len(np.unique(truth)) == 2
        return {"n": len(truth), "auc": float(roc_auc_score(truth, joined)) if both else None, **numbers}
    lower, upper = own.intervals.bounds(joined, scales[rows[held], column], groups_of(similarity, own.edges))
    covered = (truth >= lower) & (truth <= upper)
    numbers |= {"coverage": float(covered.mean()), "coverage_inside": float(covered[inside].mean())}
    return regression_metrics(truth, joined) | numbers


def speed(n: int = 10_000) -> dict[str, float]:
    """Return seconds that the command takes for n molecules, read from a table, with all tasks, and with one."""
    frame = load_dataset(TABLE).frame
    rows = np.random.default_rng(0).permutation(len(frame))[:n]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "molecules.csv"
        frame.iloc[rows][["id", "smiles"]].to_csv(table, index=False)
        for name, further in (("all tasks", []), ("one task", ["--task", "esol_log_s"])):
            started = time.perf_counter()
            command(
                ["molecules", "predict", str(table), *further, "--output", str(Path(folder) / "out.parquet")]
            )
            found[f"seconds, {name}"] = time.perf_counter() - started
    return {"molecules": n, **found}


def earlier() -> dict[str, dict]:
    """Return what was measured before, part by part, so that parts can be measured apart."""
    path = RESULTS / "molecules.json"
    return json.loads(path.read_text())["numbers"] if path.is_file() else {}


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scaffold", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument(
        "--kept", type=Path, default=cache_folder() / "trainings" / "molecules-scaffold-benchmark"
    )
    options = parser.parse_args()
    found: dict = earlier() | {"molecules not learned": shipped()}
    if options.scaffold:
        found["scaffolds not learned"] = by_scaffold(options.kept)
    if options.speed:
        found["speed"] = speed()
    save("molecules", found)


if __name__ == "__main__":
    main()
