"""Make the comparisons that ship: `python -m mi_core.comparison.ship [NAME …] [--with-cgcnn] [--add]`.

Every task leaves its frames in a work folder, so that a run that was stopped goes on where it was; needs the data sets.
With --add, models of the comparison that ships today stay as they are, and only those that it lacks are trained.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mi_core.comparison.features import share_work
from mi_core.comparison.jobs.compare import KIND
from mi_core.comparison.jobs.parts import cut_apart, part_folder, write_part
from mi_core.comparison.sources import open_problem, reference
from mi_core.comparison.store import STORED, Comparison, read_comparison, write_comparison
from mi_core.comparison.sweeps import write_out_sweeps
from mi_core.datasets.paths import cache_folder
from mi_core.datasets.registry import find_dataset
from mi_core.errors import InputError
from mi_core.regressors.registry import REGRESSORS

HULL = reference("wolverton_perovskite_oxides", "e_decomposition_ev_per_atom")
CASTELLI = reference("castelli_perovskites", "e_form_ev_per_cell")
RICCI = reference("ricci_crystals", "log10_pf_n")
POWER_FACTOR = "ricci-power-factor-sweep"
SCORES_ONLY = {"learning_curve": False, "importance": False}
#: Name → problem and protocol; the graph network is added on request where crystals exist.
SHIPPED = {
    "wolverton-hull-random": (HULL, {"split": "random"}),
    "wolverton-hull-grouped": (HULL, {"split": "grouped", "learning_curve": False}),
    # one fold: the graph network takes minutes for each
    "castelli-formation-holdout": (CASTELLI, {"split": "random", "holdout": 0.2, "features": "extended"}),
    # after the sweep of L. Laugier et al., arXiv:1811.06219 (2018): twenty networks of three seeds, on a draw of rows
    POWER_FACTOR: (
        RICCI,
        {"split": "random", "rows": 1500, "folds": 3, "features": "transport-crystal", **SCORES_ONLY},
    ),
}
#: Table with densities → its targets, each a comparison of its own, after S. Kajita et al., Sci. Rep. 7, 16991 (2017).
DENSITIES = {
    **{table: tuple(find_dataset(table).targets) for table in ("oxide_densities", "castelli_densities")},
    # the Hartree energy is the interatomic one and a constant there, and the volume is known
    "strained_perovskites": (
        "interatomic_hartree_ev_per_atom",
        "valence_hartree_ev_per_atom",
        "ewald_ev_per_atom",
    ),
}
SHIPPED |= {
    f"{table}-{target}": (
        reference(table, target, learned_with=[key for key in targets if key != target]),
        {"split": "random", "holdout": 0.2, "features": "extended", "importance": False},
    )
    for table, targets in DENSITIES.items()
    for target in targets
}
#: Learners side by side on the densities of crystals, for every target of a table.
LEARNERS = (
    "mean",
    "extra-trees",
    "shells-ridge",
    "soap-kernel-ridge",
    "ewald-extra-trees",
    "sine-extra-trees",
    "cgcnn",
    "voxel-network",
    "composition-voxel-network",
)
#: Regressors of a comparison that asks for particular ones, sweeps as on the command line.
CHOSEN = {
    POWER_FACTOR: (
        "mean",
        "dense-network:depth=1..10",
        "cgcnn:n_convolutions=1..10",
        "composition-cgcnn",
        "xgboost",
        "gradient-boosting",
        "random-forest",
        "extra-trees",
    ),
    **{f"{table}-{target}": LEARNERS for table, targets in DENSITIES.items() for target in targets},
}
#: The kernels take minutes per fold on 13,600 rows; an earlier version of them did not help there.
LEFT_OUT = {"castelli-formation-holdout": ("kernel-extra-trees",)}


def ship(
    name: str, *, with_cgcnn: bool = False, add: bool = False, output: Path = STORED, work: Path | None = None
) -> Path:
    """Make one stored comparison, going on from an earlier run, and return its folder.

    add : what `output` holds of it stays, and only the rest is computed.
    """
    if name not in SHIPPED:
        raise InputError(f"No comparison of the name {name!r} ships; choose among {', '.join(SHIPPED)}.")
    problem, protocol = SHIPPED[name]
    graphs = with_cgcnn and problem.get("dataset") == "castelli_perovskites"
    models = write_out_sweeps(CHOSEN.get(name, ())) or [
        n
        for n, entry in REGRESSORS.items()
        if (graphs or entry.kind is None) and n not in LEFT_OUT.get(name, ())
    ]
    command = f"python -m mi_core.comparison.ship {name}" + (" --with-cgcnn" if graphs else "")
    params = {
        "problem": problem,
        "models": models,
        "protocol": protocol,
        "command": command,
        "keep_parts": True,
    }
    home = (work or cache_folder() / "comparisons") / name
    results = []
    tasks = [_named(task) for task in KIND.tasks(params)]
    if add and (output / name).is_dir():
        _keep(read_comparison(output / name), tasks, home)
    for done, task in enumerate(tasks, start=1):
        results.append(KIND.work(task, str(home)))
        print(f"{name}: {done} of {len(tasks)} ({task['model']})", file=sys.stderr, flush=True)  # noqa: T201
    KIND.finish(params, results, str(home))
    write_comparison(read_comparison(home), output / name)
    return output / name


def _keep(stored: Comparison, tasks: list[dict], home: Path) -> None:
    """Put what a stored comparison holds where the tasks that are the same look for it."""
    task, problem = tasks[0], open_problem(tasks[0]["problem"])
    now = {"problem": task["problem"], "protocol": task["protocol"], "dataset": problem.origin}
    changed = [key for key, value in now.items() if stored.card.get(key) != value]
    if changed or len(stored.importance):
        why = f"has another {changed[0]}" if changed else "keeps importances over all folds together"
        raise InputError(f"The stored comparison {stored.name!r} {why}; make it as a whole, without --add.")
    parts = cut_apart(stored)
    for task in tasks:
        folder, key = part_folder(home, task["part"]), (task["model"], task.get("fold"))
        if key in parts and not folder.is_dir():
            write_part(folder, parts[key])


def _take_over(name: str, before: str | None) -> None:
    """Describe crystals, and train networks, once for several targets of one table."""
    if before in SHIPPED and name in SHIPPED:
        share_work(open_problem(SHIPPED[name][0]), open_problem(SHIPPED[before][0]))


def _named(task: dict) -> dict:
    """Name a task's part by what it does, so that an added model finds the parts of the others."""
    what = f"fold-{task['fold']}" if task["task"] == "fold" else "learning"
    return {**task, "part": f"{task['model']}-{what}"}


def main(arguments: list[str] | None = None) -> int:
    """Make the named comparisons, or all of them; returns 0, or 2 after one sentence on standard error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", default=list(SHIPPED), metavar="NAME")
    parser.add_argument(
        "--with-cgcnn", action="store_true", help="add the graph network where crystals exist"
    )
    parser.add_argument("--add", action="store_true", help="keep the models that ship; train those that miss")
    parser.add_argument("--output", type=Path, default=STORED)
    options = parser.parse_args(arguments)
    try:
        for before, name in zip([None, *options.names], options.names, strict=False):
            _take_over(name, before)
            print(ship(name, with_cgcnn=options.with_cgcnn, add=options.add, output=options.output))  # noqa: T201
    except InputError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
