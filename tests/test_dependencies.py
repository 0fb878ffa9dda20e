"""What is imported is required, and what is required is used."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions, requires
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tracked import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PRODUCT = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "mi_core").rglob("*.py")]
TESTS = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
OURS = {"mi_core", "tests", *(path.stem for path in TESTS), *(path.parent.name for path in TESTS)}
# Needed without an import: by pandas, by make, by pip, and by mypy; each in its file of requirements.
OF_PANDAS = {"odfpy", "openpyxl"}
OF_MAKE = {"ruff", "pytest-timeout", "pytest-xdist"}
OF_PIP = {"setuptools"}
OF_MYPY = {"mypy", "types-pyyaml", "types-requests"}


def required(file: str) -> set[str]:
    """Canonical names of the packages that a file of requirements names itself."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / file).read_text().splitlines())
    return {canonicalize_name(Requirement(line).name) for line in lines if line and not line.startswith("-r")}


@cache
def imported(path: Path) -> frozenset[str]:
    """Modules from outside the repository and the standard library that a file imports anywhere, by their roots."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module)
    return frozenset({name.split(".")[0] for name in found} - sys.stdlib_module_names - OURS)


@cache
def holders() -> dict[str, list[str]]:
    return dict(packages_distributions())  # reads the record of every installed package


def providers(module: str) -> set[str]:
    """Canonical names of the installed packages that hold a module."""
    return {canonicalize_name(name) for name in holders().get(module, [])}


def undeclared(paths: list[Path], names: set[str]) -> dict[str, str]:
    """Modules that are imported and that none of the named packages holds → a file that imports it."""
    return {
        module: str(path.relative_to(ROOT))
        for path in paths
        for module in imported(path)
        if not providers(module) & names
    }


def used(paths: list[Path]) -> set[str]:
    return {name for path in paths for module in imported(path) for name in providers(module)}


def served() -> set[str]:
    """Packages whose scripts the pages load: files are taken from them by name, and nothing is imported."""
    takers = [path for path in PRODUCT if "find_spec(" in path.read_text()]
    words = {
        node.value
        for path in takers
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {name for word in words for name in providers(word)}


def of_login() -> set[str]:
    """What Streamlit's login needs; Streamlit imports it when secrets configure one."""
    extras = (Requirement(text) for text in requires("streamlit"))
    return {
        canonicalize_name(extra.name)
        for extra in extras
        if extra.marker and extra.marker.evaluate({"extra": "auth"}) and not extra.marker.evaluate()
    }


def test_what_the_product_imports_is_in_requirements_txt():
    assert undeclared(PRODUCT, required("requirements.txt")) == {}


def test_what_requirements_txt_names_is_used():
    assert required("requirements.txt") - used(PRODUCT) - served() - of_login() == set()


def test_what_the_tests_import_is_in_either_file():
    assert undeclared(TESTS, required("requirements.txt") | required("requirements-dev.txt")) == {}


def test_what_requirements_dev_names_is_used_by_tests_and_not_by_the_product():
    dev = required("requirements-dev.txt")
    in_processes = {  # a test's own process may import, too, so that nothing stays patched in this one
        name
        for path in TESTS
        for module in re.findall(r"^import (\w+)$", path.read_text(), re.MULTILINE)
        for name in providers(module)
    }
    assert dev - used(TESTS) - in_processes - OF_PANDAS - OF_MAKE - OF_PIP - OF_MYPY == set()
    assert dev & (required("requirements.txt") | used(PRODUCT)) == set()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_no_package_is_named_twice(file):
    lines = [line.partition("#")[0].strip() for line in (ROOT / file).read_text().splitlines()]
    names = [
        canonicalize_name(Requirement(line).name) for line in lines if line and not line.startswith("-r")
    ]
    assert sorted(names) == sorted(set(names))


def test_an_import_that_nobody_declares_is_found():
    file = ROOT / "tests" / "conftest.py"
    assert "pytest" in imported(file)
    assert "pytest" in undeclared([file], {"numpy"})
