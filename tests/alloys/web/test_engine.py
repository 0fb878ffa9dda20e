"""The engine of the Alloys page answers each asker's latest question, and lives on after what fails."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from patience import PATIENCE_S, wait_until

from mi_core.alloys.web.engine import MOST_ANSWERS, Engine
from mi_core.errors import InputError

ASK_UNTIL_THE_END = """
import threading, time
from mi_core.alloys.web.engine import Engine

engine, started = Engine(), threading.Event()

def first():
    started.set()
    while not engine._ending:
        time.sleep(0.01)
    print("first", flush=True)

engine.ask("someone", "first", first)
engine.ask("other", "second", lambda: print("second", flush=True))
started.wait()
"""


@pytest.fixture
def engine():
    return Engine()


def answer(engine, key, work, asker="someone"):
    """Ask until there is an answer."""
    wait_until(lambda: engine.ask(asker, key, work) is not None, f"an answer to {key!r}")
    return engine.ask(asker, key, work)


def test_a_question_is_worked_on_once(engine):
    calls = []
    assert answer(engine, "sum", lambda: calls.append(1) or 42).value == 42
    assert answer(engine, "sum", lambda: calls.append(1) or 43).value == 42
    assert engine.known("sum") == 42
    assert calls == [1]


def test_only_the_latest_question_of_an_asker_is_worked_on(engine):
    gate, done = threading.Event(), []
    engine.ask("slow", "first", lambda: gate.wait(PATIENCE_S) and done.append("first"))
    for key in ("second", "third"):
        engine.ask("someone", key, lambda key=key: done.append(key))
    engine.ask("other", "fourth", lambda: done.append("fourth"))
    gate.set()
    answer(engine, "third", lambda: None)
    answer(engine, "fourth", lambda: None, "other")
    assert done == ["first", "third", "fourth"]
    assert engine.known("second") is None


def test_what_fails_says_why_and_the_next_question_is_answered(engine):
    def refuse():
        raise InputError("Nickel is not in COST507.")

    assert answer(engine, "bad", refuse).error == "Nickel is not in COST507."
    assert "ZeroDivisionError" in answer(engine, "worse", lambda: 1 / 0).error
    assert answer(engine, "good", lambda: 1).value == 1


def test_the_oldest_answers_are_forgotten(engine):
    for number in range(MOST_ANSWERS + 1):
        answer(engine, number, lambda number=number: number)
    assert engine.known(0) is None
    assert engine.known(MOST_ANSWERS) == MOST_ANSWERS


def test_a_process_ends_after_the_question_that_is_worked_on():
    command = [sys.executable, "-c", ASK_UNTIL_THE_END]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["first"]
