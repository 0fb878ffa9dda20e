"""How far a reading is, told at most twenty times a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PAUSE_S = 0.05


class Progress:
    """Counts finished pieces against expected ones; archives and tables raise the expectation once opened."""

    def __init__(self, callback: Callable[[int, int, str], None] | None = None) -> None:
        self.callback = callback
        self.done = 0
        self.total = 0
        self._last = 0.0

    def expect(self, pieces: int) -> None:
        """Announce that many more pieces."""
        self.total += pieces

    def advance(self, name: str) -> None:
        """Count one piece as finished and tell it, unless the last telling was a moment ago."""
        self.done += 1
        now = time.monotonic()
        if self.callback and (self.done == self.total or now - self._last > _PAUSE_S):
            self._last = now
            self.callback(self.done, self.total, name)
