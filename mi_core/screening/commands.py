"""`screen [--a Sr,Ba] [--b …] [--x O,N] [--model MODEL] --output out.parquet`."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.commands.output import TABLES, check_output, write_output


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "screen", help="predict the stability of all perovskites of the elements given"
    )
    for site in ("a", "b", "x"):
        parser.add_argument(
            f"--{site}",
            metavar="ELEMENTS",
            help=f"elements on {site.upper()}, such as Sr,Ba (default: all 64)",
        )
    parser.add_argument("--model", help="the model that must answer (see the command models)")
    parser.add_argument("--output", required=True, type=Path, help="Parquet or CSV file to write")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Enumerate, predict, write."""
    from mi_core.screening.screen import SCREENING_COLUMNS, screen
    from mi_core.screening.triples import triples

    check_output(options.output, TABLES)
    candidates = triples(options.a, options.b, options.x)
    frame = screen(candidates, model=options.model)
    write_output(frame[list(SCREENING_COLUMNS)].astype(dict.fromkeys("abx", "str")), options.output)
    inside = int(frame["in_domain"].sum())
    print(
        f"{len(frame):,} candidates screened, {inside:,} of them like the training set; written to {options.output}.",
        file=sys.stderr,
    )
    return 0
