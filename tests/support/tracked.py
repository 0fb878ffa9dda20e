"""The files of the repository as a fresh clone would have them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {".parquet", ".safetensors", ".skops", ".png"}


def tracked_files() -> list[str]:
    """Paths that git keeps or would add, from the root; the test is skipped, visibly, outside a clone."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"needs a git clone: {error}")
    return sorted(name for name in set(done.stdout.split("\0")) if (ROOT / name).is_file())


def copy_tracked(folder: Path, *roots: str) -> Path:
    """Copy what git keeps below the roots (all if none); large data, which nobody edits, as links. Return the folder."""
    for name in tracked_files():
        if roots and not name.startswith(roots):
            continue
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if copy.suffix in HEAVY:
            copy.symlink_to(ROOT / name)
        else:
            shutil.copyfile(ROOT / name, copy)
    return folder
