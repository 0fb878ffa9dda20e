"""Files of the workspace that an address names and jobs read, such as tables and frames that people bring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.files import file_name
from mi_core.jobs.home import workspace_folder
from mi_core.web.shell.workspace import current_workspace, workspace_id

if TYPE_CHECKING:
    from pathlib import Path

_REFERENCE = re.compile(r"[0-9a-f]{16}/[\w.-]+")
UPLOADS = "uploads"


def keep_file(name: str, content: bytes) -> str:
    """Keep a file in the workspace and return what names it there; InputError where it cannot be kept."""
    from mi_core.jobs.uploads import keep_upload

    return reference_to(keep_upload(workspace_id(), file_name(name), content))


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
