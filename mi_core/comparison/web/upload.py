"""The user's own table: kept in the workspace, so that jobs can read it; read and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from mi_core.files import file_name
from mi_core.web.shell.workspace import workspace_id

_KEPT = "comparison_upload"
FORMULAS_CHECKED, CRYSTALS_CHECKED = 50_000, 1_000  # rows that a page may check while someone waits


@dataclass(frozen=True)
class Checked:
    """What a table holds: sentences on kept and dropped rows, if any were dropped, the kinds of input of all rows."""

    sentences: tuple[str, ...]
    dropped: bool
    kinds: frozenset[str]


def kept_upload(name: str = "", content: bytes | None = None) -> Path | None:
    """Return the file of the session's table, after keeping this one if it is given; None without any.

    InputError where it cannot be kept.
    """
    from mi_core.jobs.uploads import keep_upload

    if content is not None:
        plain_name = f"{file_name(Path(name).stem)}{Path(name).suffix.lower()}"
        st.session_state[_KEPT] = str(keep_upload(workspace_id(), plain_name, content))
    held = st.session_state.get(_KEPT)
    return Path(held) if held and Path(held).is_file() else None


@st.cache_resource(max_entries=2, show_spinner="Reading the table …")
def read_upload(path: Path):
    """Return the table of a file, not to be written to; InputError when it cannot be read or has no rows."""
    from mi_core.comparison.tables import read_table

    return read_table(path)


@st.cache_data(max_entries=8, show_spinner="Looking at the columns …")
def understood(path: Path) -> tuple[dict, str, list[str]]:
    """Return the proposed mapping as plain values, the proposed target, and the columns of numbers."""
    from mi_core.tables.mapping import propose_mapping
    from mi_core.tables.target import numeric_columns, propose_target

    table = read_upload(path)
    mapping = propose_mapping(table)
    return mapping.as_dict(), propose_target(table, mapping), numeric_columns(table, mapping)


def check_table(path: Path, column: str, unit: str, columns: dict) -> Checked | None:
    """Return what cleaning makes of the table; None where that takes too long for a page, and the job will say.

    columns : `Columns.as_dict` of the choice. InputError when nothing can be compared on it.
    """
    most = CRYSTALS_CHECKED if columns["mapping"]["cif"] else FORMULAS_CHECKED
    return _checked(path, column, unit, columns) if len(read_upload(path)) <= most else None


@st.cache_data(max_entries=8, show_spinner="Checking the table …")
def _checked(path: Path, column: str, unit: str, columns: dict) -> Checked:
    from mi_core.comparison.tables import columns_of, problem_from_table
    from mi_core.inputs import KINDS

    chosen = columns_of(columns)
    table = read_upload(path)
    problem = problem_from_table(table, column, unit, name=path.name, columns=chosen)
    sentences = [line for line in str(problem.report).splitlines() if line not in table.remarks]
    dropped = problem.report.rows_out < problem.report.rows_in
    kinds = frozenset(key for key, kind in KINDS.items() if not kind.features and problem.holds(kind))
    return Checked(tuple(sentences), dropped, kinds)
