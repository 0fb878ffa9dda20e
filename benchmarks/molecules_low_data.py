"""Fifty and a hundred labels of six properties: does what other tasks taught make the errors smaller, and do intervals hold?

    python benchmarks/molecules_low_data.py

Encoders learn one half of all molecules (20 CPU minutes), labels are drawn from the other half, and the encoder of the task
itself is left out. In each draw the labels alone choose the method, as on the page. What is chosen is compared with three
methods without transfer, on molecules that were neither drawn nor seen by an encoder. An interrupted run goes on where it
was stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from record import save

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.paths import cache_folder
from mi_core.datasets.splits import make_split
from mi_core.evaluation.conformal import calibrate
from mi_core.files import written_whole
from mi_core.molecules.encoders.training import train_encoders
from mi_core.molecules.graphs import Graphs
from mi_core.molecules.tasks import TABLE, TASKS
from mi_core.molecules.transfer.candidates import WITH, WITHOUT
from mi_core.molecules.transfer.described import describe
from mi_core.molecules.transfer.final_model import held_out
from mi_core.molecules.transfer.nested import choose, fit
from mi_core.molecules.transfer.repeats import PARTS, run_repeat
from mi_core.structures.molecules.molecule import Molecule

PROPERTIES = (
    "esol_log_s", "freesolv_kcal_per_mol", "lipophilicity_log_d", "bace_pic50", "melting_point_c", "cep_pce_percent",
)  # fmt: skip
PEERS = ("morgan-forest", "descriptors-extra-trees", "descriptors-ridge")
LABELS = (50, 100)
DRAWS, CALIBRATED = 20, 4  # draws of each; of these, those whose intervals are measured, too
TESTED = 500
SIGNIFICANT = 0.05


def halves(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that encoders learn, and those that labels are drawn from."""
    split = make_split(frame, "column", 1, validation=0.5, column="flat")
    return split.train, split.validation


