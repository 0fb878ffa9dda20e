"""The folders in which tables are looked for."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path


def data_folder() -> Path | None:
    """Return the user's own folder of tables, `MI_DATA_DIR`, or None when it is not set."""
    folder = os.environ.get("MI_DATA_DIR")
    return Path(folder).expanduser() if folder else None


def cache_folder() -> Path:
    """Return the folder in which downloads are kept: `MI_HOME`, else the platform's usual cache."""
    home = os.environ.get("MI_HOME")
    return (
        Path(home).expanduser() if home else user_cache_path("mi-workbench", appauthor=False, opinion=False)
    )
