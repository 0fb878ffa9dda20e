import os
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE_S

from mi_core.web.components import bundle

ROOT = Path(__file__).parents[3]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mi-workbench"


def test_the_folder_holds_the_page_and_the_installed_scripts(cache):
    folder = bundle.served_folder("viewer")
    assert folder.parent == cache
    assert {"index.html", "viewer.js", "viewer.css", *bundle.SCRIPTS["viewer"]} == {
        p.name for p in folder.iterdir()
    }
    assert b"CrystalToolkitScene" in (folder / "crystal-toolkit.js").read_bytes()
    assert not any(p.is_symlink() for p in folder.iterdir())


def test_the_page_loads_only_what_lies_beside_it(cache):
    folder = bundle.served_folder("viewer")
    page = (
        (folder / "index.html").read_text()
        + (folder / "viewer.js").read_text()
        + (folder / "viewer.css").read_text()
    )
    assert "http://" not in page
    assert "https://" not in page


def test_it_is_built_once_and_found_again(cache):
    first = bundle.served_folder("viewer")
    stamp = (first / "viewer.js").stat().st_mtime_ns
    assert bundle.served_folder("viewer") == first
    assert (first / "viewer.js").stat().st_mtime_ns == stamp


def test_processes_that_start_together_share_one_whole_folder(tmp_path):
    code = (
        "from mi_core.web.components.bundle import served_folder; folder = served_folder('viewer');"
        "print(folder, len(list(folder.iterdir())))"
    )
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    answers = {process.communicate(timeout=PATIENCE_S)[0].strip() for process in processes}
    (folder,) = (tmp_path / "mi-workbench").iterdir()
    assert answers == {f"{folder} 7"}


def test_a_missing_script_names_its_package(cache, monkeypatch):
    monkeypatch.setitem(bundle.SCRIPTS["viewer"], "react.js", ("dash", "deps/react@99.min.js"))
    with pytest.raises(FileNotFoundError, match=r"dash .* holds no deps/react@99"):
        bundle.served_folder("viewer")
    assert list(cache.iterdir()) == []


def test_a_home_that_cannot_be_written_falls_back_to_a_temporary_folder(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert (bundle.served_folder("viewer") / "index.html").is_file()
