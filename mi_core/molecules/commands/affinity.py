"""`molecules affinity [--task TASK]… [--kind exact|twin|joint|similarity] [--compute] [--output out.csv]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mi_core.commands.output import TABLES, check_output, write_output
from mi_core.molecules.affinity.measures import EXACT, MEASURES
from mi_core.molecules.tasks import TASKS
from mi_core.words import counted, find_named


def add_parser(actions) -> None:
    """Add the command to the parser."""
    parser = actions.add_parser(
        "affinity", help="what training with one task does to another: as it ships, or computed anew"
    )
    parser.add_argument(
        "--task",
        action="append",
        default=[],
        metavar="TASK",
        help="the task that is helped or harmed; repeatable",
    )
    kinds = "; ".join(f"{key}: {measure.title.lower()}" for key, measure in MEASURES.items())
    parser.add_argument("--kind", choices=tuple(MEASURES), default=EXACT, help=f"{kinds} (default: {EXACT})")
    parser.add_argument(
        "--compute",
        action="store_true",
        help="compute anew, between the tasks given or all; goes on where it was stopped. Exact and all: hours per seed",
    )
    parser.add_argument(
        "--seed", action="append", type=_seed, metavar="SEED", help="with --compute (default: 0); repeatable"
    )
    parser.add_argument(
        "--output", type=Path, help="CSV or Parquet file to write (default: CSV on the screen)"
    )
    parser.set_defaults(run=run)


def run(options) -> int:
    """Write a row for each task and task beside it, what helps most first."""
    from mi_core.molecules.affinity.shipped import rows_of, shipped

    if options.output is not None:
        check_output(options.output, TABLES)
    for name in options.task:
        find_named("Task", name, dict.fromkeys(TASKS))
    affinities = _computed(options) if options.compute else shipped(options.kind)
    rows = rows_of(affinities, list(dict.fromkeys(options.task)) or TASKS)
    if options.output is None:
        print(rows.to_csv(index=False), end="")
        return 0
    write_output(rows, options.output)
    print(
        f"{counted(len(rows), 'pair')} of {counted(rows['task'].nunique(), 'task')}, "
        f"mean of {counted(len(affinities.seeds), 'seed')}; written to {options.output}.",
        file=sys.stderr,
    )
    return 0


def _computed(options):
    from mi_core.molecules.affinity.making import compute

    affinities, path = compute(options.kind, options.task, options.seed or [0], progress=_show)
    print(f"The table by seeds is {path}.", file=sys.stderr)
    return affinities


def _show(done: int, total: int) -> None:
    """Write how far it is over the line before."""
    print(f"\r{done} of {total} pieces", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _seed(text: str) -> int:
    """Return a seed; the parser turns what is raised into its sentence."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 on; got {text!r}")
    return int(text)
