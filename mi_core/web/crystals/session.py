"""The crystals of this browser session, shared by all pages, and which of them is looked at.

The session shows what its workspace keeps (jobs/kept_inputs.py): what is added goes there too, a reload brings it back, and
a second tab follows. Reading and summing up happen once, when something is added; pages only look.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.jobs.kept_inputs import Input, forget_inputs, keep_input, kept_inputs, remove_row, visit_inputs
from mi_core.web.crystals import input_rows
from mi_core.web.crystals.input_rows import Rows, made_parts, read_rows, remembered_rows, with_summary
from mi_core.web.shell.workspace import current_workspace, workspace_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from mi_core.structures.material import Material
    from mi_core.structures.reading import Source

    Progress = Callable[[int, int, str], None]

_MATERIALS, _SUMMARY, _SELECTED, _VERSION = (
    "materials",
    "materials_summary",
    "selected_id",
    "materials_version",
)
_SHOWN, _ORIGINS, _NOTICE = "materials_shown", "materials_origins", "materials_notice"


@dataclass(frozen=True)
class _Shown:
    """Which of the things that a workspace keeps the session shows, in order."""

    workspace: str | None = None
    names: tuple[str, ...] = ()


def current_materials() -> list[Material]:
    """Return all rows of this session in input order, failed ones included."""
    return st.session_state.get(_MATERIALS, [])


def current_summary() -> pd.DataFrame | None:
    """Return the table of `structures.summary.summarise` for the current rows; None when there are none."""
    return st.session_state.get(_SUMMARY)


def materials_version() -> int:
    """Return a number that changes whenever the rows do, for widget and cache keys."""
    return st.session_state.get(_VERSION, 0)


def restore(progress: Progress | None = None) -> None:
    """Show what the workspace keeps by now: after a reload, or when another tab has added or cleared something."""
    workspace = current_workspace()
    if workspace is None:
        return
    kept, shown = kept_inputs(workspace), _shown()
    if shown.workspace is None and (notice := visit_inputs(workspace)):
        st.session_state[_NOTICE] = notice
    selected = st.session_state.get(_SELECTED)
    if shown.workspace not in (None, workspace) or kept[: len(shown.names)] != shown.names:
        _forget()
        shown = _Shown()
        select(selected)
    for name in kept[len(shown.names) :]:
        rows = remembered_rows().of(workspace, name, progress)
        _remember_origins(_append(rows), name, rows)
        shown = _Shown(workspace, (*shown.names, name))
    st.session_state[_SHOWN] = replace(shown, workspace=workspace)
    if selected_material() is None and (held := current_materials()):
        select(_worth_a_look(held).id)


def add_sources(sources: Iterable[Source], progress: Progress | None = None) -> list[Material]:
    """Read files and append what they hold; return the new rows. `progress(done, total, name)` as in reading."""
    return _add(Input(input_rows.FILES, tuple((s.name, s.data) for s in sources)), progress)


def add_text(text: str, progress: Progress | None = None) -> list[Material]:
    """Read a pasted text and append what it holds; return the new rows."""
    return _add(Input(input_rows.TEXT, (("pasted text", text.encode("utf-8", "replace")),)), progress)


def add_formulas(formulas: Iterable[str]) -> list[Material]:
    """Append typed formulas; return the new rows."""
    return _add(Input(input_rows.FORMULAS, tuple((formula, b"") for formula in formulas)))


def add_examples(names: Iterable[str]) -> list[Material]:
    """Append built-in examples; return the new rows."""
    return _add(Input(input_rows.EXAMPLES, tuple((name, b"") for name in names)))


def add_materials(materials: Iterable[Material]) -> list[Material]:
    """Append rows that come from no file; return them with the ids that they have here."""
    return _add(Input(input_rows.MADE, made_parts(list(materials))))


def _add(given: Input, progress: Progress | None = None) -> list[Material]:
    """Read, make ids unique among all, append, keep, look at the first new crystal, else formula; return the new rows."""
    from mi_core.structures.rows import unique_ids

    if not given.parts:
        return []
    restore(progress)
    before = current_materials()
    new = list(unique_ids([*before, *read_rows(given, progress)]))[len(before) :]
    if not new:
        return []
    rows = with_summary(new, progress)
    _append(rows)
    _keep(replace(given, ids=tuple(row.id for row in new)), rows)
    select(_worth_a_look(new).id)
    return new


def _keep(given: Input, rows: Rows) -> None:
    st.session_state.pop(_NOTICE, None)
    workspace = workspace_id()
    with _noticing_problems():
        name = keep_input(workspace, given)
        remembered_rows().put(workspace, name, rows)
        _remember_origins(given.ids, name, rows)
        st.session_state[_SHOWN] = _Shown(workspace, (*_shown().names, name))


@contextmanager
def _noticing_problems() -> Iterator[None]:
    """Note the sentence of an InputError, for the page to say, where it ends the block."""
    try:
        yield
    except InputError as problem:
        st.session_state[_NOTICE] = str(problem)


def _remember_origins(ids: Iterable[str], name: str, rows: Rows) -> None:
    """Note under which name, and with which id there, the workspace keeps the rows of these ids."""
    origins = st.session_state.setdefault(_ORIGINS, {})
    origins |= {own: (name, row.id) for own, row in zip(ids, rows.materials, strict=True)}


def _append(rows: Rows) -> list[str]:
    """Append rows, and return the ids that they have here."""
    import pandas as pd

    from mi_core.structures.rows import unique_ids

    before, earlier, summary = current_materials(), current_summary(), rows.summary
    together = list(unique_ids([*before, *rows.materials]))
    ids = [row.id for row in together[len(before) :]]
    if not ids:
        return ids
    if ids != [row.id for row in rows.materials]:  # two tabs gave the same id at the same moment
        summary = summary.assign(id=pd.array(ids, dtype=summary["id"].dtype))
    st.session_state[_MATERIALS] = together
    st.session_state[_SUMMARY] = (
        summary if earlier is None else pd.concat([earlier, summary], ignore_index=True)
    )
    st.session_state[_VERSION] = materials_version() + 1
    return ids


def not_kept() -> str:
    """Return the sentence on what the workspace does not keep; empty where there is nothing to say."""
    return st.session_state.get(_NOTICE, "")


def clear_materials() -> None:
    """Forget all rows, here and in the workspace."""
    with _noticing_problems():
        if (workspace := current_workspace()) is not None:
            forget_inputs(workspace)
        _forget()


def remove_material(material_id: str) -> None:
    """Forget one row, here and in the workspace."""
    ids = [row.id for row in current_materials()]
    with _noticing_problems():
        _remove_kept(material_id)
        if material_id in ids:
            _drop(ids.index(material_id))


def _remove_kept(material_id: str) -> None:
    shown, origins = _shown(), st.session_state.get(_ORIGINS, {})
    if material_id not in origins or shown.workspace is None:
        return
    name, own = origins[material_id]
    new = remove_row(shown.workspace, name, own)
    names = (new if one == name else one for one in shown.names)
    st.session_state[_SHOWN] = replace(shown, names=tuple(one for one in names if one))
    left = {row: origin for row, origin in origins.items() if row != material_id}
    st.session_state[_ORIGINS] = {
        row: (new, there) if one == name else (one, there) for row, (one, there) in left.items()
    }


def _drop(place: int) -> None:
    """Take one row out of the session, and look at the one that comes in its place."""
    summary, rows = current_summary(), current_materials()
    left = [row for i, row in enumerate(rows) if i != place]
    st.session_state[_MATERIALS] = left
    st.session_state[_SUMMARY] = (
        summary.drop(index=place).reset_index(drop=True) if left and summary is not None else None
    )
    st.session_state[_VERSION] = materials_version() + 1
    st.session_state[_SELECTED] = left[min(place, len(left) - 1)].id if left else None


def _forget() -> None:
    for name in (_MATERIALS, _SUMMARY, _SELECTED, _SHOWN, _ORIGINS, _NOTICE):
        st.session_state.pop(name, None)
    st.session_state[_VERSION] = materials_version() + 1


def _shown() -> _Shown:
    return st.session_state.get(_SHOWN, _Shown())


def _worth_a_look(rows: list[Material]) -> Material:
    return max(rows, key=lambda row: (row.structure is not None, row.usable))


def selected_material() -> Material | None:
    """Return the row that is looked at; None when nothing was read."""
    wanted = st.session_state.get(_SELECTED)
    return next((row for row in current_materials() if row.id == wanted), None)


def select(material_id: str | None) -> None:
    """Look at this row on every page."""
    st.session_state[_SELECTED] = material_id


def turn_to(material_id: str) -> None:
    """Look at this row, and have the tables, which remember their own selection, start from it."""
    select(material_id)
    st.session_state[_VERSION] = materials_version() + 1
