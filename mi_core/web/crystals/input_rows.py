"""The rows that something brought to a workspace becomes, read once per process and then remembered."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st
from cachetools import LRUCache

from mi_core.errors import InputError
from mi_core.jobs.kept_inputs import Input, read_input
from mi_core.structures.material import Material, NumberColumn, SiteElements

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int, str], None]

FILES, TEXT, FORMULAS, EXAMPLES, MADE = "files", "text", "formulas", "examples", "made"
MOST_KB = 400_000  # remembered in all, by the estimate of `Rows.size_kb`


@dataclass(frozen=True)
class Rows:
    """Rows with their table, not to be written to: sessions share them."""

    materials: list[Material]
    summary: pd.DataFrame

    @property
    def size_kb(self) -> int:
        """Memory that they take, by estimate: two for a row and one for an atom."""
        return sum(2 + len(row.structure or ()) for row in self.materials)


def read_rows(given: Input, progress: Progress | None = None) -> list[Material]:
    """Return the rows of something that was brought, named as it was when it came."""
    rows = _READERS[given.kind](given.parts, progress)
    if len(rows) != len(given.ids):
        return rows
    named = zip(rows, given.ids, strict=True)
    return [row if row.id == own else replace(row, id=own) for row, own in named if own]


def made_parts(materials: list[Material]) -> tuple[tuple[str, bytes], ...]:
    """Return rows that come from no file, such as a screened candidate, as parts of kind MADE."""
    return tuple((row.id, json.dumps(_record(row)).encode()) for row in materials)


class RememberedRows:
    """Rows of what is kept, by workspace and name; the least recently used go first."""

    def __init__(self, most_kb: int = MOST_KB) -> None:
        self._rows: LRUCache[tuple[str, str], Rows] = LRUCache(
            most_kb, getsizeof=lambda rows: min(rows.size_kb, most_kb)
        )
        self._lock = threading.Lock()

    def put(self, workspace: str, name: str, rows: Rows) -> None:
        """Remember rows that were just read."""
        with self._lock:
            self._rows[workspace, name] = rows

    def of(self, workspace: str, name: str, progress: Progress | None = None) -> Rows:
        """Return the rows of what is kept under a name; one with the reason where it cannot be read any more."""
        with self._lock:
            if found := self._rows.get((workspace, name)):
                return found
        found = with_summary(_kept_rows(workspace, name, progress), progress)
        self.put(workspace, name, found)
        return found


@st.cache_resource(show_spinner=False)
def remembered_rows() -> RememberedRows:
    """Return what this process remembers."""
    return RememberedRows()


def with_summary(materials: list[Material], progress: Progress | None = None) -> Rows:
    """Return rows with their table."""
    from mi_core.structures.summary import summarise

    return Rows(materials, summarise(materials, progress))


def _kept_rows(workspace: str, name: str, progress: Progress | None) -> list[Material]:
    try:
        return read_rows(read_input(workspace, name), progress)
    except FileNotFoundError:  # cleared a moment ago
        return []
    except Exception as error:  # noqa: BLE001 - what is kept must never keep a page from being opened
        reason = str(error) if isinstance(error, InputError) else f"It cannot be read any more ({error!r})."
        return [Material(f"kept-{name}", "kept in this workspace", error=reason)]


def _files(parts, progress) -> list[Material]:
    from mi_core.structures.reading import Source, read_materials

    return read_materials([Source(name, content) for name, content in parts], progress=progress)


def _text(parts, _progress) -> list[Material]:
    from mi_core.structures.reading import read_text

    return [row for _, content in parts for row in read_text(content.decode())]


def _formulas(parts, _progress) -> list[Material]:
    from mi_core.prediction.formulas import formula_materials

    return formula_materials([formula for formula, _ in parts])


def _examples(parts, _progress) -> list[Material]:
    from mi_core.structures.examples import load_examples

    return load_examples([name for name, _ in parts])


def _made(parts, _progress) -> list[Material]:
    return [_from_record(json.loads(content)) for _, content in parts]


_READERS = {FILES: _files, TEXT: _text, FORMULAS: _formulas, EXAMPLES: _examples, MADE: _made}


def _record(row: Material) -> dict:
    return {
        "id": row.id,
        "source": row.source,
        "structure": row.structure.as_dict() if row.structure is not None else None,
        "formula": row.formula,
        "sites": row.sites,
        "warnings": row.warnings,
        "error": row.error,
        "numbers": dict(row.numbers),
        "columns": {key: list(column) for key, column in row.columns.items()},
    }


def _from_record(record: dict) -> Material:
    from mi_core.structures.reading import Source, read_materials

    structure = None
    if record["structure"] is not None:
        source = Source("made.json", json.dumps(record["structure"]).encode())
        (read,) = read_materials([source])  # as any file: nothing in it is run
        structure = read.structure
    given = record["sites"]
    sites = SiteElements(given[0], given[1], tuple(given[2])) if given else None
    own = {name: record[name] for name in ("id", "source", "formula", "error")}
    return Material(
        **own,
        structure=structure,
        sites=sites,
        warnings=tuple(record["warnings"]),
        numbers=record.get("numbers", {}),  # rows that were kept before they had any lack it
        columns={key: NumberColumn(*column) for key, column in record.get("columns", {}).items()},
    )
