"""Materials in, prediction frame out: routing, batches, and one row's failure kept to that row."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.inputs import find_kind
from mi_core.prediction.conditions import why_not_at, why_not_with
from mi_core.prediction.definitions import default_targets, meant_for_sites_alone, names_only_sites
from mi_core.prediction.frame import failed_row, make_frame, prediction_rows
from mi_core.prediction.routing import choose, recipes_by_target, recipes_that_fit
from mi_core.pretrained.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from mi_core.structures.material import Material


def predict(
    materials: list[Material],
    targets: list[str] | None = None,
    *,
    catalogue: Catalogue | None = None,
    model: str | Mapping[str, str] | None = None,
    sites_alone: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Return the prediction frame: one row per material and target, in the order of both.

    Without `targets`, those predicted by default for which at least one of the materials has a model. `catalogue` holds
    what may answer, by default the models that ship. `model` names the one that must answer, for all targets or by target
    (target key → name); by default each material gets the one meant for it. `sites_alone` lets the definition meant for
    rows that name only sites answer for them, under the name asked for (`Target.for_sites_alone`). `progress(done, total)`
    counts predictions. InputError for unknown targets or models; what is wrong with one material is in its row's `error`.
    """
    catalogue = catalogue or Catalogue()
    asked = targets
    if asked is None and not isinstance(model, str):
        asked = default_targets(catalogue, materials, catalogue.predicted)
    candidates = recipes_by_target(catalogue, asked, model)
    wanted = list(candidates)
    if targets is None:
        useful = [key for key, recipes in recipes_that_fit(materials, candidates).items() if recipes]
        wanted = useful or wanted
    meant = meant_for_sites_alone(catalogue, wanted, model) if sites_alone else {}
    candidates |= {key: recipes_by_target(catalogue, [key])[key] for key in meant.values()}
    rows, batches = _route(catalogue.targets, materials, wanted, candidates, meant)
    total = len(materials) * len(wanted)
    for name, groups in batches.items():
        trained = catalogue.load(name)
        batch = find_kind(trained.card.takes).batch
        for answered, numbers in groups.items():
            for start in range(0, len(numbers), batch):
                _predict_batch(trained, answered, numbers[start : start + batch], materials, rows)
                if progress is not None:
                    progress(len(rows), total)
    listed = [rows[number, target] for number in range(len(materials)) for target in wanted]
    return make_frame(listed, (name for target in wanted for name in catalogue.targets[target].conditions))


def _route(known, materials, targets, candidates, meant):
    """Return the rows that fail at once, and for each model the material numbers by what it answers.

    `known` has the targets by key. `meant` gives the definition under which rows that name only sites are answered; what a
    model answers is a tuple of (target asked for, its own target).
    """
    rows: dict[tuple[int, str], dict] = {}
    batches: dict[str, dict[tuple, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, material in enumerate(materials):
        answers = defaultdict(list)
        for target in targets:
            own, choice = _choice(material, target, candidates, meant)
            if not isinstance(choice, str):
                fault = why_not_at(material, known[own]) or why_not_with(material, choice.optional)
                choice = fault or choice
            if isinstance(choice, str):
                rows[number, target] = failed_row(material, known[target], choice)
            else:
                answers[choice.name].append((known[target], known[own]))
        for name, answered in answers.items():
            batches[name][tuple(answered)].append(number)
    return rows, batches


def _choice(material, target, candidates, meant):
    """Return the definition that answers for a material and its recipe, or the sentence why there is none."""
    other = meant.get(target)
    if other and names_only_sites(material):
        choice = choose(material, other, candidates[other])
        if not isinstance(choice, str):
            return other, choice
    return target, choose(material, target, candidates[target])


def _predict_batch(trained, answered, numbers, materials, rows) -> None:
    """Predict together; if one of them cannot be described, one by one, so that only it fails."""
    try:
        predictions = trained.predict([materials[n] for n in numbers])
    except InputError as error:
        if len(numbers) > 1:
            for number in numbers:
                _predict_batch(trained, answered, [number], materials, rows)
        else:
            for target, _ in answered:
                failed = failed_row(materials[numbers[0]], target, str(error), trained.card.name)
                rows[numbers[0], target.key] = failed
        return
    for target, own in answered:
        predicted = prediction_rows([materials[n] for n in numbers], own, trained, predictions)
        rows.update(
            {(n, target.key): row | {"target": target.key} for n, row in zip(numbers, predicted, strict=True)}
        )
