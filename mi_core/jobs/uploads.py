"""Files of a workspace that jobs read: the user's own tables and databases.

    MI_HOME/workspaces/WORKSPACE/uploads/3f2a9c01d7e84b56/NAME

The folder is named by the content, so that the same file is kept once and another one of its name is another file.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.jobs.home import workspace_folder

if TYPE_CHECKING:
    from pathlib import Path


def keep_upload(workspace: str, name: str, content: bytes) -> Path:
    """Keep a file in a workspace and return where it lies; InputError where nothing can be written.

    name : what every file system takes, without a folder. The file is written aside and renamed, so that no job reads half.
    """
    if name != os.path.basename(name) or name in {"", ".", ".."}:  # noqa: PTH119 - of a name, not of a path
        raise InputError(f"{name!r} is not the name of a file: give one without a folder.")
    folder = workspace_folder(workspace) / "uploads" / hashlib.sha256(content).hexdigest()[:16]
    path = folder / name
    if path.is_file():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with written_whole(path) as partial:
            partial.write_bytes(content)
    except OSError as error:
        raise InputError(
            f"{name} cannot be kept in the workspace, since {folder} cannot be written ({error.strerror or error}); make "
            "room there, or set MI_HOME to another folder."
        ) from error
    return path
