"""`alloys equilibrium|design|dataset|train|evaluate`: phase equilibria, alloys from wishes, and the making of the models."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.errors import InputError


def add_parser(commands) -> None:
    """Add the command and its sub-commands to the parser."""
    parser = commands.add_parser(
        "alloys", help="phase equilibria of aluminium alloys, and alloys from wishes"
    )
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    _add_equilibrium(actions)
    _add_design(actions)
    _add_making(actions)


def _add_equilibrium(actions) -> None:
    parser = actions.add_parser("equilibrium", help="compute the stable phases of an alloy (CALPHAD)")
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
    parser = actions.add_parser("design", help="propose alloys for a specification")
    parser.add_argument("--spec", type=Path, required=True, help="JSON file of wishes")
    parser.add_argument("--n", type=int, default=10, help="number of alloys, 1 to 1000 (default 10)")
    parser.add_argument("--model", help="the generator that must answer (default: the best ones together)")
    parser.add_argument("--verify", action="store_true", help="compute every wish with CALPHAD")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, required=True, help="JSON file to write")
    parser.set_defaults(run=run_design)


def _add_making(actions) -> None:
    dataset = actions.add_parser(
        "dataset", help="compute the data set of alloys; goes on where it was stopped"
    )
    dataset.add_argument("--n", type=int, help="number of alloys (default: as shipped)")
    dataset.add_argument("--work", type=Path, help="folder that keeps the shards (default: in the cache)")
    dataset.add_argument(
        "--output", type=Path, help="folder for the tables (default: where the product reads them)"
    )
    dataset.set_defaults(run=run_dataset)
    train = actions.add_parser("train", help="train models of alloys")
    train.add_argument("names", nargs="*", metavar="NAME", help="surrogate, a generator, or all (default)")
    train.add_argument("--output", type=Path, help="folder for the models (default: beside those that ship)")
    train.set_defaults(run=run_train)
    evaluate = actions.add_parser("evaluate", help="compare the generators, verified by CALPHAD")
    evaluate.add_argument(
        "--work", type=Path, help="folder that keeps what is computed (default: in the cache)"
    )
    evaluate.add_argument("--minutes", type=float, help="of computing; a further run goes on")
    evaluate.add_argument(
        "--output", type=Path, help="JSON file to write (default: where the product reads it)"
    )
    evaluate.set_defaults(run=run_evaluate)
    for parser in (dataset, train):
        parser.add_argument("--seed", type=int, default=0)
    for parser in (dataset, evaluate):
        parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")


def run_equilibrium(options) -> None:
    """Read the composition, compute, write."""
    from mi_core.alloys.composition import at_to_wt, parse_composition
    from mi_core.alloys.equilibrium import equilibrium
    from mi_core.alloys.equilibrium_table import equilibrium_table
    from mi_core.alloys.temperatures import parse_temperatures

    _check_output(options.output, ".csv", ".parquet")
    temperatures = parse_temperatures(options.temperatures)
    database = _database(options.tdb)
    elements = tuple(symbol for symbol in database.elements if symbol != "Al")
    contents = parse_composition(options.composition, options.unit, elements)
    wt = contents if options.unit == "wt" else at_to_wt(contents)
    found = equilibrium([wt], temperatures, database)
    for pair in database.missing_binaries([symbol for symbol, value in wt.items() if value > 0]):
        print(
            f"Warning: {database.name} does not describe {'-'.join(pair)}; they are taken to mix ideally.",
            file=sys.stderr,
        )
    table = equilibrium_table(found)
    write = table.to_csv if options.output.suffix.lower() == ".csv" else table.to_parquet
    write(options.output, index=False)
    print(
        f"{len(temperatures) - found.failed} of {len(temperatures)} temperatures computed with {database.name}; written to "
        f"{options.output}.",
        file=sys.stderr,
    )


def run_design(options) -> None:
    """Read the wishes, propose, verify if asked, write."""
    import json

    from mi_core.alloys.design import design
    from mi_core.alloys.design_record import design_records
    from mi_core.alloys.specification import check_specification, specification_from_json

    _check_output(options.output, ".json")
    if not 1 <= options.n <= 1000:
        raise InputError(f"--n is a number of alloys from 1 to 1000; got {options.n}.")
    spec = check_specification(specification_from_json(_read(options.spec, "--spec")))
    proposals = design(spec, options.n, options.model, options.seed)
    verified = None
    if options.verify:
        from mi_core.alloys.verify import verification

        verified = verification([proposal.wt for proposal in proposals], spec, progress=_counter("verified"))
    records = design_records(proposals, spec, verified)
    options.output.write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    full = sum(all(record["meets"]) for record in records)
    said = "by CALPHAD" if options.verify else "by the prediction"
    print(
        f"{len(records)} alloys, {full} meet every wish {said}; written to {options.output}.", file=sys.stderr
    )


def run_dataset(options) -> None:
    """Compute the data set and say what it holds."""
    from mi_core.alloys.dataset import FOLDER, SIZE, make_dataset

    card = make_dataset(
        options.output or FOLDER,
        n=SIZE if options.n is None else options.n,
        seed=options.seed,
        workers=options.workers,
        work=options.work,
        progress=_counter("shards"),
    )
    print(f"{card['alloys']} alloys, {card['points']} points, {card['points_failed']} of them not converged.")


def run_train(options) -> None:
    """Train, saying how far it is."""
    from mi_core.alloys.train import train_models

    train_models(options.names or ("all",), seed=options.seed, folder=options.output, say=print)


def run_evaluate(options) -> None:
    """Evaluate, and say where the table is."""
    from mi_core.alloys.evaluate import evaluate
    from mi_core.datasets.paths import cache_folder

    work = options.work or cache_folder() / "alloys" / "evaluation"
    record = evaluate(
        work, workers=options.workers, minutes=options.minutes, output=options.output, say=print
    )
    print(f"{record['cases']} cases, {record['unfinished_cases']} not finished.")


def _database(tdb: Path | None):
    from mi_core.alloys.database import default_database, read_database

    return default_database() if tdb is None else read_database(_read(tdb, "--tdb"), tdb.name)


def _read(path: Path, option: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{option} names a file that cannot be read: {str(path)!r} ({error.strerror})."
        ) from None


def _check_output(path: Path, *suffixes: str) -> None:
    if path.suffix.lower() not in suffixes:
        raise InputError(f"--output must end in {' or '.join(suffixes)}; got {str(path)!r}.")
    if not path.absolute().parent.is_dir():
        raise InputError(f"--output names a folder that does not exist: {str(path.parent)!r}; make it first.")


def _counter(what: str):
    def show(done: int, total: int) -> None:
        print(f"\r{done} of {total} {what}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show
