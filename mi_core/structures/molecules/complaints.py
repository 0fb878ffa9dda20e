"""What RDKit says of a text that it cannot read, kept from standard error and told apart by threads."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEARD = threading.local()


class _Listener(logging.Handler):
    """Keeps messages for the thread that listens; what nobody listens to is passed over."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        messages = getattr(_HEARD, "messages", None)
        if messages is not None:
            messages.append(record.getMessage().strip())


@cache
def _lead_to_python() -> None:
    from rdkit import RDLogger, rdBase

    RDLogger.DisableLog("rdApp.info")  # type: ignore[attr-defined]  # what the standardiser does, step by step
    rdBase.LogToPythonLogger()
    logger = logging.getLogger("rdkit")
    logger.propagate = False
    logger.handlers[:] = [_Listener()]


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collect RDKit's messages of this thread, in their order."""
    _lead_to_python()
    messages: list[str] = []
    before = getattr(_HEARD, "messages", None)
    _HEARD.messages = messages
    try:
        yield messages
    finally:
        _HEARD.messages = before
