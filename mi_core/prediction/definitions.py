"""Which definition of a property answers: what is predicted unasked, and what stands in where a row says too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.targets import definition_among

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.structures.material import Material


def default_targets(
    catalogue: Catalogue, materials: Sequence[Material], offered: Collection[str]
) -> list[str]:
    """Return those of the offered targets that are predicted for these materials without being asked for.

    Where rows name only the sites of a perovskite, the definitions meant for such rows are among them.
    """
    known = catalogue.targets
    asked = [key for key in offered if known[key].by_default]
    if any(names_only_sites(material) for material in materials):
        alone = {known[key].for_sites_alone for key in asked}
        asked += [key for key in offered if key in alone and key not in asked]
    return asked or list(offered)


def names_only_sites(material: Material) -> bool:
    """Return whether a row names the elements on the sites of a perovskite, and has no crystal."""
    return material.usable and material.sites is not None and material.structure is None


def meant_for_sites_alone(
    catalogue: Catalogue, targets: Sequence[str], model: str | Mapping[str, str] | None
) -> dict[str, str]:
    """Return, for targets whose model nobody named, the definition that answers for rows which name only sites."""
    if isinstance(model, str):
        return {}
    found = {key: catalogue.targets[key].for_sites_alone for key in targets if key not in (model or {})}
    return {key: other for key, other in found.items() if other in catalogue.predicted}


def definition_notes(catalogue: Catalogue, frame: pd.DataFrame, asked: Sequence[str]) -> list[str]:
    """Return a sentence for each target asked for that was answered, in part or throughout, under another definition."""
    targets = catalogue.targets
    predicts = {model.name: model.targets for model in catalogue.models}
    notes = []
    for target in dict.fromkeys(asked):
        variants = {other for other in frame["target"] if targets[other].variant_of == target}
        if variants and target not in set(frame["target"]):
            notes += [
                f"{target} is not what this model predicts; {key} answers: {targets[key].definition}"
                for key in sorted(variants)
            ]
        models = frame.loc[frame["target"] == target, "model"].drop_duplicates()
        foreign = {definition_among(target, predicts[m]) for m in models if m and target not in predicts[m]}
        notes += [
            f"For rows that name only sites, {target} is the {other.title.lower()}. {other.definition}"
            for other in (targets[key] for key in sorted(foreign))
        ]
    return notes
