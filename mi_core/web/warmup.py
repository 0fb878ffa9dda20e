"""Slow imports made in the background while the reader is still choosing a file."""

from __future__ import annotations

import contextlib
import functools
import importlib
import threading

MODULES = (
    "mi_core.structures.reading",
    "mi_core.structures.summary",
    "pymatgen.analysis.local_env",  # 2.3 s
    "pymatgen.symmetry.analyzer",
    "pymatgen.analysis.diffraction.xrd",
    "plotly.graph_objects",
)


@functools.cache
def warm_up() -> threading.Thread:
    """Start importing what the first crystal will need, once per process."""
    thread = threading.Thread(target=_import_all, name="warm-up", daemon=True)
    thread.start()
    return thread


def _import_all() -> None:
    for module in MODULES:
        with contextlib.suppress(ImportError):  # whoever needs it will report it
            importlib.import_module(module)
