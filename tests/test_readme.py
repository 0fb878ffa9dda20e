"""What the README promises is run, or at least looked for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mi_core.__main__ import main, make_parser
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.pretrained.catalogue import Catalogue
from mi_core.pretrained.recipes import RECIPES
from mi_core.structures.examples import load_examples
from mi_core.targets import TARGETS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
COMMANDS = [
    line
    for block in re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line
]
OURS = [shlex.split(line)[3:] for line in COMMANDS if line.startswith("python -m mi_core")]


def test_make_has_the_targets_that_the_readme_names():
    makefile = (ROOT / "Makefile").read_text()
    for line in COMMANDS:
        if line.startswith("make "):
            assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE)


def test_files_and_links_exist():
    for name in re.findall(r"\]\((?!http)([^)]+)\)", README) + re.findall(r"-r (\S+\.txt)", README):
        assert (ROOT / name).is_file(), name
    assert (ROOT / "app.py").is_file()


def test_every_target_that_a_model_answers_is_named():
    assert {key for key in TARGETS if f"`{key}`" in README} == set(Catalogue().predicted)


@pytest.mark.parametrize("arguments", OURS, ids=shlex.join)
def test_commands_are_understood(arguments):
    options = make_parser().parse_args(arguments)
    assert getattr(options, "model", None) in {None, *RECIPES}


@pytest.mark.parametrize(
    "arguments",
    [
        a
        for a in OURS
        if a[0] in ("structures", "predict", "represent", "table", "models")
        or a[:2] == ["alloys", "equilibrium"]
    ],
    ids=shlex.join,
)
def test_commands_do_what_they_say(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("crystals").mkdir()
    for material in load_examples(["SrTiO3", "CsPbI3"]):
        material.structure.to(f"crystals/{material.formula}.cif")
    Path("formulas.csv").write_text("formula\nSrTiO3\nGaAs\n")
    Path("heated.csv").write_text("formula,temperature_k\nPbTe,300\nPb0.98Na0.02Te,700\n")
    assert main(arguments) == 0
    if arguments[0] == "predict":
        assert Path("predictions.csv").read_text().count("\n") >= 3
    if arguments[0] == "structures":
        assert "SrTiO3,SrTiO3,Pm-3m,221,5," in Path("structures.csv").read_text()
    if arguments[0] == "table":
        assert Path("cleaned.csv").read_text() == "formula\nSrTiO3\nGaAs\n"
    if arguments[0] == "alloys":
        assert "MG2SI" in Path("equilibrium.csv").read_text()


def test_the_specification_that_is_shown_is_one_that_design_takes():
    (block,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    spec = check_specification(specification_from_json(block))
    assert [wish.phase for wish in spec.phases] == ["MG2SI"]
    assert spec.derived["solidus_k"].min == 830
