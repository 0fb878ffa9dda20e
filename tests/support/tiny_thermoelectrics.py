"""A small model of measured thermoelectrics, really trained by the product's own code on curves that are made up."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest import mock

from mi_core.regressors.extra_trees import ExtraTrees
from mi_core.regressors.gradient_boosting import GradientBoosting
from tests.support.measured_curves import measured_rows
from tests.support.tiny_models import five_targets, small

if TYPE_CHECKING:
    from pathlib import Path

NAME = "estm-thermoelectrics"
MEMBERS = [
    ExtraTrees(n_estimators=8, max_features=0.5, center="mean"),
    GradientBoosting(n_estimators=30, learning_rate=0.2, num_leaves=15, colsample=0.3),
]


def make_tiny_thermoelectrics(models: Path, tables: Path) -> Path:
    """Write a small table of measured rows into `tables`, train the recipe on it into `models`, and return `models`."""
    from mi_core.pretrained.recipes import find_recipe
    from mi_core.pretrained.training import train

    tables.mkdir(parents=True, exist_ok=True)
    measured_rows().to_parquet(tables / "estm_thermoelectrics.parquet", index=False)
    recipe = replace(
        small(find_recipe(NAME), {"regressors": five_targets(MEMBERS)}),
        further_splits=("host",),
        measured_splits=("random",),
    )
    with mock.patch.dict(os.environ, {"MI_DATA_DIR": str(tables)}):
        train(recipe, folder=models / NAME)
    return models
