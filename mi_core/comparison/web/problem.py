"""What a new comparison is about: a target of a data set, or a column of the user's own table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.comparison.web.chosen import OWN_GROUPS, Chosen
from mi_core.comparison.web.columns import choose_mapping, choose_more, say_table
from mi_core.comparison.web.dataset import choose_dataset
from mi_core.comparison.web.upload import Checked, check_table, kept_upload, read_upload, understood
from mi_core.comparison.web.view import choose_one
from mi_core.errors import InputError
from mi_core.inputs import CRYSTAL
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.tables.mapping import Mapping
    from mi_core.tables.table import Table

DATASET, TABLE = "A data set of the workbench", "My own table"
PREVIEW_ROWS = 5


def choose_problem() -> Chosen | None:
    """Show the choice; None while it is not complete."""
    source = choose_one("Source", [DATASET, TABLE], "compare_source", persist_state="session")
    return choose_dataset() if source == DATASET else _of_table()


def _of_table() -> Chosen | None:
    from mi_core.tables.reading import SUFFIXES

    file = st.file_uploader(
        "Table with a row per material",
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        key="compare_table",
        help="CSV with any usual delimiter and encoding, a spreadsheet, or Parquet: with a column of formulas, CIF texts, "
        "elements on sites, or contents of elements, and a column of numbers to predict. It stays on this machine, in this "
        "workspace.",
    )
    with errors_shown():  # the rest of the form stays
        path = kept_upload() if file is None else kept_upload(file.name, file.getvalue())
        return None if path is None else _column_of(path)
    return None


def _column_of(path: Path) -> Chosen | None:
    """Show what was understood, let the person change it, and say what cleaning leaves."""
    from mi_core.comparison.sources import reference
    from mi_core.comparison.tables import Columns
    from mi_core.tables.mapping import need_mapping

    table = read_upload(path)
    st.markdown(f"**{escaped(path.name)}**: {len(table):,} rows, {len(table.columns):,} columns.")
    say_table(table)
    mapping = need_mapping(table, choose_mapping(path))
    column, unit = _choose_target(path, table, mapping)
    features, optional, group = choose_more(path, mapping, column)
    own = (*features, *optional)
    st.dataframe(_preview(table, mapping, [column, *own]), hide_index=True)
    columns = Columns(mapping, features, group, optional)
    checked = check_table(path, column, unit, columns.as_dict())
    if checked is not None:
        _say(checked)
    kinds = frozenset({CRYSTAL.key} if mapping.cif else ()) if checked is None else checked.kinds
    chosen = reference(table=path, column=column, unit=unit, columns=columns)
    return Chosen(chosen, f"{column} · {path.name}", kinds, own, (OWN_GROUPS,) if group else ())


def _choose_target(path: Path, table: Table, mapping: Mapping) -> tuple[str, str]:
    """Offer the columns that could be predicted, and the unit."""
    candidates = [heading for heading in table.columns if heading not in mapping.columns]
    if not candidates:
        raise InputError(
            f"{path.name} has no column besides those that describe the materials; add one to predict."
        )
    proposed = understood(path)[1]
    left, right = st.columns([2, 1])
    column = left.selectbox(
        "Column to predict",
        candidates,
        index=candidates.index(proposed) if proposed in candidates else 0,
        key=f"compare_column_{path.parent.name}",
    )
    unit = right.text_input(
        "Its unit",
        table.units.get(column, ""),
        max_chars=20,
        placeholder="eV/atom",
        key=f"compare_unit_{path.parent.name}_{candidates.index(column)}",
    )
    return column, unit.strip()


def _say(checked: Checked) -> None:
    """Say how many rows are left, what was dropped for which reason, and how values were read."""
    kept, *steps = checked.sentences
    words = "\n".join([escaped(kept), *(f"- {escaped(line)}" for line in steps)])
    (st.warning if checked.dropped else st.success)(words, icon=":material/rule:")


def _preview(table: Table, mapping: Mapping, headings: list[str]) -> pd.DataFrame:
    first = [heading for heading in mapping.columns if heading != mapping.cif][:8]
    rows = table.frame[[*dict.fromkeys([*first, *headings])]].head(PREVIEW_ROWS)
    return rows.map(lambda cell: f"{cell:.6g}" if isinstance(cell, float) else str(cell))
