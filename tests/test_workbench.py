"""What the systems say of themselves holds, and a new one is a folder, a page and one line."""

from __future__ import annotations

import importlib.util
import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mi_core import workbench
from mi_core.system import GROUPS, load

ROOT = Path(__file__).parent.parent
LAST_LINE = '        "jobs",\n'
TOY = {
    "mi_core/toy/__init__.py": "",
    "mi_core/toy/system.py": """
from mi_core.system import HomeCard, System, SystemJob

SYSTEM = System(
    key="toy", title="Toys", icon=":material/toys:", group="Discover", help="Play.",
    home_cards=(HomeCard(title="Play", text="With toys.", icon=":material/toys:", button="Play with toys"),),
    jobs=(SystemJob(name="toy", title="Playing", kind="mi_core.toy.job:KIND"),),
    commands=("mi_core.toy.commands",),
)
""",
    "mi_core/toy/job.py": """
class ToyKind:
    name = "toy"

    def work(self, task, folder):
        return task["toys"] + 1

KIND = ToyKind()
""",
    "mi_core/toy/commands.py": """
def add_parser(commands):
    commands.add_parser("toy").set_defaults(run=lambda options: 41)
""",
    "pages/toy.py": """
import streamlit as st

st.title("A page full of toys")
""",
}
LOOK_FOR_IT = """
import contextlib, io, json
from streamlit.testing.v1 import AppTest
from mi_core.__main__ import main
from mi_core.errors import InputError
from mi_core.jobs.kinds import dotted_name, load_kind, page_of

found = dict.fromkeys(["card", "page", "kind", "page of the kind", "command"])
home = AppTest.from_file("app.py", default_timeout=900).run()
found["card"] = next((card.value for card in home.subheader if "toys" in card.value), None)
for button in home.button:
    if button.label == "Play with toys":
        found["page"] = button.click().run().title[0].value
with contextlib.suppress(InputError):
    found["kind"] = load_kind(dotted_name("toy")).work({"toys": 1}, "")
found["page of the kind"] = page_of("toy")
with contextlib.suppress(SystemExit), contextlib.redirect_stderr(io.StringIO()):
    found["command"] = main(["toy"])
print(json.dumps(found))
"""


def workbench_with_a_toy(home: Path, *, listed: bool) -> None:
    """Make a workbench of links to this one's folders, copies of its pages, and a toy system; listed or not."""
    (home / "mi_core").mkdir()
    for path in (ROOT / "mi_core").iterdir():
        if path.name != "workbench.py":
            (home / "mi_core" / path.name).symlink_to(path)
    text = (ROOT / "mi_core" / "workbench.py").read_text()
    assert text.count(LAST_LINE) == 1
    line = '        "toy",\n' if listed else ""
    (home / "mi_core" / "workbench.py").write_text(text.replace(LAST_LINE, LAST_LINE + line))
    shutil.copy(ROOT / "app.py", home)
    shutil.copytree(ROOT / "pages", home / "pages")
    for name, code in TOY.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(code)


@pytest.mark.parametrize("listed", [True, False])
def test_a_new_system_is_found_by_its_line_in_the_list(tmp_path, listed):
    workbench_with_a_toy(tmp_path, listed=listed)
    command = [sys.executable, "-c", LOOK_FOR_IT]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    cards = sum(len(system.home_cards) for system in workbench.SYSTEMS)
    wanted = {
        "card": f":material/toys: {cards + 1}. Play",
        "page": "A page full of toys",
        "kind": 2,
        "page of the kind": "pages/toy.py",
        "command": 41,
    }
    assert json.loads(run.stdout) == (wanted if listed else dict.fromkeys(wanted))


@pytest.mark.parametrize("system", workbench.SYSTEMS, ids=lambda system: system.key)
def test_what_a_system_says_of_itself_is_there(system):
    assert (ROOT / system.page).is_file()
    assert system.group in GROUPS
    assert system.help.endswith(".")
    assert all(card.text.endswith(".") for card in system.home_cards)
    for command in system.input_commands + system.commands:
        assert callable(load(command).add_parser)
    for name in system.layered_models:
        assert callable(load(name).read)
    for name in system.point_sets:
        assert callable(load(name).load)
    for item in system.warm_up:
        if isinstance(item, str):
            assert importlib.util.find_spec(item)
        else:
            assert inspect.isgeneratorfunction(item)
    if system.prediction_remark:
        assert load(system.prediction_remark)("no such target", "no such model") == ""


def test_what_systems_load_ahead_can_be_loaded(with_tiny_models):
    """The app passes over what is missing, so that a name that is none would be seen by nobody."""
    generators = [item for system in workbench.SYSTEMS for item in system.warm_up if callable(item)]
    assert all(list(load_ahead()) for load_ahead in generators)


def test_every_page_but_home_is_that_of_one_system():
    pages = sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))
    assert sorted(["pages/home.py", *(system.page for system in workbench.SYSTEMS)]) == pages


def test_reading_the_list_imports_nothing_but_what_systems_say():
    code = (
        "import sys; before = set(sys.modules); import mi_core.workbench; print(*(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    imported = [name for name in run.stdout.split() if name.split(".")[0] not in sys.stdlib_module_names]
    modules = [name for name in imported if not (ROOT / name.replace(".", "/") / "__init__.py").is_file()]
    assert sorted(name for name in modules if not name.endswith(".system")) == ["mi_core.workbench"]
    assert len(modules) == len(workbench.SYSTEMS) + 2


def test_the_commands_are_listed_in_the_order_of_work():
    from mi_core.__main__ import make_parser

    commands = make_parser()._actions[-1].choices
    assert " ".join(commands) == (
        "structures table predict relax hull compare screen alloys thermoelectric-ranking thermoelectric-computed "
        "voxels molecules represent potential train models data"
    )
