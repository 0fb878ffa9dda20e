"""What the systems of the workbench are slow to load, loaded in the background whenever nobody waits for a page."""

from __future__ import annotations

import contextlib
import functools
import gc
import threading
import time
from typing import TYPE_CHECKING, Any

from mi_core import workbench
from mi_core.errors import InputError
from mi_core.system import load
from mi_core.web.shell.background import start_in_background

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mi_core.system import System

END = object()  # of the steps of an item
PAUSE_S = 1.5  # nothing to do for so long: the reader is reading


class Attention:
    """Whether a page is being made, or was a moment ago."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._now, self._sleep = now, sleep
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._pages = 0
        self._last = now()

    @contextlib.contextmanager
    def page(self) -> Iterator[None]:
        """Count a page as being made."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        with self._lock:
            self._pages += change
            self._last = self._now()

    def end(self) -> None:
        """Let nobody wait any longer, as the process ends."""
        self._ending.set()

    @property
    def ended(self) -> bool:
        """Whether the process ends."""
        return self._ending.is_set()

    def wait_for_pause(self, seconds: float = PAUSE_S) -> None:
        """Return when no page has been made for some seconds, or the process ends."""
        while not self.ended and (self._pages or self._now() - self._last < seconds):
            self._sleep(seconds / 10)


attention = Attention()


@functools.cache
def warm_up() -> threading.Thread:
    """Start loading, once per process, what the first crystal and the first prediction will need.

    The interpreter runs one thread at a time, so that loading while a page is made would double the wait for it.
    """

    def work() -> None:
        load_all(workbench.SYSTEMS, attention, after_step=set_aside)

    return start_in_background(work, "warm-up", stop=attention.end)


def load_all(systems: Iterable[System], attention: Attention, *, after_step: Callable[[], None]) -> None:
    """Load what systems name, an item or a step of one in each pause; what is missing stops nothing."""
    load("pandas")  # every table's: 0.5 s, while the browser draws the first page
    for system in systems:
        for item in system.warm_up:
            with contextlib.suppress(ImportError, InputError, OSError):  # whoever needs it will report it
                _load(item, attention, after_step)


def _load(
    item: str | Callable[[], Iterator[Any]], attention: Attention, after_step: Callable[[], None]
) -> None:
    """Import a module, or go through a generator, one step in each pause."""
    steps = map(load, [item]) if isinstance(item, str) else item()
    attention.wait_for_pause()
    while not attention.ended and next(steps, END) is not END:
        after_step()
        attention.wait_for_pause()


def set_aside() -> None:
    """Take what is loaded by now out of the garbage collector's view.

    Streamlit collects after every run of a script: going through these libraries and models took 0.3 s each time.
    """
    gc.collect()  # what is garbage by now would stay for good
    gc.freeze()
