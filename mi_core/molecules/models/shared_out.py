"""Work on many molecules, shared out among processes."""

from __future__ import annotations

import multiprocessing
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def shared_out(work: Callable[[Any], Any], lots: Sequence[Any], processes: int = 1) -> Iterator[Any]:
    """Yield what `work` returns for each lot, in their order.

    processes : 1 works here. More are for commands: a page's process cannot be started a second time.
    """
    if processes == 1 or len(lots) < 2:
        yield from map(work, lots)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(min(processes, len(lots)), initializer=_one_thread) as pool:
        yield from pool.imap(work, lots)


def _one_thread() -> None:
    """Let each process use one core, before libraries that would use all are imported."""
    os.environ["OMP_NUM_THREADS"] = "1"