class Drawer:
    """Draws of a property, described by the encoders of all other tasks."""

    def __init__(self, frame: pd.DataFrame, rows: np.ndarray, task: str, encoders):
        known = rows[frame[task].notna().to_numpy()[rows]]
        kept = np.sort(np.random.default_rng(0).permutation(known)[: 2 * TESTED])
        self.labels, self.groups = (frame[name].to_numpy()[kept] for name in (task, "flat"))
        molecules = [Molecule(smiles, "") for smiles in frame["smiles"].to_numpy()[kept]]
        self.described = describe(molecules, encoders, [name for name in encoders.networks if name != task])

    def draw(self, labels: int, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the places of rows to learn from and of rows to test on, of different molecules."""
        order = np.random.default_rng([labels, number]).permutation(len(self.labels))
        learned, others = order[:labels], order[labels:]
        new = others[~np.isin(self.groups[others], self.groups[learned])]
        return np.sort(learned), np.sort(new[:TESTED])

    def measure(self, labels: int, number: int) -> dict:
        """Return the errors of one draw, what was chosen, and of the first draws the coverage of 90 % intervals."""
        learned, tested = self.draw(labels, number)
        known, new = self.described.take(learned), self.described.take(tested)
        values, groups, truth = self.labels[learned], self.groups[learned], self.labels[tested]
        choice = choose(known, values, groups, classification=False, seed=number)
        fitted = fit(choice, (*PEERS, WITHOUT, WITH), known, values, classification=False, seed=number)
        answers = {name: one.valued(new) for name, one in fitted.items()}
        errors = {name: rmse(found, truth) for name, (found, _) in answers.items()}
        found = {
            "chosen": choice.chosen,
            "rmse": errors,
        }
        if number < CALIBRATED:
            repeats = [
                run_repeat(known, values, groups, part, classification=False, seed=number)
                for part in range(PARTS)
            ]
            intervals = calibrate(values, *held_out(repeats, labels), [""] * labels)
            lower, upper = intervals.bounds(*answers[choice.chosen], [""] * len(tested))
            found["coverage"] = float(np.mean((truth >= lower) & (truth <= upper)))
        return found


def rmse(found: np.ndarray, truth: np.ndarray) -> float:
    """Return the root mean square error."""
    return float(np.sqrt(np.mean((found - truth) ** 2)))


def measured(kept: Path) -> dict[str, list[dict]]:
    """Return the draws by "task, labels", those of earlier runs among them."""
    dataset = load_dataset(TABLE)
    learned, rest = halves(dataset.frame)
    (kept / "encoders").mkdir(parents=True, exist_ok=True)
    encoders = train_encoders(
        dataset.frame.iloc[learned], Graphs(), TASKS, kept=kept / "encoders", on_task=_say
    )
    found = {}
    for task in PROPERTIES:
        drawer = None
        for labels in LABELS:
            draws = []
            for number in range(DRAWS):
                path = kept / f"{task}-{labels}-{number}.json"
                if not path.is_file():
                    drawer = drawer or Drawer(dataset.frame, rest, task, encoders)
                    with written_whole(path) as partial:
                        partial.write_text(json.dumps(drawer.measure(labels, number)))
                    _say(path.stem)
                draws.append(json.loads(path.read_text()))
            found[f"{task}, {labels}"] = draws
    return found


def summary(draws: list[dict]) -> dict:
    """Return the mean errors of the chosen method and its peers, and whether it differs from the best of these."""
    from scipy.stats import wilcoxon

    chosen = np.array([draw["rmse"][draw["chosen"]] for draw in draws])
    peers = {name: np.array([draw["rmse"][name] for draw in draws]) for name in PEERS}
    best = min(PEERS, key=lambda name: peers[name].mean())
    p_value = float(wilcoxon(chosen, peers[best]).pvalue) if (chosen != peers[best]).any() else 1.0
    worse = p_value < SIGNIFICANT and chosen.mean() > peers[best].mean()
    coverage = [draw["coverage"] for draw in draws if "coverage" in draw]
    return {
        "rmse, chosen": chosen.mean(),
        **{f"rmse, {name}": np.mean([draw["rmse"][name] for draw in draws]) for name in (WITHOUT, WITH)},
        **{f"rmse, {name}": errors.mean() for name, errors in peers.items()},
        "best of the three": best,
        "gain, percent": 100 * (1 - chosen.mean() / peers[best].mean()),
        "better draws": int((chosen < peers[best]).sum()),
        "p (Wilcoxon, two-sided)": p_value,
        "significantly worse": bool(worse),
        "coverage of 90 % intervals": float(np.mean(coverage)) if coverage else None,
        "chosen methods": pd.Series([draw["chosen"] for draw in draws]).value_counts().to_dict(),
    }


def overall(found: dict[str, dict]) -> dict:
    """Return what the bars ask for, by number of labels."""
    of = {labels: [found[f"{task}, {labels}"] for task in PROPERTIES] for labels in LABELS}
    counts: dict[str, object] = {
        f"{labels} labels": {
            "better on": sum(bool(one["gain, percent"] > 0) for one in each),
            "significantly worse on": sum(one["significantly worse"] for one in each),
            "of": len(PROPERTIES),
        }
        for labels, each in of.items()
    }
    few, many = LABELS
    counts[f"after {few} labels as good as the best of the three after {many}"] = sum(
        bool(one["rmse, chosen"] <= min(twice[f"rmse, {name}"] for name in PEERS))
        for one, twice in zip(of[few], of[many], strict=True)
    )
    return counts


def _say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--kept", type=Path, default=cache_folder() / "trainings" / "molecules-low-data-benchmark"
    )
    found = {name: summary(draws) for name, draws in measured(parser.parse_args().kept).items()}
    save("molecules_low_data", {"draws": DRAWS, **overall(found), **found})


if __name__ == "__main__":
    main()
