"""`alloys equilibrium|design|dataset|train|evaluate`: phase equilibria, alloys from wishes, and the making of the models."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from mi_core.alloys.commands.making import add_making, counter, seed
from mi_core.commands.output import TABLES, check_output, write_output, write_output_text
from mi_core.errors import InputError


def add_parser(commands) -> None:
    """Add the command and its sub-commands to the parser."""
    parser = commands.add_parser(
        "alloys", help="phase equilibria of aluminium alloys, and alloys from wishes"
    )
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    _add_equilibrium(actions)
    _add_design(actions)
    add_making(actions)


def _add_equilibrium(actions) -> None:
    parser = actions.add_parser(
        "equilibrium",
        help="compute the stable phases of an alloy (CALPHAD)",
        description="Compute the stable phases of an alloy: a row per temperature (K) and phase with its mole fraction "
        "(column fraction) and mass fraction (column mass_fraction) of the alloy.",
    )
    parser.add_argument(
        "--composition", required=True, help='such as "Mg=1.0,Si=0.6,Cu=0.3"; Al is the balance'
    )
    parser.add_argument(
        "--unit", choices=("wt", "at"), default="wt", help="unit of the composition (default wt)"
    )
    parser.add_argument("--temperatures", required=True, help="K, such as 400:900:50 or 450,700")
    parser.add_argument("--tdb", type=Path, help="a thermodynamic database of your own (default: COST507)")
    parser.add_argument("--output", type=Path, required=True, help="CSV or Parquet file to write")
    parser.set_defaults(run=run_equilibrium)


def _add_design(actions) -> None:
    parser = actions.add_parser(
        "design",
        help="propose alloys for a specification",
        description="Propose alloys for a specification, whose phase fractions are mole fractions and temperatures in K. "
        "Models trained on COST507 answer within seconds. With --tdb no model has learnt from the database: its own "
        "equilibria are searched, which takes --seconds, and nothing has learned intervals.",
    )
    parser.add_argument("--spec", type=Path, required=True, help="JSON file of wishes")
    parser.add_argument("--n", type=int, default=10, help="number of alloys, 1 to 1000 (default 10)")
    parser.add_argument("--model", help="the generator that must answer (default: the best ones together)")
    parser.add_argument("--verify", action="store_true", help="compute every wish with CALPHAD")
    parser.add_argument("--seed", type=seed, default=0)
    parser.add_argument("--tdb", type=Path, help="a thermodynamic database of your own, to be searched")
    parser.add_argument(
        "--elements", help="of --tdb to search, such as Mg,Si (default: those that the wishes need)"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="of searching in --tdb (default 60)")
    parser.add_argument("--output", type=Path, required=True, help="JSON file to write")
    parser.set_defaults(run=run_design)


def run_equilibrium(options) -> None:
    """Read the composition, compute, write."""
    from mi_core.alloys.compositions.composition import at_to_wt, parse_composition
    from mi_core.alloys.specification.names import why_not_offered
    from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium
    from mi_core.alloys.thermodynamics.results.equilibrium_table import equilibrium_table
    from mi_core.alloys.thermodynamics.results.temperatures import parse_temperatures

    check_output(options.output, TABLES)
    temperatures = parse_temperatures(options.temperatures)
    database = _database(options.tdb)
    elements = tuple(symbol for symbol in database.elements if symbol != "Al")
    why = partial(why_not_offered, database=database)
    contents = parse_composition(options.composition, options.unit, elements, why)
    wt = contents if options.unit == "wt" else at_to_wt(contents)
    found = equilibrium([wt], temperatures, database)
    for pair in database.missing_binaries([symbol for symbol, value in wt.items() if value > 0]):
        print(
            f"Warning: {database.name} does not describe {'-'.join(pair)}; they are taken to mix ideally.",
            file=sys.stderr,
        )
    for remark in found.remarks:
        print(f"Warning: {remark}", file=sys.stderr)
    write_output(equilibrium_table(found), options.output)
    _say_failed(found)
    print(
        f"{len(temperatures) - found.failed} of {len(temperatures)} temperatures computed with {database.name}; written to "
        f"{options.output}.",
        file=sys.stderr,
    )


def _say_failed(found) -> None:
    """Say why temperatures failed; InputError when none could be computed."""
    failed = found.points[~found.points["converged"]]
    for reason, rows in failed.groupby("reason", sort=False):
        at = ", ".join(f"{t:g}" for t in rows["temperature_k"][:6]) + (" …" if len(rows) > 6 else "")
        if len(rows) == len(found.points):
            raise InputError(f"No equilibrium could be computed at {at} K: {reason}.")
        print(f"Warning: no equilibrium at {at} K: {reason}.", file=sys.stderr)
    if len(failed) == len(found.points):
        raise InputError("No equilibrium could be computed at any temperature.")


def run_design(options) -> None:
    """Read the wishes, propose, verify if asked, write."""
    import json

    from mi_core.alloys.design.record import design_records
    from mi_core.alloys.specification.celsius import celsius_questions
    from mi_core.alloys.specification.check import check_specification
    from mi_core.alloys.specification.reading import specification_from_json

    check_output(options.output, (".json",))
    if not 1 <= options.n <= 1000:
        raise InputError(f"--n is a number of alloys from 1 to 1000; got {options.n}.")
    wished = specification_from_json(_read(options.spec, "--spec"))
    database = _database(options.tdb)
    spec = check_specification(wished, database)
    for question in celsius_questions(spec, database):
        print(f"Warning: {question.text}", file=sys.stderr)
    proposals = _proposals(options, spec, database)
    verified = None
    if options.verify:
        from mi_core.alloys.design.verify import verification

        compositions = [proposal.wt for proposal in proposals]
        verified = verification(compositions, spec, database, progress=counter("verified"))
    records = design_records(proposals, spec, verified)
    write_output_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", options.output)
    full = sum(all(record["meets"]) for record in records)
    if len(records) < options.n:
        print(f"Only {len(records)} different alloys were found, of {options.n} asked for.", file=sys.stderr)
    said = "by CALPHAD" if options.verify or options.tdb else "by the prediction"
    print(
        f"{len(records)} alloys, {full} meet every wish {said}; written to {options.output}.", file=sys.stderr
    )


def _proposals(options, spec, database) -> list:
    """Return what the models propose, or what a search in the user's own database finds."""
    if options.tdb is None:
        from mi_core.alloys.design.proposals import design

        if options.elements:
            raise InputError(
                "--elements belongs to --tdb; limit others to 0 wt% in the specification instead."
            )
        return design(spec, options.n, options.model, options.seed)
    from mi_core.alloys.design.search import search_design

    if options.model:
        raise InputError(
            f"--model {options.model} was trained on COST507 and knows nothing of --tdb; leave it out."
        )
    if not options.seconds > 0:
        raise InputError(f"--seconds is a time above 0; got {options.seconds:g}.")
    elements = tuple(parse_elements(options.elements, database)) if options.elements else ()
    print(
        f"{database.name} is searched by CALPHAD for up to {options.seconds:g} s: no model was trained on it, so there is "
        "no surrogate and no learned interval.",
        file=sys.stderr,
    )
    return search_design(
        spec,
        database,
        options.n,
        options.seed,
        seconds=options.seconds,
        elements=elements,
        progress=counter("sets of elements searched"),
    )


def parse_elements(text: str, database) -> list[str]:
    """Return the symbols of a text such as "Mg,Si", each once; InputError for what the database does not offer."""
    from mi_core.alloys.thermodynamics.database.database import check_elements

    found = [part.strip().capitalize() for part in text.split(",") if part.strip()]
    check_elements(database, found)
    return [symbol for symbol in dict.fromkeys(found) if symbol != "Al"]


def _database(tdb: Path | None):
    from mi_core.alloys.thermodynamics.database.database import default_database, read_database

    return default_database() if tdb is None else read_database(_read(tdb, "--tdb"), tdb.name)


def _read(path: Path, option: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{option} names a file that cannot be read: {str(path)!r} ({error.strerror})."
        ) from None
