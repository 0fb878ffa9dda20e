"""What the Predict page shows: materials, properties, models, table and part; kept in the session and in the address.

    /predict?examples=SrTiO3,Si&formulas=UO2&targets=gap_ev&models=gap_ev:oqmd-cgcnn&show=gap_ev&part=figures&crystal=Si

Uploaded crystals are no part of it, but of the workspace, which the address names beside the view; `left_out` counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mi_core.jobs.home import workspace_folder
from mi_core.pretrained.catalogue import Catalogue, own_models_folder
from mi_core.pretrained.recipes import RECIPES
from mi_core.targets import TARGETS, definition_among
from mi_core.web.crystals import intake, session
from mi_core.web.crystals.formula_intake import add_formulas, typed_formulas
from mi_core.web.shell.parameters import Parameter, known, one_of
from mi_core.web.shell.view import PageView
from mi_core.web.shell.workspace import current_workspace

LONGEST_LIST = 1500  # characters; browsers and mail programs cut longer links
RESULT_PARTS = {"details": "Selected material", "figures": "Figures", "models": "Models"}


@dataclass
class View:
    """The page's choices.

    examples, formulas, crystal : rows of the session, and the selected one; targets : None for all that apply;
    models : by target; show : the target whose table is shown, "" for all.
    """

    examples: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    targets: list[str] | None = None
    models: dict[str, str] = field(default_factory=dict)
    show: str = ""
    part: str = "details"
    crystal: str = ""


def workspace_catalogue() -> Catalogue:
    """Return the models that may answer: those that ship, and those that this workspace made of compared regressors."""
    workspace = current_workspace()
    return Catalogue() if workspace is None else Catalogue((own_models_folder(workspace_folder(workspace)),))


def left_out() -> int:
    """Return how many of the session's rows the link does not carry."""
    carried = len(typed_formulas()) if _write_formulas(typed_formulas()) else 0
    return len(session.current_materials()) - carried - len(intake.held_examples())


def load(link: View) -> None:
    """Bring the materials of a link, and look at the one that it asks for, else at the first."""
    if link.examples:
        intake.load_examples(link.examples)
    if link.formulas:
        add_formulas(link.formulas)
    ids = [row.id for row in session.current_materials()]
    if ids:
        session.select(link.crystal if link.crystal in ids else ids[0])


def _refresh(view: View) -> None:
    """Bring a view up to date with the materials that the session holds."""
    selected = session.selected_material()
    view.examples, view.formulas = intake.held_examples(), typed_formulas()
    view.crystal = selected.id if selected is not None else ""


def _read_example(text: str) -> str:
    from mi_core.structures.examples import EXAMPLES

    return known(text, EXAMPLES)


def _read_formulas(text: str) -> list[str]:
    from mi_core.prediction.formulas import split_formulas

    return split_formulas(text[:LONGEST_LIST])


def _write_formulas(formulas: list[str]) -> str:
    text = ",".join(formulas)
    return text if len(text) <= LONGEST_LIST else ""


def _read_target(text: str) -> str:
    return known(text, workspace_catalogue().targets)


def _read_model(text: str) -> tuple[str, str]:
    target, _, name = text.partition(":")
    if not name:
        raise ValueError(text)
    return _read_target(target), name


def _in_todays_names(asked: dict[str, str]) -> dict[str, str]:
    """Return the address with each property under the name by which the model that is named for it answers today.

    Older links knew one name for all definitions of a property.
    """
    models = dict(pair.split(":", 1) for pair in _listed(asked, "models") if ":" in pair)
    today = {key: _own_definition(key, models) for key in TARGETS}
    targets = _listed(asked, "targets")
    if not targets and any(today.get(key, key) != key for key in models):
        targets = [key for key, target in TARGETS.items() if target.by_default]
    renamed = {
        "targets": ",".join(today.get(key, key) for key in targets),
        "models": ",".join(f"{today.get(key, key)}:{name}" for key, name in models.items()),
        "show": today.get(asked.get("show", ""), ""),
    }
    return asked | {name: text for name, text in renamed.items() if text}


def _own_definition(target: str, models: dict[str, str]) -> str:
    recipe = RECIPES.get(models.get(target, ""))
    return definition_among(target, recipe.targets) if recipe is not None else target


def _listed(asked: dict[str, str], name: str) -> list[str]:
    return [part.strip() for part in asked.get(name, "").split(",") if part.strip()]


PAGE = PageView(
    "prediction",
    View,
    [
        Parameter("examples", _read_example, ",".join, join=list),
        Parameter("formulas", _read_formulas, _write_formulas),
        Parameter("targets", _read_target, ",".join, join=lambda found: list(dict.fromkeys(found))),
        Parameter(
            "models",
            _read_model,
            lambda models: ",".join(f"{key}:{name}" for key, name in models.items()),
            join=dict,
        ),
        Parameter("show"),
        one_of("part", RESULT_PARTS),
        Parameter("crystal"),
    ],
    adapt=_in_todays_names,
    refresh=_refresh,
)
view, turn = PAGE.now, PAGE.turn
