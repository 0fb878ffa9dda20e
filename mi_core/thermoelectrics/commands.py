"""`thermoelectric-ranking [--carriers n] [--tau 10] [--min-gap 0.1] [--metals] [--elements …] … --output ranking.csv`."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.commands.output import TABLES, check_output, write_output
from mi_core.words import counted


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "thermoelectric-ranking", help="rank the compounds of the Materials Project by predicted power factor"
    )
    parser.add_argument("--carriers", choices=("n", "p"), default="n", help="type of doping (default: n)")
    parser.add_argument("--tau", type=float, default=10.0, help="relaxation time in fs (default: 10)")
    parser.add_argument("--min-gap", type=float, default=0.1, help="gap must lie above it, eV (default: 0.1)")
    parser.add_argument("--metals", action="store_true", help="rank the compounds of gap 0 instead")
    parser.add_argument("--elements", metavar="SYMBOLS", help="made of these alone, such as Bi,Sb,Te")
    parser.add_argument("--min-seebeck", type=float, help="µV/K that |S| must reach")
    parser.add_argument("--max-price", type=float, help="USD/kg that the elements may cost")
    parser.add_argument("--max-hull", type=float, help="eV/atom that it may lie above the hull")
    parser.add_argument("--stablest", action="store_true", help="only the stablest entry of a composition")
    parser.add_argument("--no-toxic", action="store_true", help="leave toxic elements out")
    parser.add_argument("--no-radioactive", action="store_true", help="leave radioactive elements out")
    parser.add_argument("--any-domain", action="store_true", help="keep what the model has nothing like")
    parser.add_argument("--computed", choices=("yes", "no"), default="", help="by Ricci et al.")
    parser.add_argument("--measured", choices=("yes", "host", "no"), default="", help="according to ESTM")
    parser.add_argument("--output", required=True, type=Path, help="CSV or Parquet file to write")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Take the ranking that is kept, or compute it; filter; write."""
    from mi_core.thermoelectrics.ranking.candidates import elements_of
    from mi_core.thermoelectrics.ranking.filters import conditions, passing, why_empty
    from mi_core.thermoelectrics.ranking.quantities import check_relaxation_time, quantities

    check_output(options.output, TABLES)
    check_relaxation_time(options.tau)
    filters = _filters(options)
    frame = _ranking()
    elements = elements_of(frame["formula"])
    shown = quantities(frame, elements, options.carriers, options.tau)
    found = conditions(shown, elements, filters)
    rows = shown[passing(found)]
    write_output(rows, options.output)
    why = f" {why_empty(found)}" if rows.empty else ""
    words = f"{counted(len(rows), 'compound')} of {len(frame):,}"
    print(f"{words}, for τ = {options.tau:g} fs; written to {options.output}.{why}", file=sys.stderr)
    return 0


def _ranking():
    from mi_core.thermoelectrics.ranking.full import keep, kept_ranking, rank_all

    frame = kept_ranking()
    if frame is None:
        print("No ranking by this model is kept; computing one …", file=sys.stderr)
        frame = rank_all()
        keep(frame)
    return frame


def _filters(options):
    from mi_core.thermoelectrics.ranking.filters import Filters, read_symbols

    return Filters(
        metals=options.metals,
        min_gap=options.min_gap,
        elements=read_symbols(options.elements) if options.elements else None,
        min_seebeck=options.min_seebeck,
        max_price=options.max_price,
        max_hull=options.max_hull,
        no_toxic=options.no_toxic,
        no_radioactive=options.no_radioactive,
        inside=not options.any_domain,
        stablest=options.stablest,
        computed=options.computed,
        measured=options.measured,
    )
