"""`potential evaluate POTENTIAL FRAMES --output out.csv`: energies with intervals; forces in an extended XYZ."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.commands.output import TABLES, check_output, write_output, write_output_text
from mi_core.errors import InputError


def add_parser(actions) -> None:
    """Add the action to the parser."""
    parser = actions.add_parser("evaluate", help="ask a potential for energies and forces of frames")
    parser.add_argument(
        "potential",
        metavar="POTENTIAL",
        help="folder that `potential train` wrote, or silicon-ace, silicon-network",
    )
    parser.add_argument(
        "frames", metavar="FRAMES", type=Path, help="extended XYZ; energies and forces may be missing"
    )
    parser.add_argument(
        "--output",
        required=True,
        type=Path,
        help="CSV or Parquet file to write, a row per frame (numbered from 0, as ASE does); frames with forces go into an "
        "extended XYZ of the same name",
    )
    parser.set_defaults(run=run)


def run(options) -> int:
    """Load, read, ask, write; 2 if no frame could be answered."""
    check_output(options.output, TABLES)

    from mi_core.potentials.evaluation import evaluate, frames_with_answers
    from mi_core.potentials.frames.reading import read_frames
    from mi_core.potentials.store import open_potential

    learned = open_potential(options.potential)
    frames = read_frames(options.frames, labelled=False)
    table, predictions = evaluate(learned, frames)
    write_output(table, options.output)
    beside = options.output.with_suffix(".extxyz")
    write_output_text(frames_with_answers(frames, predictions), beside)
    answered = int((table["error"] == "").sum())
    if not answered:
        raise InputError(f"No frame of {options.frames} could be answered: {table['error'].iloc[0]}")
    print(f"{answered} of {len(table)} frames answered: {options.output}, {beside}.", file=sys.stderr)
    return 0
