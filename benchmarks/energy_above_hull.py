"""How far distances to the hull are from the labels, given true formation energies: what is left is the hull's own error.

Needs MI_DATA_DIR. A tenth of mp_compositions is held back from the table of phases, and 3,000 of it are asked for: with what
the labels say of the hull (as it ships), with those within 0.05 eV/atom of it only, and with the energies of phases alone.
The perovskites are of a newer release of the Materials Project, and are asked of the phases that ship.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from record import save

from mi_core.datasets.composition import key_elements, readable_key
from mi_core.datasets.hull import CompetingPhases
from mi_core.datasets.loading import load_dataset
from mi_core.phases.hull import Hull, shipped_hull
from mi_core.phases.making import ABOVE_HULL, FORMATION, SOURCE, competing_phases_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

ASKED, SEED, NEAR = 3000, 0, 0.05


def main() -> None:
    """Measure, and save one file."""
    table = load_dataset(SOURCE).frame.dropna(subset=[FORMATION, ABOVE_HULL])
    held_back = np.random.default_rng(SEED).random(len(table)) < 0.1
    asked = table[held_back].sample(ASKED, random_state=SEED)
    rest = competing_phases_of(table[~held_back])
    near = rest[rest[ABOVE_HULL] <= NEAR]
    unseen = asked[~asked["formula"].map(readable_key).isin(rest["composition"])]
    perovskites = load_dataset("mp_perovskites").frame.dropna(subset=[FORMATION, ABOVE_HULL])
    save(
        "energy_above_hull",
        {
            "held_back": errors(asked, above(Hull(rest))),
            "held_back_unseen_compositions": errors(unseen, above(Hull(rest))),
            "held_back_labels_near_the_hull_only": errors(asked, above(Hull(near))),
            "held_back_energies_alone": errors(asked, above_phases(rest)),
            "shipped_phases": errors(asked, above(shipped_hull())),
            "mp_perovskites": errors(perovskites, above(shipped_hull())),
        },
    )


def above(hull: Hull) -> Callable[[str, float], float]:
    """Return the distance (eV/atom) of a formula and its formation energy, as the product has it."""
    return lambda formula, energy: hull.distance(formula, energy).above


def above_phases(table: pd.DataFrame) -> Callable[[str, float], float]:
    """Return the same without what the labels say of the hull."""
    phases = CompetingPhases(table["composition"], table[FORMATION], are_keys=True)

    def distance(formula: str, energy: float) -> float:
        if len(key_elements(readable_key(formula))) == 1:
            return max(energy, 0.0)
        return max(phases.energy_above_hull(formula, energy), 0.0)

    return distance


def errors(rows: pd.DataFrame, distance: Callable[[str, float], float]) -> dict:
    """Return how far the distances of rows are from their labels, eV/atom."""
    found = [distance(f, e) for f, e in zip(rows["formula"], rows[FORMATION], strict=True)]
    off = np.abs(np.array(found) - rows[ABOVE_HULL].to_numpy())
    return {
        "rows": len(off),
        "mae": round(float(off.mean()), 5),
        "median": round(float(np.median(off)), 5),
        "share_off_by_0.025": round(float((off > 0.025).mean()), 4),
        "largest": round(float(off.max()), 3),
    }


if __name__ == "__main__":
    main()
