"""The rules of the house: who may import what, where things lie, and that no test looks at a clock."""

from __future__ import annotations

import ast
import functools
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from mi_core.system import load

ROOT = Path(__file__).parent.parent
#: Folders of mi_core that systems share, each of which may import those before it; all other folders are systems.
KERNEL = (
    "formulas",
    "tables",
    "structures",
    "datasets",
    "phases",
    "universal",
    "descriptors",
    "densities",
    "neural",
    "inputs",
    "regressors",
    "evaluation",
    "pretrained",
    "prediction",
    "representations",
    "jobs",
    "figures",
    "commands",
    "web",
)
#: Inside a system: what is on none of these levels is science; commands and pages do not import each other.
LEVELS = {"figures": 1, "commands": 2, "web": 3}
ALLOY_FOLDERS = (
    "compositions",
    "thermodynamics",
    "specification",
    "dataset",
    "models",
    "design",
    "evaluation",
)
FULL = 20  # files in a folder
SOURCES = sorted([*(ROOT / "mi_core").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in SOURCES}
BESIDE = {f"mi_core.{path.stem}" for path in (ROOT / "mi_core").glob("*.py")}
SYSTEMS = {path.name for path in (ROOT / "mi_core").iterdir() if path.is_dir()} - {*KERNEL, "__pycache__"}


@functools.cache
def imports(path: Path) -> list[tuple[str, str]]:
    """Every module that a file imports, wherever in the file, with the name that it takes from it or ""."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.module, alias.name) for alias in node.names]
    return found


def roots(path: Path) -> set[str]:
    return {module.split(".")[0] for module, _ in imports(path)}


def own_modules(module: str) -> set[str]:
    """The files of ours that a file imports."""
    names = {(f"{source}.{name}", source) for source, name in imports(MODULES[module])}
    return {next((found for found in pair if found in MODULES), "") for pair in names} - {""}


def folder(module: str) -> str:
    """The folder of mi_core that a module lies in; "" for none."""
    if module in BESIDE or not module.startswith("mi_core."):
        return ""
    return module.split(".")[1]


def level(module: str) -> int:
    return max(LEVELS.get(part, 0) for part in module.split("."))


def circles(edges: dict[str, set[str]]) -> set[frozenset[str]]:
    """The groups of files of which each reaches every other by imports."""
    names = sorted(edges)
    place = {name: number for number, name in enumerate(names)}
    pairs = [(place[name], place[other]) for name in names for other in edges[name]]
    rows, columns = np.array(pairs, dtype=int).reshape(-1, 2).T
    graph = csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(names), len(names)))
    labels = connected_components(graph, connection="strong")[1]
    sizes = Counter(labels.tolist())
    return {
        frozenset(name for name in names if labels[place[name]] == label)
        for label, size in sizes.items()
        if size > 1
    }


def test_no_files_import_each_other():
    """Also not inside functions, or for types alone: whoever reads one file of a circle has to read them all."""
    assert circles({name: own_modules(name) for name in MODULES}) == set()


def test_a_circle_is_found():
    ring = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}
    assert circles(ring) == {frozenset("abc")}
    assert circles(ring | {"c": set()}) == set()


def test_every_folder_is_of_the_kernel_or_a_system():
    assert SYSTEMS
    assert all((ROOT / "mi_core" / name / "system.py").is_file() for name in SYSTEMS)


def test_nothing_but_the_list_names_a_system():
    names = [f"mi_core.{name}" for name in SYSTEMS]
    names += [load(f"{name}.system:SYSTEM").page for name in names]
    for module, path in MODULES.items():
        if folder(module) not in SYSTEMS and (module == "pages.home" or not module.startswith("pages.")):
            text = path.read_text()
            assert [name for name in names if name in text] == [], f"{module} names a system"


@pytest.mark.parametrize("module", MODULES)
def test_every_file_keeps_the_rules(module):
    path, own, page = MODULES[module], folder(module), module.startswith("pages.")
    assert not roots(path) & {"pickle", "cloudpickle", "dill", "joblib"}
    if not page and module != "app" and "web" not in module.split("."):
        assert "streamlit" not in roots(path), "science stays free of streamlit"
    if page:
        assert not roots(path) & {"torch", "sklearn", "pymatgen"}, "pages call mi_core"
    for name in own_modules(module):
        other = folder(name)
        if other in SYSTEMS:
            of_its_page = page and module != "pages.home"
            assert own == other or of_its_page, f"{name} is of a system: others reach it by mi_core.workbench"
        if own in SYSTEMS:
            assert level(name) <= level(module), f"{name} comes after science, figures, commands, pages"
            assert {level(name), level(module)} != {2, 3}, "commands and pages do not import each other"
        if own in KERNEL and other in KERNEL:
            assert KERNEL.index(other) <= KERNEL.index(own), f"{name} lies after {own}"
        if module in BESIDE - {"mi_core.__main__"}:
            assert not other, "what lies beside the folders is below them"


def test_the_folders_of_alloys_point_one_way():
    for module in MODULES:
        parts = module.split(".")
        if parts[:2] != ["mi_core", "alloys"] or "".join(parts[2:3]) not in ALLOY_FOLDERS:
            continue
        for name in own_modules(module):
            other = name.split(".")
            if other[:2] == ["mi_core", "alloys"] and len(other) > 2:
                later = ALLOY_FOLDERS.index(other[2]) > ALLOY_FOLDERS.index(parts[2])
                assert not later, f"{module} imports {name}, which lies after it"


def test_no_folder_is_fuller_than_one_can_overlook():
    files = Counter(path.parent for path in (ROOT / "mi_core").rglob("*.*") if path.suffix != ".pyc")
    assert {str(home.relative_to(ROOT)): n for home, n in files.items() if n > FULL} == {}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT / "tests"))
)
def test_no_test_looks_at_a_clock(path):
    """A busy machine is no failure: tests wait through support/patience.py, and benchmarks/ measures."""
    clocks = {"monotonic", "perf_counter", "process_time", "monotonic_ns", "perf_counter_ns"}
    read = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "time"
    }
    assert path.name == "patience.py" or not clocks & read
    assert not {("time", clock) for clock in clocks} & set(imports(path))
