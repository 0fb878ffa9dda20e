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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAUSE_S = 1.5  # nothing to do for so long: the reader is reading


class Attention:
    """Whether a page is being made, or was a moment ago."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages = 0
        self._last = time.monotonic()

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
            self._last = time.monotonic()

    def wait_for_pause(self, seconds: float = PAUSE_S) -> None:
        """Return when no page has been made for some seconds."""
        while self._pages or time.monotonic() - self._last < seconds:
            time.sleep(seconds / 10)


attention = Attention()


@functools.cache
def warm_up() -> threading.Thread:
    """Start loading, once per process, what the first crystal and the first prediction will need.

    The interpreter runs one thread at a time, so that loading while a page is made would double the wait for it.
    """
    thread = threading.Thread(target=_load_all, name="warm-up", daemon=True)
    thread.start()
    return thread


def _load_all() -> None:
    load("pandas")  # every table's: 0.5 s, while the browser draws the first page
    for system in workbench.SYSTEMS:
        for item in system.warm_up:
            with contextlib.suppress(ImportError, InputError, OSError):  # whoever needs it will report it
                _load(item)


def _load(item: str | Callable[[], Iterator[Any]]) -> None:
    """Import a module, or go through a generator, one step in each pause."""
    steps = map(load, [item]) if isinstance(item, str) else item()
    attention.wait_for_pause()
    for _ in steps:
        set_aside()
        attention.wait_for_pause()


def set_aside() -> None:
    """Take what is loaded by now out of the garbage collector's view.

    Streamlit collects after every run of a script: going through these libraries and models took 0.3 s each time.
    """
    gc.collect()  # what is garbage by now would stay for good
    gc.freeze()
