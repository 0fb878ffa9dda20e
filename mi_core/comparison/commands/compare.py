"""`compare --dataset D --target T [--models …] [--split …] --output folder`: regressors under one protocol."""

from __future__ import annotations

import shlex
import sys
from dataclasses import fields
from pathlib import Path

from mi_core.commands.output import check_output_folder
from mi_core.errors import InputError


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("compare", help="compare regressors on a data set or on your own table")
    _add_problem(parser)
    _add_columns(parser)
    _add_models(parser)
    _add_protocol(parser)
    parser.add_argument("--output", type=Path, required=True, help="folder for card and tables")
    parser.set_defaults(run=run)


def _add_problem(parser) -> None:
    """Add what names the rows and what is to be predicted of them."""
    parser.add_argument("--dataset", help="a registered data set (see the command data list)")
    parser.add_argument("--target", help="one of the data set's targets")
    parser.add_argument("--table", type=Path, help="CSV, spreadsheet or Parquet (see the command table)")
    parser.add_argument("--column", help="the table's column to predict")
    parser.add_argument("--unit", default="", help="unit of that column, if its heading does not say it")


def _add_columns(parser) -> None:
    """Add what is read besides, kept together or cleaned."""

    def repeatable(name: str, metavar: str, words: str) -> None:
        parser.add_argument(name, action="append", default=[], metavar=metavar, help=words)

    repeatable(
        "--learn-from",
        "COLUMN",
        "a column of numbers, such as a temperature, to learn from besides the material; repeatable; of a data set one that "
        "its card names (the conditions of its targets are read in any case)",
    )
    repeatable(
        "--learn-from-where-given",
        "COLUMN",
        "the same of a table, but rows without a number in it are kept",
    )
    repeatable(
        "--learn-with",
        "TARGET",
        "a further target of the data set that networks learn at the same time; repeatable",
    )
    repeatable("--switch", "NAME", "a further cleaning of the data set's card")
    parser.add_argument(
        "--group",
        default="",
        metavar="COLUMN",
        help="the column that --split column goes by; of a data set one by which its card plans a split",
    )


def _add_models(parser) -> None:
    """Add which regressors learn, and from which features."""
    from mi_core.comparison.features import FEATURES
    from mi_core.regressors.registry import REGRESSORS

    parser.add_argument(
        "--models",
        help=f"names separated by commas, of {', '.join(REGRESSORS)}, with parameters if wanted, as in "
        "dense-network:depth=5 or dense-network:depth=1..10 (default: all but cgcnn)",
    )
    parser.add_argument(
        "--features",
        default="selected",
        help=f"{', '.join(FEATURES)}, or element properties separated by commas",
    )
    parser.add_argument(
        "--tune", action="store_true", help="search each model's grid inside the training folds"
    )


def _add_protocol(parser) -> None:
    """Add how rows are held out."""
    from mi_core.comparison.protocol import SPLITS

    parser.add_argument("--split", choices=SPLITS, default="random")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--holdout", type=float, help="test one share of the rows in place of folds")
    parser.add_argument("--rows", type=int, help="compare on at most so many rows")
    parser.add_argument(
        "--no-learning-curve",
        dest="learning_curve",
        action="store_false",
        help="leave the learning curves out",
    )
    parser.add_argument("--seed", type=int, default=0)


def run(options) -> None:
    """Compare, write, and print the table."""
    from mi_core.comparison.run import compare
    from mi_core.comparison.sources import open_problem
    from mi_core.comparison.store import write_comparison

    protocol = _protocol(options)
    check_output_folder(options.output)
    problem = open_problem(_reference(options))
    print(problem.report, file=sys.stderr)
    models = options.models.split(",") if options.models else None
    command = f"python -m mi_core {shlex.join(sys.argv[1:])}"
    found = compare(problem, models, protocol, command=command, progress=_show)
    print(file=sys.stderr)
    write_comparison(found, options.output)
    print(table_text(found))
    print(f"Written to {options.output}.", file=sys.stderr)


def table_text(comparison) -> str:
    """Return the summary of a comparison as a table of plain text, best model first, and below it what it means."""
    from mi_core.comparison.verdicts import DEFINITION, against_baseline, baseline_sentence

    summary = comparison.summary
    unit = comparison.target.unit or "1"
    lines = [
        f"{'model':<24}{f'MAE ({unit})':>24}{'RMSE':>9}{'R²':>8}{'in 90 %':>9}{'fit s':>8}{'s/1000':>8}{'MB':>8}{'p':>8}"
    ]
    for row in summary.itertuples():
        spread = "" if row.mae_spread != row.mae_spread else f" ± {row.mae_spread:.4f}"
        p = "" if row.p_value != row.p_value else f"{row.p_value:.3f}"
        lines.append(
            f"{row.model:<24}{f'{row.mae:.4f}{spread}':>24}{row.rmse:>9.4f}{row.r2:>z8.3f}{row.coverage:>9.1%}"
            f"{row.fit_s:>8.1f}{row.predict_s_per_1000:>8.2f}{row.size_mb:>8.2f}{p:>8}"
        )
    found = against_baseline(comparison)
    verdict = baseline_sentence(found, comparison.titles, comparison.target.unit)
    return "\n".join([*lines, verdict, f"{DEFINITION} p: against the first row."])


def _reference(options) -> dict:
    from mi_core.comparison.sources import check_split, reference

    if options.group and options.split != "column":
        raise InputError("--group goes with --split column; otherwise rows are not kept together by it.")
    if options.table is not None:
        return _reference_to_table(options)
    if options.learn_from_where_given or options.unit:
        raise InputError("--learn-from-where-given and --unit go with --table, not with a data set.")
    if not (options.dataset and options.target):
        raise InputError("Give --dataset with --target, or --table with --column.")
    chosen = reference(
        options.dataset,
        options.target,
        beside=options.learn_from,
        learned_with=options.learn_with,
        kept_together=options.group,
        switches=options.switch,
    )
    check_split(chosen, options.split)
    return chosen


def _reference_to_table(options) -> dict:
    from mi_core.comparison.sources import reference
    from mi_core.comparison.tables import Columns

    if not options.column or options.dataset or options.target or options.switch or options.learn_with:
        raise InputError(
            "--table goes with --column NAME, and without --dataset, --target, --learn-with and --switch."
        )
    optional = tuple(options.learn_from_where_given)
    columns = Columns(features=tuple(options.learn_from), group=options.group, optional=optional)
    return reference(table=options.table, column=options.column, unit=options.unit, columns=columns)


def _protocol(options):
    from mi_core.comparison.features import FEATURES
    from mi_core.comparison.protocol import Protocol

    chosen = {f.name: getattr(options, f.name) for f in fields(Protocol) if hasattr(options, f.name)}
    if options.features not in FEATURES:
        chosen["features"] = tuple(filter(None, options.features.split(",")))
    return Protocol(**chosen)


def _show(done: int, total: int, words: str) -> None:
    print(f"\r{done} of {total}: {words:<60}", end="", file=sys.stderr, flush=True)
