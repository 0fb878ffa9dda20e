"""`alloys dataset|train|evaluate`: how the data set and the models of alloys that ship are made."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mi_core.errors import InputError


def add_making(actions) -> None:
    """Add the three sub-commands to the parser."""
    dataset = actions.add_parser(
        "dataset", help="compute the data set of alloys; goes on where it was stopped"
    )
    dataset.add_argument("--n", type=int, help="number of alloys (default: as shipped)")
    dataset.add_argument("--work", type=Path, help="folder that keeps the shards (default: in the cache)")
    dataset.add_argument(
        "--output", type=Path, help="folder for the tables (default: where the product reads them)"
    )
    dataset.set_defaults(run=run_dataset)
    train = actions.add_parser("train", help="train models of alloys; goes on where it was stopped")
    train.add_argument("names", nargs="*", metavar="NAME", help="surrogate, a generator, or all (default)")
    train.add_argument("--output", type=Path, help="folder for the models (default: beside those that ship)")
    train.set_defaults(run=run_train)
    evaluate = actions.add_parser("evaluate", help="compare the generators, verified by CALPHAD")
    evaluate.add_argument(
        "--work", type=Path, help="folder that keeps what is computed (default: in the cache)"
    )
    evaluate.add_argument("--minutes", type=float, help="of computing; a further run goes on")
    evaluate.add_argument(
        "--output", type=Path, help="JSON file to write (default: where the product reads it)"
    )
    evaluate.set_defaults(run=run_evaluate)
    for parser in (dataset, train):
        parser.add_argument("--seed", type=seed, default=0)
    for parser in (dataset, evaluate):
        parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")


def run_dataset(options) -> None:
    """Compute the data set and say what it holds."""
    from mi_core.alloys.dataset.making import FOLDER, SIZE, make_dataset

    n = SIZE if options.n is None else options.n
    _check_positive(n=n, workers=options.workers)
    card = make_dataset(
        options.output or FOLDER,
        n=n,
        seed=options.seed,
        workers=options.workers,
        work=options.work,
        progress=counter("shards"),
    )
    print(f"{card['alloys']} alloys, {card['points']} points, {card['points_failed']} of them not converged.")


def run_train(options) -> None:
    """Train, saying how far it is."""
    from mi_core.alloys.models.train import train_models
    from mi_core.datasets.paths import cache_folder

    train_models(
        options.names or ("all",),
        seed=options.seed,
        folder=options.output,
        checkpoints=cache_folder() / "trainings",
        say=print,
    )


def run_evaluate(options) -> None:
    """Evaluate, and say where the table is."""
    from mi_core.alloys.evaluation.evaluate import evaluate
    from mi_core.datasets.paths import cache_folder

    _check_positive(workers=options.workers)
    work = options.work or cache_folder() / "alloys" / "evaluation"
    record = evaluate(
        work, workers=options.workers, minutes=options.minutes, output=options.output, say=print
    )
    print(f"{record['cases']} cases, {record['unfinished_cases']} not finished.")


def _check_positive(**numbers: int) -> None:
    for name, value in numbers.items():
        if value < 1:
            raise InputError(f"--{name} must be 1 or more; got {value}.")


def seed(text: str) -> int:
    """Return the seed of a random generator; the parser turns what is raised into its sentence."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 on; got {text!r}")
    return int(text)


def counter(what: str):
    """Return a function that shows how many of how many are done."""

    def show(done: int, total: int) -> None:
        """Write over the line before."""
        print(f"\r{done} of {total} {what}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show
