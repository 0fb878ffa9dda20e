"""Dockerfile and compose.yaml: known words, files that exist, and commands that run on what the image holds."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import PurePosixPath
from typing import NamedTuple

import psutil
import pytest
import yaml
from patience import PATIENCE_S, wait_until
from tracked import ROOT, tracked_files

from mi_core.jobs.cluster import SETTINGS
from mi_core.jobs.scheduler import NoClusterError, identify

INSTRUCTIONS = {
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "ONBUILD", "RUN", "SHELL",
    "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
}  # fmt: skip
SERVICE_KEYS = {
    "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "init", "ports", "restart",
    "security_opt", "volumes",
}  # fmt: skip
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


class Instruction(NamedTuple):
    """One instruction of a Dockerfile and the rest of its lines, joined."""

    name: str
    words: str


def instructions() -> list[Instruction]:
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Instruction(*line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


def said(name: str) -> list[str]:
    return [instruction.words for instruction in instructions() if instruction.name == name]


def variables() -> dict[str, str]:
    return dict(word.split("=", 1) for words in said("ENV") for word in shlex.split(words))


def sent(name: str) -> bool:
    """Whether .dockerignore lets a file through: the last line that matches it or a folder above it decides."""
    through = True
    places = [name, *map(str, PurePosixPath(name).parents)]
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern = line.removeprefix("!")
            patterns = {pattern, pattern.removeprefix("**/")}
            if any(fnmatch.fnmatchcase(place, p) for place in places for p in patterns):
                through = line.startswith("!")
    return through


def copied() -> list[tuple[str, str]]:
    """(file of the repository, its place below the working folder of the image) of all COPY instructions."""
    found = []
    for words in said("COPY"):
        *sources, target = shlex.split(words)
        for source in sources:
            below = [name for name in tracked_files() if name == source or name.startswith(f"{source}/")]
            assert below, f"COPY {source}: git keeps no such file"
            folder = PurePosixPath(target)
            found += [
                (
                    name,
                    str(
                        folder
                        / (
                            PurePosixPath(name).relative_to(source)
                            if name != source
                            else PurePosixPath(name).name
                        )
                    ),
                )
                for name in below
            ]
    return found


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The working folder as the image has it."""
    folder = tmp_path_factory.mktemp("image")
    for name, place in copied():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / place)
    return folder


def test_every_instruction_is_known():
    assert {instruction.name for instruction in instructions()} <= INSTRUCTIONS
    assert instructions()[0].name == "FROM"
    assert re.fullmatch(r"python:3\.11\.\d+-slim-\w+", said("FROM")[0]), "a release by its number"
    for words in (*said("CMD"), *(words.partition("CMD ")[2] for words in said("HEALTHCHECK"))):
        assert all(isinstance(word, str) for word in json.loads(words))


def test_what_is_copied_exists_and_is_sent_to_the_builder():
    assert [name for name, _ in copied() if not sent(name)] == []
    assert {name for name in tracked_files() if name.startswith(("mi_core/", "pages/"))} <= {
        name for name, _ in copied()
    }


@pytest.mark.parametrize(
    "name",
    [
        ".git/HEAD",
        ".streamlit/secrets.toml",
        ".venv/bin/python",
        "mi_home/x",
        "tests/conftest.py",
        "mi_core/a/__pycache__/b.pyc",
    ],
)
def test_what_has_no_place_in_the_image_is_not_sent(name):
    assert not sent(name)


def test_it_installs_as_the_readme_does_and_runs_as_nobody_special():
    assert any(words.endswith("pip install --no-cache-dir -r requirements.txt") for words in said("RUN"))
    names = [instruction.name for instruction in instructions()]
    assert said("USER")[-1] not in {"root", "0"}
    assert not {"RUN", "COPY"} & set(names[names.index("USER") :])


def test_compose_has_known_keys_and_one_image():
    assert {key for key in COMPOSE if not key.startswith("x-")} == {"name", "services", "volumes"}
    assert set(SERVICES) == {"app", "scheduler", "worker"}
    for service in SERVICES.values():
        assert set(service) <= SERVICE_KEYS
        assert (service["image"], service["build"]) == ("mi-workbench", ".")
        assert set(service.get("depends_on", {})) <= set(SERVICES)


def test_all_share_the_home_under_one_path():
    for service in SERVICES.values():
        (volume,) = service["volumes"]
        name, path = volume.split(":")
        assert name in COMPOSE["volumes"]
        assert path == variables()["MI_HOME"]


def test_only_the_page_is_published_and_only_to_this_machine():
    assert SERVICES["app"]["ports"] == ["${MI_BIND:-127.0.0.1}:${PORT:-8501}:8501"]
    assert not any("ports" in SERVICES[name] for name in ("scheduler", "worker"))


def test_scheduler_and_workers_are_set_as_the_local_ones():
    given = SERVICES["scheduler"]["environment"] | SERVICES["worker"]["environment"]
    assert given == SETTINGS


@pytest.fixture
def run(image, tmp_path):
    """Start commands of compose.yaml on what the image holds; all end with the test."""
    processes = []

    def start(command: list[str], port: int, **environment: str) -> psutil.Popen:
        words = [word.replace("8786", str(port)).replace("//scheduler", "//127.0.0.1") for word in command]
        words = [re.sub(r"\$\{\w+:-(.*)\}", r"\1", word) for word in words]
        assert words[0] == "python"
        process = psutil.Popen(
            [sys.executable, *words[1:]],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(image), "MI_HOME": str(tmp_path / "home"), **environment},
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        family = [process, *process.children(recursive=True)] if process.is_running() else []
        for member in family:
            member.kill()
        psutil.wait_procs(family, timeout=PATIENCE_S)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_scheduler_and_workers_find_each_other(run):
    port = free_port()
    run(SERVICES["scheduler"]["command"], port, **SERVICES["scheduler"]["environment"])

    def workers() -> int:
        try:
            return identify(f"tcp://127.0.0.1:{port}").workers
        except NoClusterError:
            return -1

    wait_until(lambda: workers() == 0, "a scheduler that answers")
    _, check = SERVICES["scheduler"]["healthcheck"]["test"][2:]
    subprocess.run([sys.executable, "-c", check.replace("8786", str(port))], check=True)
    run(SERVICES["worker"]["command"], port, **SERVICES["worker"]["environment"])
    wait_until(lambda: workers() == 2, "two workers")
    assert SERVICES["app"]["environment"] == {"MI_SCHEDULER": "tcp://scheduler:8786"}


def test_the_app_starts_on_what_the_image_holds_and_is_found_healthy(run, image):
    port = free_port()
    command = [word.replace("8501", str(port)) for word in json.loads(said("CMD")[0])]
    command[command.index("app.py")] = str(image / "app.py")
    app = run(command, port)
    check = json.loads(said("HEALTHCHECK")[0].partition("CMD ")[2])[1:]
    check = [sys.executable, *(word.replace("8501", str(port)) for word in check)]
    healthy = lambda: subprocess.run(check, capture_output=True, check=False).returncode == 0  # noqa: E731
    wait_until(lambda: healthy() or app.poll() is not None, "a healthy app")
    assert app.is_running()
    assert healthy()
