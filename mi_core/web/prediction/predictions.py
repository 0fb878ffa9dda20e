"""The predictions of this browser session: each row is predicted once per property and model, and then kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from mi_core.prediction.frame import make_frame
from mi_core.prediction.predict import predict
from mi_core.prediction.routing import recipes_by_target, recipes_that_fit
from mi_core.web.crystals import session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mi_core.pretrained.catalogue import Candidate, Catalogue
    from mi_core.structures.material import Material

    Models = Mapping[str, str]  # target key → model chosen by hand; the others are chosen automatically

_KEPT, _FITTING = "predictions", "fitting_recipes"


class _Kept(NamedTuple):
    """Predictions of one target by one choice of model: the frame has a row per material, in this order."""

    materials: list[Material]
    frame: pd.DataFrame


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
    rows = len(session.current_materials())
    return sum(rows - _done(target, models) for target in targets)


def make(
    catalogue: Catalogue, targets: Sequence[str], models: Models, progress: Callable[[int, int], object]
) -> None:
    """Make and keep what is missing; `progress(done, total)` counts predictions."""
    materials, kept = session.current_materials(), _kept()
    total, finished = pending(targets, models), 0
    groups = defaultdict(list)
    for target in targets:
        groups[_done(target, models)].append(target)
    for done, group in groups.items():
        new = materials[done:]
        if not new:
            continue
        chosen = {target: models[target] for target in group if target in models}
        before = finished
        frame = predict(
            new,
            group,
            catalogue=catalogue,
            model=chosen,
            progress=lambda n, _, before=before: progress(before + n, total),  # type: ignore[misc, arg-type] # the default
        )
        finished += len(frame)
        for target in group:
            part = frame[frame["target"] == target]
            earlier = kept[_key(target, models)].frame if done else part.iloc[:0]
            whole = pd.concat([earlier, part], ignore_index=True) if done else part.reset_index(drop=True)
            kept[_key(target, models)] = _Kept(list(materials), whole)


def current(targets: Sequence[str], models: Models) -> pd.DataFrame:
    """Return the prediction frame of the targets that are complete: materials in input order, targets as given."""
    rows = len(session.current_materials())
    frames = [_kept()[_key(t, models)].frame for t in targets if rows and _done(t, models) == rows]
    if not frames:
        return make_frame([])
    return pd.concat(frames).sort_index(kind="stable").reset_index(drop=True)


def _done(target: str, models: Models) -> int:
    """Return for how many of the first rows there is a prediction; rows are only ever added at the end."""
    kept = _kept().get(_key(target, models))
    materials = session.current_materials()
    if kept is None or len(kept.materials) > len(materials):
        return 0
    same = all(a is b for a, b in zip(kept.materials, materials, strict=False))
    return len(kept.materials) if same else 0


def _key(target: str, models: Models) -> tuple[str, str | None]:
    return target, models.get(target)


def _kept() -> dict[tuple[str, str | None], _Kept]:
    if not session.current_materials():
        st.session_state.pop(_KEPT, None)  # a cleared table frees what was predicted for it
    return st.session_state.setdefault(_KEPT, {})
