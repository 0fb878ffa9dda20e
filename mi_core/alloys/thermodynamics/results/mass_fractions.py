"""Mass fractions of phases, from their mole fractions and the mole fractions in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.molar_masses import MOLAR_MASS

if TYPE_CHECKING:
    import pandas as pd

CONTENT = "x_"  # followed by the symbol: columns of mole fractions in a phase


def with_mass_fractions(phases: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `Equilibrium.phases` with a column mass_fraction; NaN where the point did not converge.

    w_i = f_i M_i / sum_j f_j M_j, the sum over the phases of the same alloy and temperature, where f_i is the mole fraction
    of a phase and M_i = sum_k x_ik M_k the mean molar mass of its atoms.
    """
    contents = [column for column in phases if column.startswith(CONTENT)]
    molar = np.array([MOLAR_MASS[column.removeprefix(CONTENT)] for column in contents])
    mass = phases["fraction"] * (phases[contents].fillna(0.0).to_numpy(dtype=float) @ molar)
    total = mass.groupby([phases["alloy"], phases["temperature_k"]]).transform("sum")
    return phases.assign(mass_fraction=mass / total.where(total > 0))
