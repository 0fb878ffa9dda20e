"""Candidates of a study: a file of the workspace, predicted once by the model that was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from cachetools import LRUCache

from mi_core.molecules.web.own.cached import encoders, model
from mi_core.molecules.web.own.kept import read_rows
from mi_core.molecules.web.view import PAGE
from mi_core.web.inputs.kept_files import file_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from mi_core.jobs.job import Job

MOST = 10_000  # candidates that a page predicts while somebody waits


def keep_candidates(reference: str) -> None:
    """Note in the view, and so in the address, which file of the workspace holds the candidates."""
    PAGE.now().candidates = reference


def candidates_of() -> str:
    """Return the file that holds the candidates; "" for none."""
    return PAGE.now().candidates


def forget_candidates() -> None:
    """Begin anew."""
    keep_candidates("")


def predicted(job: Job, progress: Callable[[float, str], None]) -> pd.DataFrame | None:
    """Return the candidates as of `OwnModel.predict`, predicted now where they were not; None where there are none.

    InputError where the model was learned with other encoders.
    """
    path = file_of(candidates_of())
    if path is None:
        return None
    key = (job.folder, path)
    if key not in _frames():
        found = model(job.folder).predict(read_rows(path, MOST), encoders(), progress)
        _frames()[key] = found
    return _frames()[key]


def predicted_before(job: Job, path: Path | None) -> pd.DataFrame | None:
    """Return the candidates of a file that were predicted already; None where there are none."""
    return _frames().get((job.folder, path))


@st.cache_resource(max_entries=1, show_spinner=False)
def _frames() -> LRUCache:
    return LRUCache(8)
