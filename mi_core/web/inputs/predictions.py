"""Predictions of the rows of a session: each row is predicted once per question, and then kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import pandas as pd
import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.structures.material import Material
    from mi_core.web.inputs.session import InputSession

Q = TypeVar("Q")


class _Kept(NamedTuple):
    """Answers to one question: the frame has a row per material, in this order."""

    materials: list[Material]
    frame: pd.DataFrame


class KeptPredictions(Generic[Q]):
    """What was predicted for the rows of a session.

    name : of the entry in the session's state; target : of a question, the target that rows of prediction frames name.
    """

    def __init__(self, session: InputSession, name: str, target: Callable[[Q], str]) -> None:
        self.session, self.name, self._target = session, name, target

    def pending(self, questions: Sequence[Q]) -> int:
        """Return how many predictions are still to be made."""
        rows = len(self.session.current_materials())
        return sum(rows - self._done(question) for question in questions)

    def make(
        self,
        questions: Sequence[Q],
        predict: Callable[[list[Material], list[Q], Callable[[int], None]], pd.DataFrame],
        progress: Callable[[int, int], object],
    ) -> None:
        """Make and keep what is missing; `progress(done, total)` counts predictions.

        predict : returns the prediction frame of some rows and questions, and calls back with the number that is done.
        """
        materials, kept = self.session.current_materials(), self._kept()
        total, finished = self.pending(questions), 0
        groups = defaultdict(list)
        for question in questions:
            groups[self._done(question)].append(question)
        for done, group in groups.items():
            new = materials[done:]
            if not new:
                continue

            def tell(done: int, before: int = finished) -> None:
                progress(before + done, total)

            frame = predict(new, group, tell)
            finished += len(frame)
            for question in group:
                part = frame[frame["target"] == self._target(question)]
                earlier = kept[question].frame if done else part.iloc[:0]
                whole = pd.concat([earlier, part], ignore_index=True) if done else part.reset_index(drop=True)
                kept[question] = _Kept(list(materials), whole)

    def current(self, questions: Sequence[Q]) -> pd.DataFrame | None:
        """Return the frame of the questions that are answered for all rows: rows in input order, questions as given.

        None where there is none.
        """
        rows = len(self.session.current_materials())
        complete = [one for one in questions if rows and self._done(one) == rows]
        if not complete:
            return None
        frames = [self._kept()[question].frame for question in complete]
        return pd.concat(frames).sort_index(kind="stable").reset_index(drop=True)

    def _done(self, question: Q) -> int:
        """Return for how many of the first rows there is a prediction; rows are only ever added at the end."""
        kept = self._kept().get(question)
        materials = self.session.current_materials()
        if kept is None or len(kept.materials) > len(materials):
            return 0
        same = all(a is b for a, b in zip(kept.materials, materials, strict=False))
        return len(kept.materials) if same else 0

    def _kept(self) -> dict[Q, _Kept]:
        if not self.session.current_materials():
            st.session_state.pop(self.name, None)  # a cleared table frees what was predicted for it
        return st.session_state.setdefault(self.name, {})
