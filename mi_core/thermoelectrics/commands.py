"""`thermoelectric-ranking [--carriers n] [--tau 10] [--min-gap 0.1] [--metals] [--elements …] … --output ranking.csv`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mi_core.commands.output import TABLES, check_output, write_output
from mi_core.words import counted

ANY = "any"


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "thermoelectric-ranking", help="rank the compounds of the Materials Project by predicted power factor"
    )
    parser.add_argument("--carriers", choices=("n", "p"), default="n", help="type of doping (default: n)")
    parser.add_argument("--tau", type=float, default=10.0, help="relaxation time in fs (default: 10)")
    _add_filters(parser)
    parser.add_argument("--output", required=True, type=Path, help="CSV or Parquet file to write")
    parser.set_defaults(run=run)


def _add_filters(parser) -> None:
    """Add an option per field of `ranking.filters.Filters`, whose defaults hold for what is not given."""

    def add(name: str, words: str, **options) -> None:
        parser.add_argument(name, help=words, default=argparse.SUPPRESS, **options)

    add("--min-gap", "gap must lie above it, eV (default: 0.1)", type=float)
    add("--metals", "rank the compounds of gap 0 instead", action="store_true")
    add("--elements", "made of these alone, such as Bi,Sb,Te", metavar="SYMBOLS")
    add("--min-seebeck", "µV/K that |S| must reach", type=float)
    add("--max-price", "USD/kg that the elements may cost", type=float)
    add("--max-hull", f"eV/atom that it may lie above the hull, or {ANY} (default: 0.1)", type=_limit)
    words = "keep what has PF and S²σ off by more than a factor of 2, whose S differs between directions"
    add("--any-agreement", words, dest="agreeing", action="store_false")
    add("--stablest", "only the stablest entry of a composition", action="store_true")
    add("--no-toxic", "leave toxic elements out", action="store_true")
    add("--no-radioactive", "leave radioactive elements out", action="store_true")
    add("--any-domain", "keep what the model has nothing like", dest="inside", action="store_false")
    add("--computed", "by Ricci et al.", choices=("yes", "no"))
    add("--measured", "according to ESTM", choices=("yes", "host", "no"))


def run(options) -> int:
    """Take the ranking that is kept, or compute it; filter; write."""
    from mi_core.thermoelectrics.ranking.candidates import elements_of
    from mi_core.thermoelectrics.ranking.conditions import conditions, hidden_words, passing, why_empty
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
    remarks = [
        f"{counted(len(rows), 'compound')} of {len(frame):,}, for τ = {options.tau:g} fs; written to {options.output}."
    ]
    remarks.append(why_empty(found) if rows.empty else hidden_words(found))
    print(*filter(None, remarks), file=sys.stderr)
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
    from dataclasses import fields

    from mi_core.thermoelectrics.ranking.filters import Filters, read_symbols

    given = {
        field.name: getattr(options, field.name) for field in fields(Filters) if hasattr(options, field.name)
    }
    if "elements" in given:
        given["elements"] = read_symbols(given["elements"])
    return Filters(**given)


def _limit(text: str) -> float | None:
    """Return a number, or None for "any"; argparse makes a sentence of the ValueError."""
    return None if text == ANY else float(text)


_limit.__name__ = "limit"  # as that sentence calls it
