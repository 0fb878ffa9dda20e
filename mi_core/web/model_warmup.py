"""Trained models loaded in the background while the reader is still choosing materials."""

from __future__ import annotations

import contextlib
import functools
import threading

from mi_core.errors import InputError


@functools.cache
def warm_up_models() -> threading.Thread:
    """Start importing torch and loading every model, once per process: 2 s that nobody waits for then."""
    thread = threading.Thread(target=_load_all, name="warm-up-models", daemon=True)
    thread.start()
    return thread


def _load_all() -> None:
    from mi_core.prediction import predict  # noqa: F401 - what the first prediction imports
    from mi_core.pretrained.store import list_models, load_model

    with contextlib.suppress(InputError, OSError):  # whoever needs the model will report it
        for card in list_models():
            load_model(card.name)
