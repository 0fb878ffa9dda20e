"""The predictions of this browser session: each row is predicted once per property and model, and then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.prediction.frame import make_frame
from mi_core.prediction.predict import predict
from mi_core.prediction.routing import recipes_by_target, recipes_that_fit
from mi_core.web.crystals import session
from mi_core.web.inputs.predictions import KeptPredictions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from mi_core.pretrained.catalogue import Candidate, Catalogue
    from mi_core.structures.material import Material

    Models = Mapping[str, str]  # target key → model chosen by hand; the others are chosen automatically
    Asked = tuple[str, str | None]  # a target, and its model if one is chosen

_FITTING = "fitting_recipes"
_KEPT: KeptPredictions[Asked] = KeptPredictions(
    session.SESSION, "predictions", target=lambda question: question[0]
)


def fitting_recipes(catalogue: Catalogue) -> dict[str, list[Candidate]]:
    """Return the targets that apply to the session's materials, each with the recipes that can answer."""
    candidates = recipes_by_target(catalogue, catalogue.predicted)
    state = (session.materials_version(), str(candidates))
    if st.session_state.get(_FITTING, (None,))[0] != state:
        fitting = recipes_that_fit(session.current_materials(), candidates)
        st.session_state[_FITTING] = (state, {key: recipes for key, recipes in fitting.items() if recipes})
    return st.session_state[_FITTING][1]


def pending(targets: Sequence[str], models: Models) -> int:
    """Return how many predictions are still to be made."""
    return _KEPT.pending(_asked(targets, models))


def make(
    catalogue: Catalogue, targets: Sequence[str], models: Models, progress: Callable[[int, int], object]
) -> None:
    """Make and keep what is missing; `progress(done, total)` counts predictions."""

    def predicted(new: list[Material], group: list[Asked], tell: Callable[[int], None]) -> pd.DataFrame:
        chosen = {target: model for target, model in group if model is not None}
        keys = [target for target, _ in group]
        return predict(new, keys, catalogue=catalogue, model=chosen, progress=lambda n, _: tell(n))

    _KEPT.make(_asked(targets, models), predicted, progress)


def current(targets: Sequence[str], models: Models) -> pd.DataFrame:
    """Return the prediction frame of the targets that are complete: materials in input order, targets as given."""
    frame = _KEPT.current(_asked(targets, models))
    return make_frame([]) if frame is None else frame


def _asked(targets: Sequence[str], models: Models) -> list[Asked]:
    return [(target, models.get(target)) for target in targets]
