"""Small models on voxels, really trained by the product's own code in seconds, beside a graph network."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest import mock

import pandas as pd
from tiny_models import make_tiny_models, small

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("voxel-hartree", "voxel-formation-energy")
SIZES = {"n": 16, "channels": 2, "width": 8, "rotations": 2}


def make_tiny_voxels(models: Path, tables: Path) -> Path:
    """Write small tables into `tables`, train on them into `models`, and return `models`."""
    from mi_core.descriptors.reciprocal.tables import castelli_densities_table
    from mi_core.pretrained.recipes import RECIPES
    from mi_core.pretrained.training import train

    make_tiny_models(models, tables, ("castelli-cgcnn",))
    frame = pd.read_parquet(tables / "castelli_perovskites.parquet")
    castelli_densities_table(None, [frame], None).to_parquet(
        tables / "castelli_densities.parquet", index=False
    )
    with mock.patch.dict(os.environ, {"MI_DATA_DIR": str(tables), "MI_MODELS": str(models)}):
        for name in NAMES:
            train(small(RECIPES[name], SIZES), folder=models / name)
    return models
