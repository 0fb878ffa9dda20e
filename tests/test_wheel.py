"""`pip install .`: the wheel holds what the package needs, and the command line runs from it in any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from email.parser import HeaderParser

import pytest
from packaging.requirements import Requirement
from tracked import ROOT, copy_tracked, tracked_files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    source = copy_tracked(tmp_path_factory.mktemp("source"))
    folder = tmp_path_factory.mktemp("wheel")
    build = ["pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), "."]
    done = subprocess.run(
        [sys.executable, "-m", *build], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_every_file_of_the_package_and_no_other_package(wheel):
    kept = {name for name in tracked_files() if name.startswith("mi_core/")}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == kept
    assert "mi_core/py.typed" in held


def test_it_asks_for_what_requirements_txt_names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        head = HeaderParser().parsestr(archive.read(metadata).decode())
    lines = (line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines())
    assert {Requirement(text) for text in head.get_all("Requires-Dist")} == {
        Requirement(line) for line in lines if line
    }


def test_the_command_line_runs_from_it_in_another_folder(wheel, tmp_path):
    """Unpacked beside the libraries of this environment: what `pip install` does with a wheel of plain Python."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = "import mi_core, runpy, sys; print(mi_core.__file__); runpy.run_module('mi_core', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, "models"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(site))
    assert "castelli-cgcnn: " in done.stdout
