"""What a new comparison is about: a target of a data set, or a column of the user's own table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.errors import InputError
from mi_core.targets import TARGETS
from mi_core.web.comparison_upload import check_table, kept_upload, read_upload
from mi_core.web.formulas import plain

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

DATASET, TABLE = "A data set of the workbench", "My own table"
DESCRIBES = {
    "cif": "crystals as CIF text",
    "formula": "chemical formulas",
    "a_site": "elements on A",
    "b_site": "elements on B",
    "x_site": "elements on X",
}
_MODELS_PAGE = "pages/models.py"
PREVIEW_ROWS = 5


@dataclass(frozen=True)
class Chosen:
    """The problem as a job carries it, a title for the job, and whether its rows have crystals."""

    reference: dict[str, Any]
    title: str
    has_structures: bool


def choose_problem() -> Chosen | None:
    """Show the choice; None while it is not complete."""
    source = st.segmented_control(
        "Source",
        [DATASET, TABLE],
        default=DATASET,
        required=True,
        key="compare_source",
        label_visibility="collapsed",
        persist_state="session",
    )
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
        format_func=lambda key: f"{TARGETS[key].title} ({TARGETS[key].unit})",
        key=f"compare_target_{name}",
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{card.published_rows:,} rows as published", width="content")
        st.page_link(
            _MODELS_PAGE,
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
    return Chosen(reference(name, target), title, "cif" in card.columns)


def _of_table() -> Chosen | None:
    file = st.file_uploader(
        "CSV or Parquet with a row per material",
        type=["csv", "tsv", "parquet"],
        key="compare_table",
        help="Needs a column `cif`, or `formula`, or the columns `a_site` and `b_site` (and `x_site`, if it is not O), "
        "and a column of numbers to predict. It stays on this machine, in this workspace.",
    )
    if file is not None:
        kept_upload(file.name, file.getvalue())
    path = kept_upload()
    if path is None:
        return None
    try:
        return _column_of(path, read_upload(path))
    except InputError as problem:
        st.error(plain(str(problem)), icon=":material/error:")
        return None


def _column_of(path: Path, frame: pd.DataFrame) -> Chosen | None:
    """Offer the columns that could be predicted, and show what was found in the table."""
    from mi_core.comparison.sources import reference

    known = {str(column).strip().lower() for column in frame}
    found = [words for column, words in DESCRIBES.items() if column in known]
    st.markdown(f"**{plain(path.name)}**: {len(frame):,} rows, {len(frame.columns):,} columns.")
    if not found:
        check_table(path, str(next(iter(frame.columns), "")), "")  # says what the table lacks
        return None
    st.caption(f"Found {', '.join(found)}.")
    candidates = [str(c) for c in frame if str(c).strip().lower() not in {*DESCRIBES, "id"}]
    if not candidates:
        raise InputError(
            f"{path.name} has no column besides those that describe the materials; add one to predict."
        )
    left, right = st.columns([2, 1])
    column = left.selectbox(
        "Column to predict",
        candidates,
        index=_first_numeric(frame, candidates),
        key=f"compare_column_{path.parent.name}",
    )
    unit = right.text_input(
        "Its unit", max_chars=20, placeholder="eV/atom", key=f"compare_unit_{path.parent.name}"
    )
    st.dataframe(_preview(frame, column), hide_index=True)
    checked = check_table(path, column, unit.strip())
    if checked is not None:
        _say(checked.sentences)
    has_structures = "cif" in known if checked is None else checked.has_structures
    return Chosen(
        reference(table=path, column=column, unit=unit.strip()), f"{column} · {path.name}", has_structures
    )


def _say(sentences: tuple[str, ...]) -> None:
    """Say how many rows are left, and what was dropped for which reason."""
    kept, *dropped = sentences
    words = "\n".join([plain(kept), *(f"- {plain(line)}" for line in dropped)])
    (st.warning if dropped else st.success)(words, icon=":material/rule:")


def _preview(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    first = [c for c in frame if str(c).strip().lower() in {"id", *DESCRIBES} and c != "cif"]
    return frame[[*first, column]].head(PREVIEW_ROWS)


def _first_numeric(frame: pd.DataFrame, candidates: list[str]) -> int:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    numeric = (
        i for i, c in enumerate(candidates) if is_numeric_dtype(frame[c]) and not is_bool_dtype(frame[c])
    )
    return next(numeric, 0)
