"""The folders that our own elements are served from: their pages beside the scripts of the installed packages.

Nothing is downloaded and no script is kept in this repository: React, Crystal Toolkit's bundle and plotly are copied from
the wheels `dash`, `dash_mp_components` and `plotly` into a cache folder when the app first needs them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Of each element, whose page lies in the folder of its name: file name of a script → package and path within it.
SCRIPTS = {
    "viewer": {
        "react.js": ("dash", "deps/react@16.14.0.min.js"),
        "react-dom.js": ("dash", "deps/react-dom@16.14.0.min.js"),
        "prop-types.js": ("dash", "deps/prop-types@15.8.1.min.js"),
        "crystal-toolkit.js": ("dash_mp_components", "dash_mp_components.min.js"),
    },
    "figure_image": {"plotly.js": ("plotly", "package_data/plotly.min.js")},
}


def served_folder(element: str) -> Path:
    """Return the folder to serve, assembling it once per version of its parts.

    It is built aside and renamed into place, so that two processes starting together cannot see half of it.
    Raises FileNotFoundError naming the package when a script is missing from its wheel.
    """
    page, scripts, name = Path(__file__).with_name(element), SCRIPTS[element], element.replace("_", "-")
    folder = _cache_root() / f"{name}-{_version(page, scripts)}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=folder.parent))
    try:
        _assemble(building, page, scripts)
        building.chmod(0o755)
        with contextlib.suppress(OSError):  # another process was first: its folder is the same
            building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _assemble(folder: Path, page: Path, scripts: Mapping[str, tuple[str, str]]) -> None:
    for part in page.iterdir():
        shutil.copyfile(part, folder / part.name)
    for name, (package, path) in scripts.items():
        script = _package_folder(package) / path
        if not script.is_file():
            raise FileNotFoundError(
                f"The installed package {package} {metadata.version(package)} holds no {path}, which this page "
                "needs; install the versions in requirements.txt."
            )
        shutil.copyfile(script, folder / name)


def _package_folder(package: str) -> Path:
    spec = util.find_spec(package)  # finds without importing: dash takes half a second
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"This page needs the package {package}; install requirements.txt.")
    return Path(next(iter(spec.submodule_search_locations)))


def _version(page: Path, scripts: Mapping[str, tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for package, path in scripts.values():
        digest.update(f"{package} {metadata.version(package)} {path}\n".encode())
    for part in sorted(page.iterdir()):
        digest.update(part.name.encode() + part.read_bytes())
    return digest.hexdigest()[:16]


def _cache_root() -> Path:
    """Return a folder of this user that can be written, a private temporary one if there is none."""
    root = user_cache_path("mi-workbench", appauthor=False, opinion=False)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="mi-workbench-"))
    return root if os.access(root, os.W_OK) else Path(tempfile.mkdtemp(prefix="mi-workbench-"))
