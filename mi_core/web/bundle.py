"""The folder that the crystal viewer is served from: our page beside the scripts of the installed packages.

Nothing is downloaded and no script is kept in this repository: React and Crystal Toolkit's bundle are copied from
the wheels `dash` and `dash_mp_components` into a cache folder when the app first needs them.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import tempfile
from importlib import metadata, util
from pathlib import Path

PAGE = Path(__file__).with_name("viewer")
SCRIPTS = {
    "react.js": ("dash", "deps/react@16.14.0.min.js"),
    "react-dom.js": ("dash", "deps/react-dom@16.14.0.min.js"),
    "prop-types.js": ("dash", "deps/prop-types@15.8.1.min.js"),
    "crystal-toolkit.js": ("dash_mp_components", "dash_mp_components.min.js"),
}


@functools.cache
def viewer_folder() -> Path:
    """Return the folder to serve, assembling it once per version of its parts.

    It is built aside and renamed into place, so that two processes starting together cannot see half of it.
    Raises FileNotFoundError naming the package when a script is missing from its wheel.
    """
    folder = _cache_root() / f"viewer-{_version()}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".viewer-", dir=folder.parent))
    try:
        _assemble(building)
        building.chmod(0o755)
        with contextlib.suppress(OSError):  # another process was first: its folder is the same
            building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _assemble(folder: Path) -> None:
    for page in PAGE.iterdir():
        shutil.copyfile(page, folder / page.name)
    for name, (package, path) in SCRIPTS.items():
        script = _package_folder(package) / path
        if not script.is_file():
            raise FileNotFoundError(
                f"The installed package {package} {metadata.version(package)} holds no {path}, which the crystal "
                "viewer needs; install the versions in requirements.txt."
            )
        shutil.copyfile(script, folder / name)


def _package_folder(package: str) -> Path:
    spec = util.find_spec(package)  # finds without importing: dash takes half a second
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The crystal viewer needs the package {package}; install requirements.txt.")
    return Path(next(iter(spec.submodule_search_locations)))


def _version() -> str:
    digest = hashlib.sha256()
    for package, path in SCRIPTS.values():
        digest.update(f"{package} {metadata.version(package)} {path}\n".encode())
    for page in sorted(PAGE.iterdir()):
        digest.update(page.name.encode() + page.read_bytes())
    return digest.hexdigest()[:16]


def _cache_root() -> Path:
    """Return a folder of this user that can be written, a private temporary one if there is none."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mi-workbench"
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="mi-workbench-"))
    return root if os.access(root, os.W_OK) else Path(tempfile.mkdtemp(prefix="mi-workbench-"))
