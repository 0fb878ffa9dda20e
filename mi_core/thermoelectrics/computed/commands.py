"""`thermoelectric-computed FILE … [--tau 10] [--best] --output table.csv`: the full files of Ricci et al. as one table."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.commands.output import TABLES, check_output, write_output
from mi_core.errors import InputError
from mi_core.words import counted, detail, shown


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "thermoelectric-computed", help="make one table of the full files of Ricci et al. (Dryad gn001)"
    )
    parser.add_argument(
        "files", nargs="+", type=Path, help="JSON of a compound, gzipped or not, or zips of them"
    )
    parser.add_argument("--tau", type=float, default=10.0, help="relaxation time in fs (default: 10)")
    parser.add_argument(
        "--best", action="store_true", help="only the point of highest power factor per compound and type"
    )
    parser.add_argument("--output", required=True, type=Path, help="CSV or Parquet file to write")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read all files, say which are left out, and write the others; 1 where any is left out."""
    from mi_core.thermoelectrics.computed.best import best_points
    from mi_core.thermoelectrics.computed.files import read_files
    from mi_core.thermoelectrics.computed.quantities import quantities
    from mi_core.thermoelectrics.ranking.quantities import check_relaxation_time

    check_output(options.output, TABLES)
    check_relaxation_time(options.tau)
    reading = read_files(((path.name, _content(path)) for path in options.files), most=None)
    for sentence in (*reading.problems, *reading.remarks):
        print(sentence, file=sys.stderr)
    if reading.points.empty:
        raise InputError(f"None of {counted(len(options.files), 'file')} could be read; nothing is written.")
    rows = quantities(reading.points, options.tau)
    compounds = counted(rows["id"].nunique(), "compound")
    rows = best_points(rows) if options.best else rows
    write_output(rows, options.output)
    print(
        f"{counted(len(rows), 'row')} of {compounds}, for τ = {options.tau:g} fs; written to {options.output}.",
        file=sys.stderr,
    )
    return 1 if reading.problems else 0


def _content(path: Path) -> bytes | InputError:
    try:
        return path.read_bytes()
    except OSError as error:
        return InputError(f"The file cannot be opened ({shown(error.strerror or detail(error))}).")
