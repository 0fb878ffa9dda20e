"""The tables of this part: files of the workspace, which the address names and jobs read; each is read once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.files import file_name
from mi_core.jobs.home import workspace_folder
from mi_core.web.shell.workspace import current_workspace, workspace_id

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.structures.material import Material

_REFERENCE = re.compile(r"[0-9a-f]{16}/[\w.-]+")
UPLOADS = "uploads"


def keep_file(name: str, content: bytes) -> str:
    """Keep a file in the workspace and return what names it there; InputError where it cannot be kept."""
    from mi_core.jobs.uploads import keep_upload

    return reference_to(keep_upload(workspace_id(), file_name(name), content))


def keep_text(text: str) -> str:
    """Keep a pasted text, under a suffix that says what it looks like."""
    from mi_core.structures.molecules.formats import sniff_text

    return keep_file(f"pasted{sniff_text(text).suffixes[0]}", text.encode("utf-8", "replace"))


def reference_to(path: Path) -> str:
    """Return what names a file that is kept in the workspace."""
    return f"{path.parent.name}/{path.name}"


def file_of(reference: str) -> Path | None:
    """Return the file of a reference; None where this workspace has no such file."""
    workspace = current_workspace()
    if workspace is None or not _REFERENCE.fullmatch(reference):
        return None
    path = workspace_folder(workspace) / UPLOADS / reference
    return path if path.is_file() else None


@st.cache_resource(max_entries=6, show_spinner="Reading the molecules …")
def read_rows(path: Path, most: int) -> list[Material]:
    """Return the rows of a file, not to be written to, at most so many."""
    from mi_core.structures.molecules.reading import Limits, read_molecules

    return read_molecules([path], limits=Limits(max_rows=most))
