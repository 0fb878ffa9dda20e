"""ARCHITECTURE.md names what there is, and leaves no folder out."""

from __future__ import annotations

import ast
import re

from tracked import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text()
NAMED = set(re.findall(r"`([\w/.-]+)`", TEXT))


def test_every_path_exists():
    paths = {
        name
        for name in NAMED
        if name.startswith(("mi_core/", "pages", "tests/", "app.py")) or name.endswith(".md")
    }
    assert len(paths) > 20
    assert sorted(path for path in paths if not (ROOT / path).exists()) == []


def test_folders_within_a_row_exist_in_its_folder():
    rows = re.findall(r"^\| `(mi_core/\w+/)` \|(.+)$", TEXT, re.MULTILINE)
    for folder, said in rows:
        for inner in re.findall(r"`(\w+/)`", said):
            assert (ROOT / folder / inner).is_dir(), f"{folder}{inner}"


def test_every_folder_of_the_package_is_named():
    packages = {f"mi_core/{path.parent.name}/" for path in (ROOT / "mi_core").glob("*/__init__.py")}
    assert packages - NAMED == set()


def test_every_variable_of_the_environment_is_named():
    sources = [*(ROOT / "mi_core").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    words = {
        node.value
        for path in sources
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    variables = {word for word in words if re.fullmatch(r"M[IP]_[A-Z_]+", word)}
    assert {"MI_HOME", "MI_SCHEDULER"} <= variables
    assert variables - NAMED == set()
    told = " ".join(path.read_text() for path in sources)
    assert {name for name in NAMED if re.fullmatch(r"M[IP]_[A-Z_]+", name) and name not in told} == set()
