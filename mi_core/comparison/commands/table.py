"""`table FILE [--target COLUMN] --output out.csv`: what the table reader understood of a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.commands.output import add_output, check_output, write_output
from mi_core.errors import InputError
from mi_core.words import counted

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.tables.table import Table


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("table", help="show what is understood of a table, and write it cleaned")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="CSV in any encoding and delimiter, spreadsheet, or Parquet"
    )
    parser.add_argument(
        "--target",
        metavar="COLUMN",
        help="the column to predict, with or without its unit (default: proposed)",
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, clean, write; the mapping and the cleaning steps go to standard error."""
    check_output(options.output)

    from mi_core.comparison.tables import read_table
    from mi_core.tables.mapping import find_column, propose_mapping
    from mi_core.tables.target import propose_target

    table = read_table(options.file)
    mapping = propose_mapping(table)
    target = find_column(table, options.target) if options.target else propose_target(table, mapping)
    for words in mapping.words():
        _say(f"{words[:1].upper()}{words[1:]}.")
    frame = _materials(table, mapping, target) if mapping else _numbers(table, mapping, target)
    if frame.empty:
        raise InputError(f"No row of {table.name} can be used; what was dropped, and why, is said above.")
    write_output(frame, options.output)
    _say(f"{len(frame):,} of {len(table):,} rows written to {options.output}.")
    return 0


def _materials(table: Table, mapping, target: str) -> pd.DataFrame:
    """Return formula and target of the usable rows."""
    from mi_core.comparison.cleaning import clean_materials, clean_rows

    if not target:
        _say("There is no column to predict.")
        materials, rows, steps = clean_materials(table, mapping)
        _say_steps([*table.remarks, *steps])
        return _frame(table, mapping, materials, rows)
    cleaned = clean_rows(table, target, mapping, check=False)
    _say_target(cleaned.target)
    _say_steps(cleaned.steps)
    return _frame(table, mapping, cleaned.materials, cleaned.rows).assign(**{target: cleaned.y})


def _frame(table: Table, mapping, materials, rows) -> pd.DataFrame:
    import pandas as pd

    from mi_core.formulas import plain_formula

    written = [m.formula for m in materials]
    if mapping.formula:  # as the file writes it, where it is plain
        cells = table.frame[mapping.formula].iloc[rows]
        written = [plain_formula(str(c)) or f for c, f in zip(cells, written, strict=True)]
    return pd.DataFrame({"formula": written})


def _numbers(table: Table, mapping, target: str) -> pd.DataFrame:
    """Return the columns of numbers, the target last, of a table that describes no materials."""
    import numpy as np
    import pandas as pd

    from mi_core.tables.target import numeric_columns, read_features, read_target

    features = tuple(heading for heading in numeric_columns(table, mapping) if heading != target)
    if not features or not target:
        from mi_core.tables.mapping import need_mapping

        need_mapping(table, mapping)
    _say(
        f"No column describes materials; columns of numbers to learn from: {', '.join(map(repr, features))}."
    )
    labels = read_target(table, target)
    own, complete, masks = read_features(table, features)
    _say_target(labels)
    _say_steps([*table.remarks, *(words for _, _, words in labels.steps)])
    for mask, words, notes in masks:
        _say_steps(notes)
        if lost := int((~mask).sum()):
            _say(f"- {counted(lost, 'row')} {words}.")
    rows = np.flatnonzero(labels.keep & complete)
    return pd.DataFrame(own[rows], columns=list(features)).assign(**{target: labels.labels[rows]})


def _say_target(target) -> None:
    _say(f"To predict: column {target.heading!r}{f' in {target.unit}' if target.unit else ''}.")


def _say_steps(steps) -> None:
    for step in steps:
        _say(f"- {getattr(step, 'sentence', step)}")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
