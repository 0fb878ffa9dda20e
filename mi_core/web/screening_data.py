"""The screening that the page shows: stored, or computed once per process while a bar tells how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.screening.full import default_card, full_screening

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from mi_core.pretrained.card import ModelCard


def screening_model() -> ModelCard | None:
    """Return the card of the model that screens; None where there is none."""
    return default_card()


def ranking(model: ModelCard) -> pd.DataFrame:
    """Return all candidates, lowest predicted energy first."""
    place = st.empty()
    bar: list = []

    def progress(done: int, total: int) -> None:
        if not bar:
            bar.append(place.progress(0.0))
        bar[0].progress(done / total, text=f"{done:,} of {total:,} candidates screened")

    frame = _ranked(str(sorted(model.files.items())), progress)
    place.empty()
    return frame


@st.cache_resource(max_entries=2, show_spinner="Reading the screening …")
def _ranked(files: str, _progress: Callable[[int, int], None]) -> pd.DataFrame:  # noqa: ARG001 - another model, another screening
    return full_screening(_progress).sort_values("value", kind="stable", ignore_index=True)
