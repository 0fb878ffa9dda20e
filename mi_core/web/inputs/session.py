"""What was brought in this browser session, of one kind of material, and which row of it is looked at.

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
from mi_core.web.inputs.rows import EXAMPLES, FILES, TEXT, RememberedRows, Rows, remembered_rows
from mi_core.web.shell.workspace import current_workspace, workspace_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from mi_core.structures.material import Material
    from mi_core.structures.source import Source
    from mi_core.web.inputs.rows import Parts, Progress, Reading


@dataclass(frozen=True)
class _Shown:
    """Which of the things that a workspace keeps the session shows, in order."""

    workspace: str | None = None
    names: tuple[str, ...] = ()


class InputSession:
    """The rows of one shelf in this browser session.

    name : what its entries in the session's state begin with; reading : of its shelf;
    worth_a_look : of rows, the one that is looked at first.
    """

    def __init__(
        self, name: str, reading: Reading, worth_a_look: Callable[[list[Material]], Material]
    ) -> None:
        self.name, self.reading, self._worth_a_look = name, reading, worth_a_look
        self._rows, self._summary, self._selected = name, f"{name}_summary", f"{name}_selected"
        self._version, self._shown = f"{name}_version", f"{name}_shown"
        self._origins, self._notice = f"{name}_origins", f"{name}_notice"

    def current_materials(self) -> list[Material]:
        """Return all rows of this session in input order, failed ones included."""
        return st.session_state.get(self._rows, [])

    def current_summary(self) -> pd.DataFrame | None:
        """Return the table of the current rows, by `Reading.summarise`; None when there are none."""
        return st.session_state.get(self._summary)

    def materials_version(self) -> int:
        """Return a number that changes whenever the rows do, for widget and cache keys."""
        return st.session_state.get(self._version, 0)

    def restore(self, progress: Progress | None = None) -> None:
        """Show what the workspace keeps by now: after a reload, or when another tab has added or cleared something."""
        workspace = current_workspace()
        if workspace is None:
            return
        kept, shown = kept_inputs(workspace, self.reading.shelf), self._shown_now()
        if shown.workspace is None and (notice := visit_inputs(workspace, self.reading.shelf)):
            st.session_state[self._notice] = notice
        selected = st.session_state.get(self._selected)
        if shown.workspace not in (None, workspace) or kept[: len(shown.names)] != shown.names:
            self._forget()
            shown = _Shown()
            self.select(selected)
        for name in kept[len(shown.names) :]:
            rows = self._remembered().of(workspace, name, progress)
            self._remember_origins(self._append(rows), name, rows)
            shown = _Shown(workspace, (*shown.names, name))
        st.session_state[self._shown] = replace(shown, workspace=workspace)
        if self.selected_material() is None and (held := self.current_materials()):
            self.select(self._worth_a_look(held).id)

    def add_sources(self, sources: Iterable[Source], progress: Progress | None = None) -> list[Material]:
        """Read files and append what they hold; return the new rows. `progress(done, total, name)` as in reading."""
        return self.add(FILES, tuple((source.name, source.data) for source in sources), progress)

    def add_text(self, text: str, progress: Progress | None = None) -> list[Material]:
        """Read a pasted text and append what it holds; return the new rows."""
        return self.add(TEXT, (("pasted text", text.encode("utf-8", "replace")),), progress)

    def add_examples(self, names: Iterable[str]) -> list[Material]:
        """Append built-in examples; return the new rows."""
        return self.add(EXAMPLES, tuple((name, b"") for name in names))

    def add(self, kind: str, parts: Parts, progress: Progress | None = None) -> list[Material]:
        """Read parts of a kind of `Reading.readers`, append and keep their rows, and look at one; return the new rows.

        Their ids are made unique among all.
        """
        from mi_core.structures.rows import unique_ids

        if not parts:
            return []
        self.restore(progress)
        given, before = Input(kind, parts), self.current_materials()
        new = list(unique_ids([*before, *self.reading.read(given, progress)]))[len(before) :]
        if not new:
            return []
        rows = self.reading.with_summary(new, progress)
        self._append(rows)
        self._keep(replace(given, ids=tuple(row.id for row in new)), rows)
        self.select(self._worth_a_look(new).id)
        return new

    def _keep(self, given: Input, rows: Rows) -> None:
        st.session_state.pop(self._notice, None)
        workspace = workspace_id()
        with self._noticing_problems():
            name = keep_input(workspace, given, self.reading.shelf)
            self._remembered().put(workspace, name, rows)
            self._remember_origins(given.ids, name, rows)
            st.session_state[self._shown] = _Shown(workspace, (*self._shown_now().names, name))

    @contextmanager
    def _noticing_problems(self) -> Iterator[None]:
        """Note the sentence of an InputError, for the page to say, where it ends the block."""
        try:
            yield
        except InputError as problem:
            st.session_state[self._notice] = str(problem)

    def _remember_origins(self, ids: Iterable[str], name: str, rows: Rows) -> None:
        """Note under which name, and with which id there, the workspace keeps the rows of these ids."""
        origins = st.session_state.setdefault(self._origins, {})
        origins |= {own: (name, row.id) for own, row in zip(ids, rows.materials, strict=True)}

    def _append(self, rows: Rows) -> list[str]:
        """Append rows, and return the ids that they have here."""
        import pandas as pd

        from mi_core.structures.rows import unique_ids

        before, earlier, summary = self.current_materials(), self.current_summary(), rows.summary
        together = list(unique_ids([*before, *rows.materials]))
        ids = [row.id for row in together[len(before) :]]
        if not ids:
            return ids
        if ids != [row.id for row in rows.materials]:  # two tabs gave the same id at the same moment
            summary = summary.assign(id=pd.array(ids, dtype=summary["id"].dtype))
        st.session_state[self._rows] = together
        st.session_state[self._summary] = (
            summary if earlier is None else pd.concat([earlier, summary], ignore_index=True)
        )
        st.session_state[self._version] = self.materials_version() + 1
        return ids

    def not_kept(self) -> str:
        """Return the sentence on what the workspace does not keep; empty where there is nothing to say."""
        return st.session_state.get(self._notice, "")

    def clear_materials(self) -> None:
        """Forget all rows, here and in the workspace."""
        with self._noticing_problems():
            if (workspace := current_workspace()) is not None:
                forget_inputs(workspace, self.reading.shelf)
            self._forget()

    def remove_material(self, material_id: str) -> None:
        """Forget one row, here and in the workspace."""
        ids = [row.id for row in self.current_materials()]
        with self._noticing_problems():
            self._remove_kept(material_id)
            if material_id in ids:
                self._drop(ids.index(material_id))

    def _remove_kept(self, material_id: str) -> None:
        shown, origins = self._shown_now(), st.session_state.get(self._origins, {})
        if material_id not in origins or shown.workspace is None:
            return
        name, own = origins[material_id]
        new = remove_row(shown.workspace, name, own, self.reading.shelf)
        names = (new if one == name else one for one in shown.names)
        st.session_state[self._shown] = replace(shown, names=tuple(one for one in names if one))
        left = {row: origin for row, origin in origins.items() if row != material_id}
        st.session_state[self._origins] = {
            row: (new, there) if one == name else (one, there) for row, (one, there) in left.items()
        }

    def _drop(self, place: int) -> None:
        """Take one row out of the session, and look at the one that comes in its place."""
        summary, rows = self.current_summary(), self.current_materials()
        left = [row for i, row in enumerate(rows) if i != place]
        st.session_state[self._rows] = left
        st.session_state[self._summary] = (
            summary.drop(index=place).reset_index(drop=True) if left and summary is not None else None
        )
        st.session_state[self._version] = self.materials_version() + 1
        st.session_state[self._selected] = left[min(place, len(left) - 1)].id if left else None

    def _forget(self) -> None:
        for name in (self._rows, self._summary, self._selected, self._shown, self._origins, self._notice):
            st.session_state.pop(name, None)
        st.session_state[self._version] = self.materials_version() + 1

    def _remembered(self) -> RememberedRows:
        return remembered_rows(self.reading.shelf, self.reading)

    def _shown_now(self) -> _Shown:
        return st.session_state.get(self._shown, _Shown())

    def selected_material(self) -> Material | None:
        """Return the row that is looked at; None when nothing was read."""
        wanted = st.session_state.get(self._selected)
        return next((row for row in self.current_materials() if row.id == wanted), None)

    def select(self, material_id: str | None) -> None:
        """Look at this row on every page."""
        st.session_state[self._selected] = material_id

    def turn_to(self, material_id: str) -> None:
        """Look at this row, and have the tables, which remember their own selection, start from it."""
        self.select(material_id)
        st.session_state[self._version] = self.materials_version() + 1
