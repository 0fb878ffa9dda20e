"""The folders in which tables are looked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path | None:
    """Return the user's own folder of tables, `MI_DATA_DIR`, or None when it is not set."""
    folder = os.environ.get("MI_DATA_DIR")
    return Path(folder).expanduser() if folder else None


def cache_folder() -> Path:
    """Return the folder in which downloads are kept: `MI_HOME`, else the platform's usual cache."""
    home = os.environ.get("MI_HOME")
    if home:
        return Path(home).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "mi-workbench"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "mi-workbench"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mi-workbench"
