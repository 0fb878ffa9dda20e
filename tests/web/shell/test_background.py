"""The end of a process stops what works in the background, and waits for its present step."""

from __future__ import annotations

import subprocess
import sys

from mi_core import workbench

WORK_UNTIL_THE_END = """
import threading, time
from mi_core.web.shell.background import start_in_background

ending, started = threading.Event(), threading.Event()

def work():
    while not ending.is_set():
        started.set()
        time.sleep(0.5)
        print("step done", flush=True)

start_in_background(work, "worker", stop=ending.set)
started.wait()
"""
LOAD_UNTIL_THE_END = """
import threading, time
from mi_core.web.shell import warmup

started = threading.Event()

def load(name):
    started.set()
    time.sleep(0.5)
    print(name, flush=True)

warmup.load = load
warmup.warm_up()
started.wait()
"""


def printed_by(code: str) -> list[str]:
    """Run code in a process of its own, and return the lines that it printed."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_a_process_ends_after_the_present_step_of_its_work():
    assert set(printed_by(WORK_UNTIL_THE_END)) == {"step done"}


def test_a_process_that_ends_loads_nothing_more():
    loaded = printed_by(LOAD_UNTIL_THE_END)
    assert loaded[0] == "pandas"
    assert len(loaded) < sum(len(system.warm_up) for system in workbench.SYSTEMS)
