"""Fit the lattice constants: `python -m mi_core.screening.chemistry.lattice_fit` writes lattice.json beside this file.

Learns from the cubic five-atom cells of OQMD with one element on X, antiperovskites among them; Castelli's cells come from
another functional and would shift the mean. Compositions are held out whole, A and B in either order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.descriptors.elements import filled_element_table
from mi_core.errors import InputError
from mi_core.screening.chemistry.elements import ELEMENTS
from mi_core.screening.chemistry.lattice import PAIRS, PARAMETERS, LatticeModel

if TYPE_CHECKING:
    from pymatgen.core import Structure

DATASET = "oqmd_perovskites"
SINGLE = (
    "atomic_radius", "atomic_radius_calculated", "metallic_radius", "van_der_waals_radius", "ionic_radius_mean",
    "molar_volume", "electronegativity", "row", "group", "mendeleev_number", "cationic_radius_mean", "anionic_radius_mean",
)  # fmt: skip
PAIRED = ("atomic_radius", "electronegativity", "ionic_radius_mean", "metallic_radius")
#: Weight of an element's identity against its properties: what only identity explains is shrunk four times as much.
IDENTITY = 0.5
PENALTY = 1.0
CUBIC_ANGLE_DEG, CUBIC_STRETCH = 0.5, 1.005


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cubic cells: rows of the table, positions in ELEMENTS by site, lattice constants in Å."""

    row: np.ndarray
    index: dict[str, np.ndarray]
    constant: np.ndarray

    def subset(self, rows) -> Cells:
        """Return some of the cells."""
        return Cells(self.row[rows], {s: i[rows] for s, i in self.index.items()}, self.constant[rows])


def main() -> None:
    """Fit on the training part, measure on the held-out part, write the numbers and their card."""
    dataset = load_dataset(DATASET)
    split = make_split(dataset.frame, kind="grouped", seed=0)
    cells = cubic_cells(dataset.frame)
    training, held_out = (cells.subset(np.isin(cells.row, part)) for part in (split.train, split.validation))
    model = fit(training)
    by_x = {
        name: held_out.subset(np.isin(held_out.index["x"], [ELEMENTS.index(s) for s in symbols]))
        for name, symbols in _kinds_of_x().items()
    }
    always_the_mean = np.full(len(held_out.row), training.constant.mean())
    card = {
        "command": "python -m mi_core.screening.chemistry.lattice_fit",
        "date": datetime.now(UTC).date().isoformat(),
        "dataset": DATASET,
        "sha256": dataset.sha256,
        "target": "lattice constant of cubic cells (angles within 0.5°, edges within 0.5 %), Å",
        "split": split.as_dict(),
        "training": len(training.row),
        "held_out": errors(model.predict(held_out.index), held_out),
        "held_out_by_x": {name: errors(model.predict(part.index), part) for name, part in by_x.items()},
        "always_the_mean_percent": errors(always_the_mean, held_out)["mean_error_percent"],
    }
    stored = {
        "card": card,
        "constant": round(model.constant, 5),
        "lengths": {
            s: dict(zip(ELEMENTS, np.round(v, 4).tolist(), strict=True)) for s, v in model.lengths.items()
        },
        "properties": dict(zip(ELEMENTS, np.round(model.properties, 4).tolist(), strict=True)),
        "matrices": {pair: np.round(m, 5).tolist() for pair, m in model.matrices.items()},
    }
    PARAMETERS.write_text(json.dumps(stored, indent=1) + "\n")
    print(json.dumps(card, indent=1))  # noqa: T201


def cubic_cells(frame) -> Cells:
    """Return the cubic five-atom perovskites with one element on X, all of ELEMENTS."""
    from mi_core.inputs.crystals import from_cif

    found = []
    for row, material in enumerate(from_cif(frame)):
        structure = material.structure
        if structure is not None and (sites := _cubic_sites(structure)) is not None:
            found.append((row, *sites, structure.volume ** (1 / 3)))
    rows, a, b, x, constant = (np.array(column) for column in zip(*found, strict=True))
    return Cells(rows, {"a": a, "b": b, "x": x}, constant)


def _cubic_sites(structure: Structure) -> tuple[int, int, int] | None:
    from mi_core.structures.analysis.perovskite import find_sites

    if len(structure) != 5:
        return None
    lattice = structure.lattice
    if max(abs(angle - 90) for angle in lattice.angles) > CUBIC_ANGLE_DEG:
        return None
    if max(lattice.abc) > CUBIC_STRETCH * min(lattice.abc):
        return None
    try:
        sites = find_sites(structure)
    except InputError:
        return None
    symbols = (sites.a, sites.b, sites.x[0])
    if len(set(sites.x)) > 1 or not set(symbols) <= set(ELEMENTS):
        return None
    on_a, on_b, on_x = map(ELEMENTS.index, symbols)
    return on_a, on_b, on_x


def fit(cells: Cells) -> LatticeModel:
    """Return the ridge regression on these cells."""
    from sklearn.linear_model import Ridge

    single, paired = standardised(SINGLE), standardised(PAIRED)
    # Columns of one element on a site: its properties, squares of the paired ones, and its identity.
    alone = np.hstack([single, paired**2, IDENTITY * np.eye(len(ELEMENTS))])
    columns = [alone[cells.index[site]] for site in "abx"]
    for first, second in map(tuple, PAIRS):
        p, q = paired[cells.index[first]], paired[cells.index[second]]
        columns.append((p[:, :, None] * q[:, None]).reshape(len(p), -1))
    ridge = Ridge(alpha=PENALTY).fit(np.hstack(columns), cells.constant)
    parts = np.split(ridge.coef_, np.cumsum([alone.shape[1]] * 3 + [len(PAIRED) ** 2] * 2))
    return LatticeModel(
        float(ridge.intercept_),
        {site: alone @ part for site, part in zip("abx", parts[:3], strict=True)},
        paired,
        {pair: part.reshape(len(PAIRED), -1) for pair, part in zip(PAIRS, parts[3:], strict=True)},
    )


def standardised(names: tuple[str, ...]) -> np.ndarray:
    """Return properties of ELEMENTS, (64, n), mean 0 and standard deviation 1."""
    values = filled_element_table().loc[list(ELEMENTS), list(names)].to_numpy()
    return (values - values.mean(axis=0)) / values.std(axis=0)


def errors(predicted: np.ndarray, cells: Cells) -> dict:
    """Return count, mean and 95th percentile of the relative error of predicted lattice constants, in percent."""
    percent = 100 * np.abs(predicted / cells.constant - 1)
    return {
        "n": len(percent),
        "mean_error_percent": round(float(percent.mean()), 2),
        "p95_error_percent": round(float(np.quantile(percent, 0.95)), 2),
    }


def _kinds_of_x() -> dict[str, tuple[str, ...]]:
    anions = ("O", "F", "Cl", "Br", "I", "N", "S", "Se", "Te", "H")
    return {
        "oxides": ("O",),
        "other anions": anions[1:],
        "all else": tuple(s for s in ELEMENTS if s not in anions),
    }


if __name__ == "__main__":
    main()
