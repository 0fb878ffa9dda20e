"""What all ways in share: a bar while something is read, what came of it, and an empty form afterwards."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mi_core.structures.material import Material
    from mi_core.web.inputs.rows import Progress
    from mi_core.web.inputs.session import InputSession


class Intake:
    """The ways into a session of inputs."""

    def __init__(self, session: InputSession) -> None:
        self.session, self._turn = session, f"{session.name}_intake"

    def turn(self) -> int:
        """Return a number for widget keys, a new one of which empties uploaders and text boxes."""
        return st.session_state.get(self._turn, 0)

    def restore(self) -> None:
        """Bring back what the workspace keeps, and say what it does not keep."""
        with progress_bar() as progress:
            self.session.restore(progress)
        if sentence := self.session.not_kept():
            st.warning(escaped(sentence), icon=":material/cloud_off:")

    def read(self, read: Callable[[Progress], list[Material]]) -> None:
        """Read behind a progress bar, say what came of it, and start over with an empty form."""
        with progress_bar("Reading …") as progress:
            new = read(progress)
        good = sum(row.usable for row in new)
        bad = len(new) - good
        if new:
            icon = ":material/check_circle:" if not bad else ":material/warning:"
            left_out = f"; {bad:,} could not be used, the table says why" if bad else ""
            st.toast(f"Read {good:,} of {len(new):,} inputs{left_out}.", icon=icon)
        st.session_state[self._turn] = self.turn() + 1
        st.rerun()


@contextlib.contextmanager
def progress_bar(first: str = "") -> Iterator[Progress]:
    """Show a progress bar until the end: at once with first words, else from the first word of progress on."""
    bars = [st.progress(0.0, text=first)] if first else []

    def progress(done: int, total: int, name: str) -> None:
        share, text = min(done / max(total, 1), 1.0), f"{done:,} of {total:,} · {escaped(name)}"
        if bars:
            bars[0].progress(share, text=text)
        else:
            bars.append(st.progress(share, text=text))

    yield progress
    for bar in bars:
        bar.empty()
