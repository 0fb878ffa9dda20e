"""`molecules predict INPUT... [--task TASK]... --output out.csv`."""

from __future__ import annotations

import os
import sys

from mi_core.commands.output import add_output, check_output, write_output
from mi_core.errors import InputError


def add_parser(actions) -> None:
    """Add the action to the parser."""
    parser = actions.add_parser("predict", help="predict 48 tasks of molecules")
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="table with the column smiles, and id if it has one (CSV, Parquet, xlsx), SDF, MOL, .smi, or a zip of these",
    )
    parser.add_argument(
        "--task", action="append", metavar="TASK", help="such as esol_log_s; repeatable (default: all 48)"
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, predict, write; 2 if no row succeeded."""
    check_output(options.output)

    from mi_core.molecules.prediction.predict import checked_tasks, predict_molecules
    from mi_core.structures.molecules.reading import read_molecules

    tasks = checked_tasks(options.task)  # unknown names fail before the work starts
    rows = read_molecules(options.inputs)
    frame = predict_molecules(rows, tasks, processes=os.cpu_count() or 1)
    write_output(frame, options.output)
    done = int((frame["error"] == "").sum())
    print(
        f"{done:,} of {len(frame):,} predictions made for {len(rows):,} inputs; written to {options.output}.",
        file=sys.stderr,
    )
    if done == 0:
        reasons = frame["error"].drop_duplicates()
        raise InputError(
            f"No prediction could be made: {reasons.iloc[0] if len(reasons) else 'there was no input.'}"
        )
    return 0
