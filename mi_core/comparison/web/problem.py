"""What a new comparison is about: a target of a data set, or a column of the user's own table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.comparison.web.columns import choose_mapping, choose_more, say_table
from mi_core.comparison.web.upload import Checked, check_table, kept_upload, read_upload, understood
from mi_core.comparison.web.view import choose_one
from mi_core.errors import InputError
from mi_core.inputs import CRYSTAL, kinds_in
from mi_core.pretrained.system import SYSTEM as MODELS
from mi_core.targets import TARGETS
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.tables.mapping import Mapping
    from mi_core.tables.table import Table

DATASET, TABLE = "A data set of the workbench", "My own table"
PREVIEW_ROWS = 5


@dataclass(frozen=True)
class Chosen:
    """The problem as a job carries it, a title for the job, the keys of the kinds of input that its rows have, and a column
    that splits may go by.
    """

    reference: dict[str, Any]
    title: str
    kinds: frozenset[str]
    own_columns: tuple[str, ...] = ()
    group: str = ""


def choose_problem() -> Chosen | None:
    """Show the choice; None while it is not complete."""
    source = choose_one("Source", [DATASET, TABLE], "compare_source", persist_state="session")
    return _of_dataset() if source == DATASET else _of_table()


def _of_dataset() -> Chosen:
    from mi_core.comparison.sources import offered_targets, reference
    from mi_core.datasets.loading import find_table
    from mi_core.datasets.registry import find_dataset

    offered = {name: targets for name, targets in offered_targets().items() if targets}
    cards = {name: find_dataset(name) for name in offered}
    left, right = st.columns(2)
    name = left.selectbox(
        "Data set",
        list(offered),
        format_func=lambda name: cards[name].title.partition(" (")[0],
        key="compare_dataset",
        persist_state="session",
    )
    card = cards[name]
    target = right.selectbox(
        "Property",
        offered[name],
        format_func=lambda key: TARGETS[key].heading,
        key=f"compare_target_{name}",
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{card.published_rows:,} rows as published", width="content")
        st.page_link(
            MODELS.page,
            label="Its card, with traps",
            icon=":material/table_chart:",
            query_params={"dataset": name},
        )
    if find_table(card) is None:
        st.info(
            "This table is not on this machine: the comparison fetches it first, if its source answers.",
            icon=":material/cloud_download:",
        )
    title = f"{TARGETS[target].title} · {card.title.partition(' (')[0]}"
    return Chosen(reference(name, target), title, frozenset(kind.key for kind in kinds_in(card.columns)))


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
    features, group = choose_more(path, mapping, column)
    st.dataframe(_preview(table, mapping, [column, *features]), hide_index=True)
    columns = Columns(mapping, features, group)
    checked = check_table(path, column, unit, columns.as_dict())
    if checked is not None:
        _say(checked)
    kinds = frozenset({CRYSTAL.key} if mapping.cif else ()) if checked is None else checked.kinds
    chosen = reference(table=path, column=column, unit=unit, columns=columns)
    return Chosen(chosen, f"{column} · {path.name}", kinds, features, group)


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
