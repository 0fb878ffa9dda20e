"""How long tests wait for what comes when it comes: long enough for a machine that is busy with other things."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 300.0


def wait_until(true: Callable[[], object], what: str, *, seconds: float = PATIENCE_S) -> None:
    """Return once `true()` is; fail with the words of what did not come."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds:.0f} s there was still not: {what}")
        time.sleep(0.05)
