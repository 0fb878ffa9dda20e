"""Threads that work while pages are made, and end before their process does."""

from __future__ import annotations

import atexit
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_WAIT_S = 60  # for the step that is underway when the process ends, longer than any takes


def start_in_background(work: Callable[[], None], name: str, *, stop: Callable[[], None]) -> threading.Thread:
    """Start a thread that the end of the process stops, and waits for.

    Python kills the daemon threads that are left at its end, and where such a thread is inside C++, as while torch is
    loaded, the whole process aborts instead of ending.

    stop : makes the work return after its present step
    """
    thread = threading.Thread(target=work, name=name, daemon=True)

    def end() -> None:
        stop()
        thread.join(MOST_WAIT_S)

    atexit.register(end)
    thread.start()
    return thread
