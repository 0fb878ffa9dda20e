"""`represent INPUT... --model NAME --layer LAYER [--of KIND] --output out.parquet`: states of one layer of a network."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.commands.output import TABLES, check_output, write_output
from mi_core.errors import InputError
from mi_core.words import counted


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("represent", help="write what a layer of a trained network makes of inputs")
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="what the command predict reads; for silicon-network extended XYZ, vasprun.xml or OUTCAR",
    )
    parser.add_argument("--model", required=True, help="a trained network, such as castelli-cgcnn")
    parser.add_argument(
        "--layer", default="-1", help="its name, or its number: 0 is the input, -1 (default) the last"
    )
    parser.add_argument(
        "--of",
        default="",
        metavar="KIND",
        help="atoms, elements or materials (default: materials, or what the network has)",
    )
    parser.add_argument(
        "--output",
        required=True,
        type=Path,
        help="CSV or Parquet file to write, a row per point with the columns x0, x1, …; atoms are numbered from 0",
    )
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, ask the network, write; 2 if it could read nothing."""
    check_output(options.output, TABLES)

    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.representations.offered import find_network
    from mi_core.representations.states import kind_of_points, states_table

    offered = find_network(options.model, Catalogue())
    network = offered.load()
    kind = kind_of_points(network, options.of)  # what is not there fails before the work starts
    asked = offered.read(options.inputs)
    frame = states_table(network, asked, options.layer, kind)
    write_output(frame, options.output)
    done = int((frame["error"] == "").sum())
    if not done:
        reason = frame["error"].iloc[0] if len(frame) else "there was no input."
        raise InputError(f"{options.model!r} could read none of the inputs: {reason}")
    print(
        f"{counted(done, 'row')} of {kind} from {counted(len(asked), 'input')}, of which {len(frame) - done:,} could not be "
        f"read; written to {options.output}.",
        file=sys.stderr,
    )
    return 0
