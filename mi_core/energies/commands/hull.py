"""`hull INPUT... --output out.csv`: formation energies, distances to the hull, decompositions."""

from __future__ import annotations

import sys

from mi_core.commands.output import add_output, check_output, write_output
from mi_core.errors import InputError


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "hull", help="say how far crystals lie above the hull of known phases, and what they decompose into"
    )
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="crystals, as the command predict reads them"
    )
    parser.add_argument(
        "--model",
        default="universal-potential",
        help="the model of their formation energies (default: universal-potential)",
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, ask, write; 2 if no row succeeded."""
    check_output(options.output)

    from mi_core.energies.stability import stability_of
    from mi_core.structures.reading import read_materials

    table = stability_of(read_materials(options.inputs), model=options.model)
    write_output(table, options.output)
    done = int((table["error"] == "").sum())
    print(f"{done} of {len(table)} inputs answered; written to {options.output}.", file=sys.stderr)
    if not done:
        raise InputError(
            f"No input could be answered: {table['error'].iloc[0] if len(table) else 'there was none.'}"
        )
    return 0
