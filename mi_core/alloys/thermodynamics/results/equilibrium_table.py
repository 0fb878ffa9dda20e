"""Equilibria as a table for files: one row per temperature and phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.alloys.thermodynamics.database.phase_names import phase_title
from mi_core.alloys.thermodynamics.results.equilibrium import with_mass_fractions

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.results.equilibrium import Equilibrium


def equilibrium_table(found: Equilibrium, alloy: int = 0) -> pd.DataFrame:
    """Return temperature_k, phase, fraction, sets, title, gibbs_j_per_mol, x_Al …, mass_fraction, reason of one alloy.

    fraction, mass_fraction : mole and mass fraction of the phase; where a phase splits into several compositions (sets),
    their sum, and the mole fractions x_… in them on average; gibbs_j_per_mol : of the whole alloy. A point that did not
    converge has one row, without phase, NaN everywhere, and its reason.
    """
    rows = with_mass_fractions(found.phases[found.phases["alloy"] == alloy])
    contents = [column for column in rows if column.startswith("x_")]
    points = found.points[found.points["alloy"] == alloy].set_index("temperature_k")
    table = []
    for (temperature, phase), sets in rows.groupby(["temperature_k", "phase"], sort=False):
        fraction = sets["fraction"].to_numpy()
        converged = phase != ""
        mean = fraction @ sets[contents].to_numpy(dtype=float) / fraction.sum()
        table.append(
            {
                "temperature_k": temperature,
                "phase": phase,
                "fraction": fraction.sum(),
                "sets": len(sets) if converged else 0,
                "title": phase_title(phase) if converged else "",
                "gibbs_j_per_mol": points.loc[temperature, "gibbs_j_per_mol"] if converged else np.nan,
            }
            | dict(zip(contents, mean, strict=True))
            | {"mass_fraction": sets["mass_fraction"].sum() if converged else np.nan}
            | {"reason": points.loc[temperature, "reason"]}
        )
    return pd.DataFrame(table)
