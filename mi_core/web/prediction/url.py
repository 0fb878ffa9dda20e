"""The Predict page as a link: what is predicted, by which models, and what is looked at.

    /predict?examples=SrTiO3,Si&formulas=UO2&targets=gap_ev&models=gap_ev:oqmd-cgcnn&show=gap_ev&part=figures&crystal=Si

Uploaded crystals are no part of it, but of the workspace, which the address names beside the view; `left_out` counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from mi_core.pretrained.recipes import RECIPES
from mi_core.targets import TARGETS, definition_among
from mi_core.web.crystals import intake, session
from mi_core.web.crystals.formula_intake import add_formulas, typed_formulas
from mi_core.web.shell.address import is_arrival, own_parameters, write_parameters

LONGEST_LIST = 1500  # characters; browsers and mail programs cut longer links
_VIEW, _TURN = "prediction_view", "prediction_turn"


@dataclass
class View:
    """What the page shows: chosen targets (None: all that apply), models by target, table and part shown."""

    targets: list[str] | None = None
    models: dict[str, str] = field(default_factory=dict)
    show: str = ""
    part: str = ""


def view() -> View:
    """Return the session's view, kept over page changes."""
    return st.session_state.setdefault(_VIEW, View())


def turn() -> int:
    """Return a number for widget keys that changes when a link is followed, so that widgets start from the link."""
    return st.session_state.get(_TURN, 0)


def follow_link() -> None:
    """Take over what the address asks for, on arrival."""
    if not is_arrival(_VIEW) or not (asked := own_parameters()):
        return
    st.session_state[_TURN] = turn() + 1
    _load(_listed(asked, "examples"), asked.get("formulas", ""))
    models = dict(pair.split(":", 1) for pair in _listed(asked, "models") if ":" in pair)
    own = {key: _own_definition(key, models) for key in TARGETS}
    listed = _listed(asked, "targets")
    if not listed and any(own[key] != key for key in models if key in own):
        listed = [key for key, target in TARGETS.items() if target.by_default]
    targets = [own[key] for key in listed if key in own]
    st.session_state[_VIEW] = View(
        targets=list(dict.fromkeys(targets)) or None,
        models={own[key]: name for key, name in models.items() if key in own},
        show=own.get(asked.get("show", ""), asked.get("show", "")),
        part=asked.get("part", ""),
    )
    ids = [row.id for row in session.current_materials()]
    if ids:
        session.select(asked["crystal"] if asked.get("crystal") in ids else ids[0])


def write_link() -> None:
    """Put the present view into the address."""
    now, selected = view(), session.selected_material()
    formulas = ",".join(typed_formulas())
    parameters = {
        "examples": ",".join(intake.held_examples()),
        "formulas": formulas if len(formulas) <= LONGEST_LIST else "",
        "targets": ",".join(now.targets or []),
        "models": ",".join(f"{key}:{name}" for key, name in now.models.items()),
        "show": now.show,
        "part": now.part,
        "crystal": selected.id if selected is not None else "",
    }
    write_parameters({key: value for key, value in parameters.items() if value})


def left_out() -> int:
    """Return how many of the session's rows the link does not carry."""
    formulas = typed_formulas()
    carried = len(formulas) if len(",".join(formulas)) <= LONGEST_LIST else 0
    return len(session.current_materials()) - carried - len(intake.held_examples())


def _load(examples: list[str], formulas: str) -> None:
    from mi_core.prediction.formulas import split_formulas
    from mi_core.structures.examples import EXAMPLES

    if wanted := [name for name in examples if name in EXAMPLES]:
        intake.load_examples(wanted)
    if formulas:
        add_formulas(split_formulas(formulas[:LONGEST_LIST]))


def _own_definition(target: str, models: dict[str, str]) -> str:
    """Return the target under which the model that a link names for it answers today: older links knew one name for all."""
    recipe = RECIPES.get(models.get(target, ""))
    return definition_among(target, recipe.targets) if recipe is not None else target


def _listed(asked: dict[str, str], name: str) -> list[str]:
    return [part.strip() for part in asked.get(name, "").split(",") if part.strip()]
