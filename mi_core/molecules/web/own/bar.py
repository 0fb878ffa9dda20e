"""A progress bar for work that says how far it is by a share and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator


def shown_by(bar: DeltaGenerator) -> Callable[[float, str], None]:
    """Return what such work calls, to be shown by a bar of `st.progress`."""

    def show(share: float, words: str) -> None:
        bar.progress(min(share, 1.0), text=words)

    return show
