"""What is predicted for the molecules of this session: each once per task, and then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.tasks import TASKS
from mi_core.molecules.web.session import SESSION
from mi_core.structures.material import Material
from mi_core.structures.molecules.molecule import Molecule
from mi_core.structures.molecules.rows import MOLECULE
from mi_core.web.inputs.predictions import KeptPredictions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

AT_ONCE = 200  # molecules that are predicted without asking
MOST_VALUES = (
    500_000  # molecules times tasks that one session keeps; a value with its neighbours takes half a kilobyte
)
_KEPT: KeptPredictions[str] = KeptPredictions(SESSION, "molecules_predictions", target=str)


def predicted(tasks: Sequence[str]) -> pd.DataFrame | None:
    """Return the predictions of all molecules for some tasks; None where they wait for a click, or are too many."""
    todo = _KEPT.pending(tasks)
    if todo:
        place = (
            st.empty()
        )  # the question, then the bar, then nothing: a second click would find nothing to do
        if not _agreed(place, todo, len(tasks)):
            return None
        bar = place.progress(0.0, text="Loading the models …")
        _KEPT.make(
            tasks,
            _predict,
            lambda done, total: bar.progress(
                min(done / total, 1.0), text=f"{done:,} of {total:,} predictions made"
            ),
        )
        place.empty()
    return _KEPT.current(tasks)


def _agreed(place, todo: int, tasks: int) -> bool:
    """Whether so many predictions are made: few at once, many after a click, too many not at all."""
    rows = len(SESSION.current_materials())
    if rows * tasks > MOST_VALUES:
        with place.container():
            st.info(
                f"{rows:,} molecules for {tasks} tasks are {rows * tasks:,} predictions, more than the {MOST_VALUES:,} that "
                "this page makes: choose fewer tasks, or predict them with `python -m mi_core molecules predict`.",
                icon=":material/info:",
            )
        return False
    if todo <= AT_ONCE * tasks:
        return True
    with place.container():
        label = f"Predict {todo:,} values"
        return st.button(label, type="primary", icon=":material/play_arrow:", key="molecules_run")


def _predict(rows: list[Material], tasks: list[str], tell: Callable[[int], None]) -> pd.DataFrame:
    from mi_core.molecules.prediction.predict import predict_molecules

    return predict_molecules(rows, tasks, progress=lambda done, _: tell(done * len(tasks)))


@st.cache_data(max_entries=256, show_spinner="Predicting …")
def all_tasks(smiles: str, formula: str) -> pd.DataFrame:
    """Return the predictions of one molecule for all tasks."""
    from mi_core.molecules.prediction.predict import predict_molecules

    row = Material("molecule", formula=formula, inputs={MOLECULE: Molecule(smiles, formula)})
    return predict_molecules([row], list(TASKS))
