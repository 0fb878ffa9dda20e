"""Small models, really trained by the product's own code on made-up labels of sensible crystals, in seconds.

The labels follow from electronegativities and radii, so that the numbers look like chemistry; nobody should believe them.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pandas as pd

from mi_core.regressors.combined.mean_of import MeanOfRegressors
from mi_core.regressors.combined.square_root import SquareRootOf
from mi_core.regressors.extra_trees import ExtraTrees
from mi_core.regressors.gradient_boosting import GradientBoosting
from tests.support.measured_curves import measured_rows

if TYPE_CHECKING:
    from pathlib import Path


def five_targets(members: list) -> list:
    """Return what learns each target of the measured thermoelectrics, as the recipe does, from these members."""
    mean = MeanOfRegressors(members=members, weights=[2.0, 1.0])
    return [SquareRootOf(mean)] * 2 + [mean] * 3


A_SITES = ("Na", "K", "Rb", "Cs", "Ca", "Sr", "Ba", "La")
B_SITES = ("Ti", "Zr", "Sn", "Pb", "Nb", "Ta", "Mn", "Fe", "Co")
ANIONS = ("O", "F", "N", "S", "Cl", "I")
ROWS = 150
FIT = {
    "castelli-cgcnn": {"atom_features": 8, "edge_features": 8, "n_convolutions": 1, "head_features": 16},
    "oqmd-cgcnn": {"atom_features": 8, "edge_features": 8, "n_convolutions": 1, "head_features": 16},
    "mp-composition-network": {"features": 16, "n_messages": 1, "n_blocks": 1},
    "mp-perovskite-transfer": {"n_estimators": 8},
    "ricci-transport-blend": {
        "network__features": 16,
        "network__n_messages": 1,
        "network__n_blocks": 1,
        "trees__n_estimators": 10,
    },
    "ricci-cgcnn": {
        "network__features": 16,
        "network__n_messages": 1,
        "network__n_blocks": 1,
        "network__atom_features": 8,
        "network__edge_features": 8,
        "network__n_convolutions": 1,
        "trees__n_estimators": 10,
    },
    "estm-thermoelectrics": {
        "regressors": five_targets([ExtraTrees(n_estimators=5), GradientBoosting(n_estimators=10)]),
    },
}
NEURAL = {"n_networks": 1, "epochs": 12, "batch_size": 32, "learning_rate": 1e-2}


def make_tiny_models(models: Path, tables: Path, names: tuple[str, ...] = tuple(FIT)) -> Path:
    """Write small tables into `tables`, train the named recipes on them into `models`, and return `models`."""
    from mi_core.pretrained.recipes import RECIPES
    from mi_core.pretrained.training import train

    write_tables(tables)
    # one model learns from what the others in the same folder say
    with mock.patch.dict(os.environ, {"MI_DATA_DIR": str(tables), "MI_MODELS": str(models)}):
        for name in names:
            train(small(RECIPES[name], FIT[name]), folder=models / name)
    return models


def write_tables(folder: Path) -> None:
    """Write the tables that the recipes read, in the form of their cards."""
    folder.mkdir(parents=True, exist_ok=True)
    perovskites = _perovskites()
    energy = perovskites["e_form_ev_per_atom"]
    _write(
        folder,
        "castelli_perovskites",
        perovskites.assign(e_form_ev_per_cell=5 * energy + 3, gap_gllbsc_ev=0.0),
    )
    _write(folder, "oqmd_perovskites", perovskites)
    # another database refers to other energies, by an amount that follows from the elements
    shifted = energy - 0.1 - 0.05 * perovskites["formula"].str.contains("O")
    hull = np.maximum(0.0, 0.35 + 0.12 * energy)
    _write(
        folder,
        "mp_perovskites",
        perovskites.assign(e_form_ev_per_atom=shifted, e_above_hull_ev_per_atom=hull),
    )
    compositions = _compositions()
    _write(folder, "mp_compositions", compositions)
    _write(folder, "ricci_transport", _transport(compositions))
    _write(folder, "mp_crystals", _crystals(compositions))
    measured = measured_rows()
    telluride = measured[measured["formula"] == "SnTe"].assign(
        formula="Bi2Te3"
    )  # one that is among the compositions
    _write(folder, "estm_thermoelectrics", pd.concat([measured, telluride], ignore_index=True))


def small(recipe, sizes: dict):
    """Return the recipe with a network or forest that trains in a second."""

    def pipeline():
        built = recipe.pipeline()
        known = built[-1].get_params()
        neural = {key: NEURAL[name] for key in known if (name := key.removeprefix("network__")) in NEURAL}
        built[-1].set_params(**sizes, **neural)
        return built

    return replace(recipe, pipeline=pipeline, folds=min(recipe.folds, 3), also_measured_on=())


def _write(folder: Path, name: str, frame: pd.DataFrame) -> None:
    from mi_core.datasets.registry import find_dataset

    empty = {"string": "", "float": np.nan, "boolean": False}
    card = find_dataset(name)
    for key in card.stored:
        if key not in frame:
            frame = frame.assign(**{key: empty[card.columns[key].dtype]})
    frame[card.stored].to_parquet(folder / f"{name}.parquet", index=False)


def _perovskites() -> pd.DataFrame:
    chosen = _some(list(itertools.product(A_SITES, B_SITES, ANIONS)))
    rows = []
    for number, (a, b, x) in enumerate(chosen):
        crystal = _perovskite(a, b, x)
        energy = _energy([a, b], x)
        rows.append(
            {
                "id": f"row-{number}",
                "formula": crystal.composition.reduced_formula,
                "e_form_ev_per_atom": energy,
                "gap_ev": max(0.0, -1.4 * energy - 1.5),
                "cif": crystal.to(fmt="cif"),
            }
        )
    return pd.DataFrame(rows)


def _perovskite(a: str, b: str, x: str):
    from pymatgen.core import Lattice, Structure

    lattice = Lattice.cubic(3.9 + 0.3 * (_radius(x) - 0.6))
    sites = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    return Structure(lattice, [a, b, x, x, x], sites)


def _crystals(compositions: pd.DataFrame) -> pd.DataFrame:
    """Return perovskites of the ternary compositions, without crystals of the others."""
    elements = compositions["formula"].str.extract(r"^([A-Z][a-z]?)([A-Z][a-z]?)([A-Z][a-z]?)3$").dropna()
    cifs = [_perovskite(*row).to(fmt="cif") for row in elements.itertuples(index=False)]
    return compositions.loc[elements.index, ["id"]].assign(cif=cifs)


def _compositions() -> pd.DataFrame:
    ternary = [f"{a}{b}{x}3" for a, b, x in itertools.product(A_SITES, B_SITES, ANIONS)]
    binary = [f"{m}{n}" for m, n in itertools.product((*A_SITES, *B_SITES), ANIONS)]
    rows = []
    for number, formula in enumerate(_some(ternary) + _some(binary)[:60] + ["Si", "Ge", "Bi2Te3", "LiCoO2"]):
        energy = _energy_of(formula)
        known = number % 12 > 0
        rows.append(
            {
                "id": f"mp-{number}",
                "formula": formula,
                "e_form_ev_per_atom": energy,
                "e_above_hull_ev_per_atom": max(0.0, 0.35 + 0.12 * energy),
                "gap_pbe_ev": max(0.0, -1.4 * energy - 1.5),
                "bulk_modulus_gpa": 60 - 30 * energy if known else np.nan,
                "shear_modulus_gpa": 30 - 16 * energy if known else np.nan,
            }
        )
    return pd.DataFrame(rows)


def _transport(compositions: pd.DataFrame) -> pd.DataFrame:
    """Return transport that follows from gap and formation energy, in the form of ricci_transport."""
    gap, energy = compositions["gap_pbe_ev"], compositions["e_form_ev_per_atom"]
    columns = {"id": compositions["id"], "formula": compositions["formula"], "gap_ev": gap}
    for carrier, sign in (("n", -1), ("p", 1)):
        seebeck, sigma = sign * (100 + 150 * gap), 10 ** (4 + 0.5 * energy - 0.8 * gap)
        columns |= {
            f"S_{carrier}": seebeck,
            f"sigma_{carrier}": sigma,
            f"PF_{carrier}": 1e-6 * seebeck**2 * sigma,
        }
        columns |= {f"kappa_{carrier}": 7 * sigma, f"m_{carrier}": 28_000 / sigma}
    return pd.DataFrame(columns)


def _some(items: list) -> list:
    order = np.random.default_rng(0).permutation(len(items))[:ROWS]
    return [items[i] for i in sorted(order)]


def _energy(cations: list[str], anion: str) -> float:
    from pymatgen.core import Element

    difference = Element(anion).X - np.mean([Element(c).X for c in cations])
    return float(0.4 - 1.1 * difference)


def _energy_of(formula: str) -> float:
    from pymatgen.core import Composition

    elements = sorted(Composition(formula).elements, key=lambda element: element.X)
    return _energy([e.symbol for e in elements[:-1]] or [elements[0].symbol], elements[-1].symbol)


def _radius(symbol: str) -> float:
    from pymatgen.core import Element

    return float(Element(symbol).atomic_radius)
