"""What models on voxels answer for one crystal, beside other models of the same properties and the exact value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.errors import InputError
from mi_core.prediction.predict import predict
from mi_core.structures.ordered import ordered_crystal
from mi_core.voxels.described import FREE_ATOMS, amounts
from mi_core.voxels.spread import rotation_spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.structures.material import Material
    from mi_core.voxels.models import Answer

SPREADS = ("spread_of_one", "spread_of_mean")
#: Targets that can be computed of the density of free atoms → what of `described.Amounts` they are.
EXACT = {
    "hartree_ev_per_atom": "hartree_ev_per_atom",
    "interatomic_hartree_ev_per_atom": "between_ev_per_atom",
}
VOLUME = "volume_a3_per_atom"


def predictions_beside(
    material: Material, answers: Mapping[str, Answer], catalogue: Catalogue
) -> pd.DataFrame:
    """Return the prediction frame of a crystal for all targets of models on voxels, by each model that knows them.

    Further columns, in the unit of the target, NaN where there are none: spread_of_one and spread_of_mean, as in
    `spread.Spread`, and exact, what the target is for densities of free atoms.
    """
    targets = list(dict.fromkeys(answer.target for answer in answers.values()))
    frames = []
    for model in catalogue.models:
        known = [target for target in targets if target in model.targets]
        if known:
            frame = predict([material], known, catalogue=catalogue, model=model.name)
            frames.append(frame.assign(model=model.name))  # also of one that gives a reason instead
    frame = pd.concat(frames, ignore_index=True) if frames else predict([], targets, catalogue=catalogue)
    voxels = [answers.get(f"{row.model}:{row.target}") for row in frame.itertuples()]
    order = [(targets.index(t), v is None) for t, v in zip(frame["target"], voxels, strict=True)]
    spreads = [_spread(material, v, catalogue, e) for v, e in zip(voxels, frame["error"], strict=True)]
    frame[list(SPREADS)] = np.array(spreads, dtype=float).reshape(-1, 2)
    exact = exact_values(material)
    frame["exact"] = [exact.get(target, np.nan) for target in frame["target"]]
    return frame.iloc[sorted(range(len(frame)), key=order.__getitem__)].reset_index(drop=True)


def exact_values(material: Material) -> dict[str, float]:
    """Return, by target, what can be computed of a crystal and the density of its free atoms."""
    structure = ordered_crystal(material, FREE_ATOMS)
    found = amounts(structure)
    values = {target: getattr(found, name) for target, name in EXACT.items()}
    return values | {VOLUME: structure.volume / len(structure)}


def _spread(
    material: Material, answer: Answer | None, catalogue: Catalogue, error: str
) -> tuple[float, float]:
    """Return both spreads; NaN for models that do not rotate the crystal, and where there is no prediction."""
    if answer is None or error:
        return np.nan, np.nan
    try:
        spread = rotation_spread(catalogue.load(answer.model), answer, material)
    except InputError:
        return np.nan, np.nan
    return spread.of_one, spread.of_mean
