"""The workflow and the hooks run what people run: make and .ci/run, at fixed versions."""

from __future__ import annotations

import os
import re
import tomllib

import yaml
from packaging.specifiers import SpecifierSet
from tracked import ROOT

(JOB,) = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"].values()
HOOKS = [
    hook
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    for hook in repository["hooks"]
]


def targets() -> set[str]:
    return set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_actions_are_pinned_to_a_commit_and_the_machine_to_a_release():
    actions = [step["uses"] for step in JOB["steps"] if "uses" in step]
    assert actions
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in actions)
    assert re.fullmatch(r"ubuntu-\d\d\.\d\d", JOB["runs-on"])


def test_its_python_is_one_that_the_project_takes():
    (version,) = re.fullmatch(r"python:(\d+\.\d+\.\d+)-\w+", JOB["container"]).groups()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert version in SpecifierSet(project["requires-python"])


def test_the_workflow_lints_and_does_what_ci_run_does():
    commands = [step["run"] for step in JOB["steps"] if "run" in step]
    assert commands[-2:] == ["make lint", ".ci/run"]
    assert "lint" in targets()
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "make test" in (ROOT / ".ci/run").read_text().splitlines()


def test_the_hooks_call_make():
    assert [hook["entry"] for hook in HOOKS] == ["make lint", "make test"]
    assert {hook["entry"].removeprefix("make ") for hook in HOOKS} <= targets()
    assert all(hook["language"] == "system" and hook["pass_filenames"] is False for hook in HOOKS)
