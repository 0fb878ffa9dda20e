"""A small transport model, really trained by the product's own code on made-up labels, and the tables around it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pandas as pd
from tiny_models import write_tables

if TYPE_CHECKING:
    from pathlib import Path

NAME = "ricci-transport-blend"
MEASURED = ("PbTe", "Bi2Te3", "Si0.98P0.02")


def make_tiny_transport(models: Path, tables: Path) -> Path:
    """Write compounds, transport of half of them and measured rows into `tables`, and a model into `models`."""
    from mi_core.pretrained.recipes import RECIPES
    from mi_core.pretrained.training import train

    write_tables(tables)
    _write_transport(tables)
    _write_measured(tables)
    with mock.patch.dict(os.environ, {"MI_DATA_DIR": str(tables), "MI_MODELS": str(models)}):
        train(_small(RECIPES[NAME]), folder=models / NAME)
    return models


def _small(recipe):
    def pipeline():
        from mi_core.regressors.combined.boosted_compositions import BoostedCompositions
        from mi_core.regressors.composition_network import CompositionRegressor

        network = CompositionRegressor(
            features=16, n_messages=1, n_blocks=1, n_numbers=1, n_networks=1, epochs=10, learning_rate=1e-2
        )
        built = recipe.pipeline()
        built[-1].set_params(
            network=network, trees=BoostedCompositions(n_estimators=5, num_leaves=7, min_child_samples=3)
        )
        return built

    return replace(recipe, pipeline=pipeline, folds=min(recipe.folds, 3), also_measured_on=())


def _write_transport(folder: Path) -> None:
    """Every other compound: the larger the gap, the larger |S| and the smaller σ."""
    compounds = pd.read_parquet(folder / "mp_compositions.parquet").iloc[::2]
    gap = compounds["gap_pbe_ev"].to_numpy()
    sigma = 10 ** (3.0 - 0.4 * gap + 0.1 * np.sin(np.arange(len(gap))))
    rows = {"id": compounds["id"], "formula": compounds["formula"], "gap_ev": gap}
    for carriers, sign in (("n", -1), ("p", 1)):
        seebeck = sign * (200 + 80 * gap)
        rows |= {f"S_{carriers}": seebeck, f"sigma_{carriers}": sigma}
        rows |= {f"PF_{carriers}": (seebeck * 1e-6) ** 2 * sigma * 1e6}
        rows |= {f"kappa_{carriers}": 5.0 * sigma, f"m_{carriers}": 1e2 / sigma}
    pd.DataFrame(rows).to_parquet(folder / "ricci_transport.parquet", index=False)


def _write_measured(folder: Path) -> None:
    rows = pd.DataFrame({"formula": MEASURED, "temperature_k": 300.0, "seebeck_uv_per_k": -100.0})
    rows = rows.assign(conductivity_s_per_m=1e5, thermal_conductivity_w_per_mk=2.0, doi="10.1/made-up")
    power = (1e-6 * rows["seebeck_uv_per_k"]) ** 2 * rows["conductivity_s_per_m"]
    rows = rows.assign(power_factor_w_per_mk2=power, zt=power * 300 / 2.0)
    rows.to_parquet(folder / "estm_thermoelectrics.parquet", index=False)
