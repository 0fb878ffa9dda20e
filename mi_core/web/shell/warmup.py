"""Slow imports and trained models, loaded in the background whenever nobody waits for a page."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = (
    "mi_core.structures.reading",
    "mi_core.structures.summary",
    "pymatgen.analysis.local_env",  # 1 s
    "torch",  # 1 s
    "mi_core.prediction.predict",
    "pymatgen.analysis.diffraction.xrd",
    "plotly.graph_objects",
    "pycalphad",  # 1 s
    "mi_core.alloys.design.proposals",
)
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
    _load("pandas")  # every table's: 0.5 s, while the browser draws the first page
    for module in MODULES:
        attention.wait_for_pause()
        _load(module)
        set_aside()
    _load_models()
    _load_alloys()


def _load(module: str) -> None:
    with contextlib.suppress(ImportError):  # whoever needs it will report it
        importlib.import_module(module)


def _load_models() -> None:
    from mi_core.pretrained.store import list_models, load_model

    with contextlib.suppress(InputError, OSError):  # whoever needs the model will report it
        for card in list_models():
            attention.wait_for_pause()
            load_model(card.name)
            set_aside()


def _load_alloys() -> None:
    """Load what the first proposals of alloys need: 2 s."""
    from mi_core.alloys.design.proposals import BEST
    from mi_core.alloys.models.surrogate import load_surrogate
    from mi_core.alloys.models.trained_store import load_trained
    from mi_core.alloys.thermodynamics.database.database import default_database

    loads = [load_surrogate, default_database, *(partial(load_trained, name) for name in BEST)]
    with contextlib.suppress(InputError, OSError):  # whoever needs it will report it
        for load in loads:
            attention.wait_for_pause()
            load()
            set_aside()


def set_aside() -> None:
    """Take what is loaded by now out of the garbage collector's view.

    Streamlit collects after every run of a script: going through these libraries and models took 0.3 s each time.
    """
    gc.collect()  # what is garbage by now would stay for good
    gc.freeze()
