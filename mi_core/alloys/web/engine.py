"""CALPHAD for one alloy while the page goes on: one thread of the process computes, pages ask again until it is done."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st
from cachetools import LRUCache

from mi_core.errors import InputError
from mi_core.web.shell.background import start_in_background

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

MOST_ANSWERS = 200
EVERY_S = 0.6


@dataclass
class Answer:
    """What came of a question: a value, or the sentence that says why there is none."""

    value: Any = None
    error: str = ""


class Engine:
    """Works off questions one by one, of each asker only the latest."""

    def __init__(self) -> None:
        from mi_core.alloys.thermodynamics.results.kept_systems import KeptSystems

        self.systems = KeptSystems()
        self._lock = threading.Lock()
        self._answers: LRUCache[Hashable, Answer] = LRUCache(MOST_ANSWERS)
        self._latest: dict[Hashable, Hashable] = {}
        self._waiting: queue.Queue = queue.Queue()
        self._ending = False
        start_in_background(self._work, "alloy-engine", stop=self._end)

    def _end(self) -> None:
        self._ending = True
        self._waiting.put(None)

    def ask(self, asker: Hashable, key: Hashable, work: Callable[[], Any]) -> Answer | None:
        """Return the answer to a question; None while it is worked on, which begins with the first asking."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is None and self._latest.get(asker) != key:
                self._latest[asker] = key
                self._waiting.put((asker, key, work))
        return answer

    def known(self, key: Hashable) -> Any:
        """Return what was computed for a question; None where nothing was."""
        with self._lock:
            return self._answers.get(key, Answer()).value

    def _work(self) -> None:
        while (question := self._waiting.get()) and not self._ending:
            asker, key, work = question
            with self._lock:
                # The asker may have asked otherwise, or another asker the same, meanwhile.
                if self._latest.get(asker) != key or key in self._answers:
                    continue
            answer = _answer(work)
            with self._lock:
                self._answers[key] = answer
                if self._latest.get(asker) == key:
                    del self._latest[asker]


def _answer(work: Callable[[], Any]) -> Answer:
    try:
        return Answer(work())
    except InputError as problem:
        return Answer(error=str(problem))
    except Exception as problem:  # noqa: BLE001 - the thread must live on, and the page says what happened
        return Answer(error=f"The thermodynamic engine failed on this alloy: {problem!r}.")


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """Return the engine of this process."""
    return Engine()


def ask(
    topic: str,
    wt: Mapping[str, float],
    database: ThermoDatabase,
    work: Callable[[], Any],
    *,
    waiting: str,
) -> Any:
    """Return what the work returned on a topic of an alloy (wt%); None while it is computed.

    The page then says what is waited for, and runs again when it is there.
    InputError with the sentence that says why there is no value.
    """
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    asker, key = (context.session_id if context else "", topic), _key(topic, wt, database)
    answer = engine().ask(asker, key, work)
    if answer is None:
        st.fragment(_watch, run_every=EVERY_S)(asker, key, work, waiting)
        return None
    if answer.error:
        raise InputError(answer.error)
    return answer.value


def known_answer(topic: str, wt: Mapping[str, float], database: ThermoDatabase) -> Any:
    """Return what was computed on a topic of an alloy (wt%); None where nothing was."""
    return engine().known(_key(topic, wt, database))


def _key(topic: str, wt: Mapping[str, float], database: ThermoDatabase) -> Hashable:
    return topic, database.sha256, tuple(sorted(wt.items()))


def _watch(asker: Hashable, key: Hashable, work: Callable[[], Any], waiting: str) -> None:
    if engine().ask(asker, key, work) is not None:
        st.rerun()
    st.caption(f":material/hourglass_top: {waiting}")
