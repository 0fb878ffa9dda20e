"""The rows that something brought to a workspace becomes, read once per process and then remembered."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st
from cachetools import LRUCache

from mi_core.errors import InputError
from mi_core.jobs.kept_inputs import Input, read_input
from mi_core.structures.material import Material

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    Progress = Callable[[int, int, str], None]
    Parts = tuple[tuple[str, bytes], ...]

FILES, TEXT, EXAMPLES = "files", "text", "examples"  # kinds of input that all shelves have
MOST_KB = 400_000  # remembered of a shelf in all, by the estimate of `Rows.size_kb`


@dataclass(frozen=True)
class Rows:
    """Rows with their table, not to be written to: sessions share them."""

    materials: list[Material]
    summary: pd.DataFrame

    @property
    def size_kb(self) -> int:
        """Memory that they take, by estimate: two for a row and one for an atom."""
        return sum(2 + len(row.structure or ()) for row in self.materials)


@dataclass(frozen=True)
class Reading:
    """How what is kept on a shelf becomes rows.

    readers : kind of input → what makes rows of its parts; summarise : what makes the table of rows, with a column `id`.
    """

    shelf: str
    readers: Mapping[str, Callable[[Parts, Progress | None], list[Material]]]
    summarise: Callable[[list[Material], Progress | None], pd.DataFrame]

    def read(self, given: Input, progress: Progress | None = None) -> list[Material]:
        """Return the rows of something that was brought, named as it was when it came."""
        rows = self.readers[given.kind](given.parts, progress)
        if len(rows) != len(given.ids):
            return rows
        named = zip(rows, given.ids, strict=True)
        return [row if row.id == own else replace(row, id=own) for row, own in named if own]

    def with_summary(self, materials: list[Material], progress: Progress | None = None) -> Rows:
        """Return rows with their table."""
        return Rows(materials, self.summarise(materials, progress))

    def kept(self, workspace: str, name: str, progress: Progress | None = None) -> Rows:
        """Return the rows of what is kept under a name; one with the reason where it cannot be read any more."""
        try:
            rows = self.read(read_input(workspace, name, self.shelf), progress)
        except FileNotFoundError:  # cleared a moment ago
            rows = []
        except Exception as error:  # noqa: BLE001 - what is kept must never keep a page from being opened
            reason = (
                str(error) if isinstance(error, InputError) else f"It cannot be read any more ({error!r})."
            )
            rows = [Material(f"kept-{name}", "kept in this workspace", error=reason)]
        return self.with_summary(rows, progress)


class RememberedRows:
    """Rows of what is kept, by workspace and name; the least recently used go first."""

    def __init__(self, reading: Reading, most_kb: int = MOST_KB) -> None:
        self.reading = reading
        self._rows: LRUCache[tuple[str, str], Rows] = LRUCache(
            most_kb, getsizeof=lambda rows: min(rows.size_kb, most_kb)
        )
        self._lock = threading.Lock()

    def put(self, workspace: str, name: str, rows: Rows) -> None:
        """Remember rows that were just read."""
        with self._lock:
            self._rows[workspace, name] = rows

    def of(self, workspace: str, name: str, progress: Progress | None = None) -> Rows:
        """Return the rows of what is kept under a name, read anew where they are not remembered."""
        with self._lock:
            if found := self._rows.get((workspace, name)):
                return found
        found = self.reading.kept(workspace, name, progress)
        self.put(workspace, name, found)
        return found


@st.cache_resource(show_spinner=False)
def remembered_rows(shelf: str, _reading: Reading) -> RememberedRows:  # noqa: ARG001 - the shelf is what it is known by
    """Return what this process remembers of a shelf."""
    return RememberedRows(_reading)
