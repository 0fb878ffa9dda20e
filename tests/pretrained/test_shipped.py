"""The models that ship: small, unpickled, complete, and as their cards say."""

from __future__ import annotations

import pytest

from mi_core.pretrained.card import CRYSTALS
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import MODELS, list_models, load_model

#: Power factors of metals, a third of the rows, hardly follow from the composition.
BETTER = {"log10_pf_n": 0.75, "log10_pf_p": 0.75}
SHIPPED = {card.name: card for card in list_models(system=CRYSTALS)}


def test_every_recipe_has_its_model():
    assert set(SHIPPED) == set(RECIPES)


def test_the_store_is_small_enough_to_clone():
    sizes = {path: path.stat().st_size for path in MODELS.rglob("*") if path.is_file()}
    assert max(sizes.values()) <= 10_000_000
    assert sum(sizes.values()) <= 80_000_000
    assert {path.suffix for path in sizes} <= {".yaml", ".safetensors", ".parquet", ".skops"}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_is_the_one_of_its_card(name):
    model = load_model(name)  # checks every hash
    recipe = RECIPES[name]
    assert tuple(model.card.targets) == recipe.targets
    assert model.card.takes == recipe.kind.key
    assert len(model.training) == model.card.split["sizes"]["train"]
    for key, target in model.card.targets.items():
        assert target["metrics"]["mae"] < BETTER.get(key, 0.7) * target["metrics"]["baseline_mae"]
        # Where intervals are calibrated by distance, on several splits at once, each split has a coverage of its own.
        low, high = (0.88, 0.92) if "groups" not in model.card.domain else (0.86, 0.95)
        assert low <= target["metrics"]["coverage"] <= high
