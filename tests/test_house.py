"""The rules of the house: who may import what, and that no test looks at a clock."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = (
    "formulas",
    "tables",
    "structures",
    "datasets",
    "descriptors",
    "neural",
    "regressors",
    "evaluation",
    "pretrained",
    "prediction",
    "comparison",
    "screening",
    "alloys",
    "jobs",
    "figures",
    "commands",
    "web",
)
ALLOY_ROOMS = (
    "compositions",
    "thermodynamics",
    "specification",
    "dataset",
    "models",
    "design",
    "evaluation",
)
SOURCES = sorted([*(ROOT / "mi_core").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_keeps_the_rules(path):
    where = path.relative_to(ROOT).parts
    assert not roots(path) & {"pickle", "cloudpickle", "dill", "joblib"}
    if where[0] == "mi_core" and where[1] != "web":
        assert "streamlit" not in roots(path), "science stays free of streamlit"
    if where[0] == "pages":
        assert not roots(path) & {"torch", "sklearn", "pymatgen"}, "pages call mi_core"
    if where[0] == "mi_core" and where[1] in ROOMS:
        own = ROOMS.index(where[1])
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "mi_core" and len(parts) > 1 and parts[1] in ROOMS:
                assert ROOMS.index(parts[1]) <= own, f"{name} lies after {where[1]}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "mi_core" / "alloys").rglob("*.py")), ids=lambda path: path.stem
)
def test_the_rooms_of_alloys_point_one_way(path):
    where = path.relative_to(ROOT / "mi_core" / "alloys").parts[0]
    if where not in ALLOY_ROOMS:
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[:2] == ["mi_core", "alloys"] and len(parts) > 2:
            assert ALLOY_ROOMS.index(parts[2]) <= ALLOY_ROOMS.index(where), f"{name} lies after {where}"


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
    assert not {f"time.{clock}" for clock in clocks} & imported(path)
