"""The screening that the page shows: stored, or computed once per process while a bar tells how far it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.full import full_screening

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.pretrained.card import ModelCard


@dataclass
class Kept:
    """The ranking of one model, for all sessions; who comes while it is computed waits for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    files: dict[str, str] = field(default_factory=dict)
    frame: pd.DataFrame | None = None


def ranking(model: ModelCard) -> pd.DataFrame:
    """Return all candidates, lowest predicted energy first."""
    kept = _kept()
    with kept.lock:
        if kept.frame is None or kept.files != model.files:
            kept.frame = _ranked()
            kept.files = dict(model.files)
        return kept.frame


@st.cache_resource(show_spinner=False)
def _kept() -> Kept:
    return Kept()


def _ranked() -> pd.DataFrame:
    place = st.empty()

    def progress(done: int, total: int) -> None:
        place.progress(done / total, text=f"{done:,} of {total:,} candidates screened")

    with st.spinner("Reading the screening …"):
        frame = full_screening(progress).sort_values("value", kind="stable", ignore_index=True)
    place.empty()
    return frame
