"""The points of Ricci's files for a relaxation time: S is free of it, σ, κ_e and S²σ are proportional, S²σT/κ_e is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.thermoelectrics.display import KAPPA_E, POWER_FACTOR, ZT_ELECTRONIC
from mi_core.thermoelectrics.ranking.quantities import MASS, METAL, check_relaxation_time
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA, TEMPERATURE
from mi_core.thermoelectrics.transport.relaxation import CUSTOMARY_FS, at_relaxation_time
from mi_core.thermoelectrics.transport.units import MW_PER_M_K2, UW_PER_M_K2

if TYPE_CHECKING:
    import pandas as pd

GAP, CARRIERS, DOPING = "gap_ev", "carriers", "carriers_per_cm3"
#: Columns of `quantities` with what they mean.
COMPUTED_COLUMNS = {
    "id": "Materials Project identifier, from the name of the file",
    "formula": "Formula",
    GAP: "Band gap of the calculation (GGA or GGA+U), eV",
    METAL: "Whether that gap is 0",
    CARRIERS: "Type of doping, n or p",
    TEMPERATURE: "Temperature, K",
    DOPING: "Doping, carriers per cm³",
    SEEBECK: "Seebeck coefficient, µV/K, average of eigenvalues",
    SIGMA: "Electrical conductivity, S/m, average of eigenvalues, for the relaxation time of the row",
    KAPPA_E: "Electronic thermal conductivity, W/(m K), average of eigenvalues, for the relaxation time of the row",
    POWER_FACTOR: "Power factor, mW/(m K²), average eigenvalue of S²σ, for the relaxation time of the row",
    ZT_ELECTRONIC: "S²σT/κₑ: what zT would be if the lattice conducted no heat; free of the relaxation time",
    MASS: "Conductivity effective mass, electron masses",
    "relaxation_time_fs": "Relaxation time that the row is for, fs",
}


def quantities(points: pd.DataFrame, relaxation_time_fs: float = CUSTOMARY_FS) -> pd.DataFrame:
    """Return COMPUTED_COLUMNS of the points of `files.read_files`; InputError for an odd relaxation time."""
    time = check_relaxation_time(relaxation_time_fs)
    power = at_relaxation_time(points["PF"], time) / UW_PER_M_K2  # W/(m K²)
    kappa = at_relaxation_time(points["kappa"], time) / UW_PER_M_K2  # W/(m K)
    columns = {
        METAL: points["gap_ev"].to_numpy(dtype=float) == 0,
        CARRIERS: points["carrier"],
        SEEBECK: points["S"],
        SIGMA: at_relaxation_time(points["sigma"], time),
        KAPPA_E: kappa,
        POWER_FACTOR: power * MW_PER_M_K2,
        ZT_ELECTRONIC: power * points[TEMPERATURE].to_numpy(dtype=float) / kappa,
        MASS: points["m"],
        "relaxation_time_fs": time,
    }
    return points.assign(**columns)[list(COMPUTED_COLUMNS)]
