"""`molecules transfer TABLE --target COLUMN --output folder`: a task of one's own, and whether known tasks help it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.commands.output import check_output_folder, writing

if TYPE_CHECKING:
    from mi_core.molecules.transfer.study import Study


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "transfer",
        help="learn a property of your own from 20 to 5,000 molecules, with the known tasks that help",
    )
    parser.add_argument("table", metavar="TABLE", type=Path, help="table with a column of SMILES, or SDF")
    parser.add_argument(
        "--target", required=True, metavar="COLUMN", help="the measured column: numbers, or two classes"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the splits (default 0)")
    parser.add_argument("--output", required=True, type=Path, help="folder to write into")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, learn, judge, write."""
    check_output_folder(options.output)

    from mi_core.molecules.transfer.own_task import read_own_task

    task = read_own_task([options.table], options.target)

    from mi_core.molecules.encoders.store import load_encoders
    from mi_core.molecules.transfer.result import write_study
    from mi_core.molecules.transfer.study import study

    found = study(task, load_encoders(), seed=options.seed, progress=_show)
    print(file=sys.stderr)
    command = f"python -m mi_core molecules transfer {options.table.name} --target {options.target!r}"
    with writing(options.output):
        write_study(found, options.output, command=command)
    for sentence in _sentences(found):
        print(sentence, file=sys.stderr)
    print(f"Written to {options.output}.", file=sys.stderr)
    return 0


def _show(share: float, words: str) -> None:
    print(f"\r{share:4.0%} {words:<40}", end="", file=sys.stderr, flush=True)


def _sentences(found: Study) -> list[str]:
    """Return what a person should know, in order of weight."""
    task = found.task
    refused = f" {len(task.refused)} of {len(task.rows)} rows do not count; result.json says why."
    return [
        f"{len(task)} molecules were learned.{refused if task.refused else ''}",
        *(one.sentence for one in task.duplicates),
        *found.leaks.sentences(),
        f"Support tasks: {', '.join(found.supports)}.",
        found.verdict.sentence,
        found.curve.sentence,
        f"The model: {found.model.title.lower()}.",
    ]
