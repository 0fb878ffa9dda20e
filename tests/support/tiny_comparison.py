"""A small comparison, really run: made-up energies of perovskite oxides, three regressors, three folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

A_SITES = ("Ca", "Sr", "Ba", "La", "Y", "K", "Na", "Pb", "Bi", "Cd")
B_SITES = ("Ti", "Zr", "Hf", "Nb", "Fe", "Mn", "Co", "Al", "Ga", "Sn")
MODELS = ("mean", "group-and-row", "ridge")


def oxide_table(rows: int = 100) -> pd.DataFrame:
    """Return `id`, `a_site`, `b_site`, `energy`, which follows the elements, and `note`, which is text."""
    generator = np.random.default_rng(0)
    pairs = [(a, b) for a in A_SITES for b in B_SITES][:rows]
    energy = [0.05 * A_SITES.index(a) - 0.08 * B_SITES.index(b) for a, b in pairs]
    return pd.DataFrame(
        {
            "id": [f"oxide-{n}" for n in range(len(pairs))],
            "a_site": [a for a, _ in pairs],
            "b_site": [b for _, b in pairs],
            "energy": np.array(energy) + 0.02 * generator.normal(size=len(pairs)),
            "note": "made up",
        }
    )


def make_tiny_comparison(folder: Path) -> Path:
    """Compare on the table and write the comparison into the folder; returns it."""
    from mi_core.comparison.protocol import Protocol
    from mi_core.comparison.run import compare
    from mi_core.comparison.store import write_comparison
    from mi_core.comparison.tables import problem_from_table

    problem = problem_from_table(oxide_table(), "energy", "eV/atom", name="oxides.csv")
    write_comparison(compare(problem, MODELS, Protocol(folds=3), command="made by a test"), folder)
    return folder
