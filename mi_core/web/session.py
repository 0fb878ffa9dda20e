"""The crystals of this browser session, shared by all pages, and which of them is looked at.

Reading and summing up happen once, when something is added; pages only look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


def current_materials() -> list[Material]:
    """Return all rows of this session in input order, failed ones included."""
    return st.session_state.get(_MATERIALS, [])


def current_summary() -> pd.DataFrame | None:
    """Return the table of `structures.summary.summarise` for the current rows; None when there are none."""
    return st.session_state.get(_SUMMARY)


def materials_version() -> int:
    """Return a number that changes whenever the rows do, for widget and cache keys."""
    return st.session_state.get(_VERSION, 0)


def set_materials(materials: Iterable[Material], progress: Progress | None = None) -> list[Material]:
    """Replace all rows; ids are made unique, and the first crystal is looked at."""
    clear_materials()
    return add_materials(materials, progress)


def add_materials(materials: Iterable[Material], progress: Progress | None = None) -> list[Material]:
    """Append rows, make their ids unique among all, look at the first new crystal, else formula, and return the new rows."""
    import pandas as pd

    from mi_core.structures.rows import unique_ids
    from mi_core.structures.summary import summarise

    before = current_materials()
    together = list(unique_ids([*before, *materials]))
    new = together[len(before) :]
    if not new:
        return []
    summary = summarise(new, progress)
    earlier = current_summary()
    st.session_state[_SUMMARY] = (
        summary if earlier is None else pd.concat([earlier, summary], ignore_index=True)
    )
    st.session_state[_MATERIALS] = together
    st.session_state[_VERSION] = materials_version() + 1
    st.session_state[_SELECTED] = max(new, key=lambda row: (row.structure is not None, row.usable)).id
    return new


def add_sources(sources: Iterable[Source], progress: Progress | None = None) -> list[Material]:
    """Read files and append what they hold; return the new rows. `progress(done, total, name)` as in reading."""
    from mi_core.structures.reading import read_materials

    return add_materials(read_materials(list(sources), progress=progress), progress)


def clear_materials() -> None:
    """Forget all rows."""
    for name in (_MATERIALS, _SUMMARY, _SELECTED):
        st.session_state.pop(name, None)
    st.session_state[_VERSION] = materials_version() + 1


def selected_material() -> Material | None:
    """Return the row that is looked at; None when nothing was read."""
    wanted = st.session_state.get(_SELECTED)
    return next((row for row in current_materials() if row.id == wanted), None)


def select(material_id: str) -> None:
    """Look at this row on every page."""
    st.session_state[_SELECTED] = material_id


def turn_to(material_id: str) -> None:
    """Look at this row, and have the tables, which remember their own selection, start from it."""
    select(material_id)
    st.session_state[_VERSION] = materials_version() + 1
