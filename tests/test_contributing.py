"""The recipes of CONTRIBUTING.md, carried out in a copy of the repository."""

from __future__ import annotations

import ast
import csv
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from tracked import ROOT, copy_tracked

TEXT = (ROOT / "CONTRIBUTING.md").read_text()
RECIPES = dict(re.findall(r"^## (Add .+?)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE))
PLACE = re.compile(r"# (?P<file>[\w./]+)(?:, (?P<where>in (?P<name>\w+)|among the imports))?\n")


class Block(NamedTuple):
    """A block of code: its language, and what it holds, the line that says where it goes included."""

    language: str
    body: str


def blocks(recipe: str) -> list[Block]:
    return [Block(*found) for found in re.findall(r"^```(\w+)\n(.*?)^```$", recipe, re.DOTALL | re.MULTILINE)]


def carry_out(block: Block, house: Path) -> None:
    """Write a file, insert lines into one, or run commands; each as its block says."""
    if block.language == "bash":
        for line in block.body.splitlines():
            run(line, house)
        return
    place = PLACE.match(block.body)
    assert place, f"the first line of a block says where it goes; got {block.body.splitlines()[0]!r}"
    file, lines = house / place["file"], block.body[place.end() :]
    if place["where"] is None:
        assert not file.exists(), f"{place['file']} is there already"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(lines)
    elif place["name"]:
        insert(file, end_of_literal(file, place["name"]), f"{lines.rstrip()},\n")
    else:
        insert(file, first_import(file), lines)


def insert(file: Path, position: tuple[int, int], lines: str) -> None:
    """Put lines before a position, (line from 1, column in bytes)."""
    whole = file.read_bytes().splitlines(keepends=True)
    row, column = position[0] - 1, position[1]
    whole[row] = whole[row][:column] + lines.encode() + whole[row][column:]
    file.write_bytes(b"".join(whole))


def end_of_literal(file: Path, name: str) -> tuple[int, int]:
    """Return where the list, tuple, set or dictionary ends that a name is made of: before its closing bracket."""
    (value,) = (
        node.value
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and any(
            isinstance(t, ast.Name) and t.id == name for t in getattr(node, "targets", None) or [node.target]
        )
    )
    literals = [n for n in ast.walk(value) if isinstance(n, ast.List | ast.Tuple | ast.Set | ast.Dict)]
    longest = max(literals, key=lambda node: (node.end_lineno - node.lineno, node.end_col_offset))
    return longest.end_lineno, longest.end_col_offset - 1


def first_import(file: Path) -> tuple[int, int]:
    """Return where the imports from the package begin."""
    found = (
        node.lineno
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.ImportFrom) and node.module.startswith("mi_core")
    )
    return next(found), 0


def run(command: str, house: Path) -> str:
    """Run a line of the shell in the copy, with this Python, and return what it printed."""
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=house,
        env=os.environ | {"PATH": here, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture
def house(tmp_path):
    return copy_tracked(tmp_path / "house")


OPENED = """
import sys
from streamlit.testing.v1 import AppTest

app = AppTest.from_file("app.py", default_timeout=300).run()
print(*(part.value for part in (*app.subheader, *app.markdown)))
app.switch_page("pages/weighing.py").run()
assert not app.exception, app.exception
print(app.title[0].value, app.metric[0].value)
"""


def system_is_found(house):
    assert run("python -m mi_core weigh SiO2", house) == "60.08 g/mol\n"
    (house / "opened.py").write_text(OPENED)
    shown = run("MI_HOME=mi_home python opened.py", house)
    assert "Weigh compounds" in shown
    assert "Weighing 60.08 g/mol" in shown


def regressor_is_compared(house):
    # argparse breaks lines at hyphens.
    listed = "".join(run("python -m mi_core compare --help", house).split())
    assert ",nearest-neighbours," in listed


def data_set_is_fetched(house):
    table = pd.read_parquet(house / "mi_home/datasets/computed_moduli.parquet")
    assert list(table.columns) == ["id", "formula", "bulk_modulus_gpa"]
    assert list(table["bulk_modulus_gpa"]) == [152.0, 171.0, 61.0]
    assert "computed_moduli" in run("python -m mi_core data list", house)


def format_is_read(house):
    with (house / "structures.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert (row["id"], row["formula"], row["space_group"], row["error"]) == (
        "perovskite",
        "SrTiO3",
        "Pm-3m",
        "",
    )


PROOFS = {
    "Add a system": system_is_found,
    "Add a regressor": regressor_is_compared,
    "Add a data set": data_set_is_fetched,
    "Add a format of crystals": format_is_read,
}


def test_every_recipe_has_a_proof():
    assert set(RECIPES) == set(PROOFS)


def files_of(recipe: str) -> list[str]:
    """The Python files that a recipe makes."""
    places = (PLACE.match(block.body) for block in blocks(recipe) if block.language == "python")
    return [place["file"] for place in places if place and place["where"] is None]


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_does_what_it_says_in_the_style_of_the_house(title, house):
    with pytest.raises((AssertionError, OSError)):
        PROOFS[title](house)  # not so before
    for block in blocks(RECIPES[title]):
        carry_out(block, house)
    PROOFS[title](house)
    new = " ".join(files_of(RECIPES[title]))
    run(f"python -m ruff check {new} && python -m ruff format --check {new}", house)


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_is_short(title):
    python = [block.body for block in blocks(RECIPES[title]) if block.language == "python"]
    lines = [line for body in python for line in body.splitlines() if line.strip()]
    code = [line for line in lines if not line.lstrip().startswith(('"""', "#", "import ", "from "))]
    assert len(code) <= 25


def test_commands_of_the_page_are_targets_of_make():
    makefile = (ROOT / "Makefile").read_text()
    named = re.findall(r"^make (\w+)$", TEXT, re.MULTILINE)
    assert named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)
