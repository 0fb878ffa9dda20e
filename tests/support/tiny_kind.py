"""A kind of job for tests: adds, and can be told to wait at a gate, or to fail."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from typing_extensions import TypedDict

from mi_core import workbench
from mi_core.errors import InputError
from mi_core.system import SystemJob

DOTTED = "tiny_kind:KIND"
JOB = SystemJob(name="tiny", title="Sum of squares", kind=DOTTED, on_page=False)
SYSTEMS = tuple(
    replace(system, jobs=(JOB,)) if system.key == "jobs" else system for system in workbench.SYSTEMS
)


class TinyParams(TypedDict, total=False):
    tasks: int


class TinyKind:
    name = "tiny"
    params = TinyParams

    def tasks(self, params):
        if params["tasks"] < 0:
            raise InputError("tasks must not be negative.")
        return [
            {"number": number, **{key: value for key, value in params.items() if key != "tasks"}}
            for number in range(params["tasks"])
        ]

    def work(self, task, folder):
        number = task["number"]
        with (Path(folder) / "_job" / f"ran-{number}").open("a") as ran:
            ran.write(f"{os.getpid()}\n")
        first_held = task.get("gate", number + 1)  # so that a test looks as long as it likes at those before
        while number >= first_held and not (Path(folder) / "_job" / "go").exists():
            time.sleep(0.05)
        if task.get("refuse") == number:
            raise InputError("Row 3 has no formula; give it one.")
        if task.get("fail") == number:
            raise ZeroDivisionError("division by zero")
        if task.get("die") == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return {"square": number**2}

    def finish(self, params, results, folder):
        total = sum(result["square"] for result in results)
        (Path(folder) / "sum.json").write_text(json.dumps({"sum": total, "of": params["tasks"]}))
        (Path(folder) / "squares.csv").write_text(
            "square\n" + "\n".join(str(r["square"]) for r in results) + "\n"
        )
        return {"sum": total}


KIND = TinyKind()
