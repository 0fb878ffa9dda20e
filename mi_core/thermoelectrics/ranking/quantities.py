"""What the ranking shows of one carrier type at a relaxation time: PF, S, σ, and κ_e and mass that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.thermoelectrics.display import KAPPA_E, POWER_FACTOR
from mi_core.thermoelectrics.ranking.candidates import GAP, HULL
from mi_core.thermoelectrics.ranking.known import COMPUTED, MEASURED, computed_key
from mi_core.thermoelectrics.ranking.predicted import CARRIERS, domain_key, half_width_key, target_keys
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA
from mi_core.thermoelectrics.transport.drude import conductivity_mass
from mi_core.thermoelectrics.transport.heat import electronic_conductivity, lorenz_by_kim
from mi_core.thermoelectrics.transport.merit import power_factor
from mi_core.thermoelectrics.transport.relaxation import CUSTOMARY_FS, at_relaxation_time
from mi_core.thermoelectrics.transport.units import MW_PER_M_K2, UV_PER_K, UW_PER_M_K2

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.ranking.candidates import Elements

TEMPERATURE_K, CARRIERS_PER_M3 = 300.0, 1e24  # of Ricci's table: 300 K, 1e18 cm⁻³
RELAXATION_TIMES_FS = (0.1, 1000.0)
LOWER, UPPER = "power_factor_lower_mw_per_m_k2", "power_factor_upper_mw_per_m_k2"
COMPUTED_POWER = "power_factor_computed_mw_per_m_k2"
MASS, PRICE = "conductivity_mass", "price_usd_per_kg"
TOXIC, RADIOACTIVE, METAL = "toxic", "radioactive", "metal"
AGREEMENT = "power_factor_over_s2_sigma"

#: Columns of `quantities` with what they mean.
RANKING_COLUMNS = {
    "id": "Materials Project identifier",
    "formula": "Formula",
    POWER_FACTOR: "Predicted power factor, mW/(m K²), for the relaxation time of the row",
    LOWER: "Lower end of the 90 % interval of the power factor",
    UPPER: "Upper end of the 90 % interval of the power factor",
    COMPUTED_POWER: "Power factor as Ricci et al. computed it, for the relaxation time of the row; empty where they did not",
    AGREEMENT: "Predicted power factor over S²σ of the row; far from 1 where S differs between directions",
    SEEBECK: "Predicted Seebeck coefficient, µV/K",
    SIGMA: "Predicted electrical conductivity, S/m, for the relaxation time of the row",
    KAPPA_E: "Electronic thermal conductivity L(S)σT, W/(m K), for the relaxation time of the row",
    MASS: "Mass of one isotropic band of this σ, n e² τ/σ, in electron masses",
    GAP: "Band gap of the table (PBE or PBE+U), eV",
    METAL: "Whether that gap is 0",
    HULL: "Energy above the hull, eV/atom",
    PRICE: "Rough price of the elements, USD/kg",
    TOXIC: "Whether it holds an element of the toxic group",
    RADIOACTIVE: "Whether it holds an element without a stable isotope",
    "in_domain": "Whether it resembles the training set",
    COMPUTED: "Whether its transport was computed by Ricci et al., of the rows in hand",
    MEASURED: "Whether its composition or host was measured (ESTM), of the rows in hand",
    "carriers": "n or p",
    "relaxation_time_fs": "Relaxation time that the row is for, fs",
}


def check_relaxation_time(relaxation_time_fs: float) -> float:
    """Return a relaxation time in fs; InputError for one out of RELAXATION_TIMES_FS."""
    low, high = RELAXATION_TIMES_FS
    if not low <= relaxation_time_fs <= high:
        raise InputError(
            f"A relaxation time lies between {low:g} and {high:g} fs; got {relaxation_time_fs:g}; {CUSTOMARY_FS:g} fs is "
            "customary where it is not known."
        )
    return float(relaxation_time_fs)


def quantities(
    frame: pd.DataFrame, elements: Elements, carriers: str = "n", relaxation_time_fs: float = CUSTOMARY_FS
) -> pd.DataFrame:
    """Return RANKING_COLUMNS of a ranking, highest power factor first.

    frame : of `full.kept_ranking`; elements : of its formulas. PF, σ and κ_e are proportional to the relaxation time, S and
    the mass are free of it. InputError for carriers that are neither "n" nor "p", and for odd relaxation times.
    """
    if carriers not in CARRIERS:
        raise InputError(f"Carriers are {' or '.join(CARRIERS)}; got {carriers!r}.")
    time = check_relaxation_time(relaxation_time_fs)
    power, seebeck, sigma = (frame[key].to_numpy(dtype=float) for key in target_keys(carriers))
    half = frame[half_width_key(carriers)].to_numpy(dtype=float)
    conductivity = at_relaxation_time(10**sigma, time)
    lorenz = lorenz_by_kim(seebeck / UV_PER_K)
    own_power = power_factor(seebeck / UV_PER_K, 10**sigma) * UW_PER_M_K2
    columns = {
        POWER_FACTOR: _milliwatts(power, time),
        LOWER: _milliwatts(power - half, time),
        UPPER: _milliwatts(power + half, time),
        COMPUTED_POWER: _milliwatts(frame[computed_key(carriers)].to_numpy(dtype=float), time),
        AGREEMENT: np.divide(10**power, own_power, out=np.full(len(power), np.inf), where=own_power > 0),
        SEEBECK: seebeck,
        SIGMA: conductivity,
        KAPPA_E: electronic_conductivity(lorenz, conductivity, TEMPERATURE_K),
        MASS: conductivity_mass(conductivity, CARRIERS_PER_M3, time),
        METAL: frame[GAP].to_numpy(dtype=float) == 0,
        PRICE: elements.price_usd_per_kg,
        TOXIC: elements.hazardous("toxic"),
        RADIOACTIVE: elements.hazardous("radioactive"),
        "in_domain": frame[domain_key(carriers)].to_numpy(dtype=bool),
        "carriers": carriers,
        "relaxation_time_fs": time,
    }
    shown = frame.assign(**columns)[list(RANKING_COLUMNS)]
    return shown.iloc[best_first(shown)]


def best_first(shown: pd.DataFrame) -> np.ndarray:
    """Return the positions of the rows, highest power factor first, in their order where it ties."""
    return np.argsort(-shown[POWER_FACTOR].to_numpy(), kind="stable")


def _milliwatts(log10_at_one_fs: np.ndarray, relaxation_time_fs: float) -> np.ndarray:
    return at_relaxation_time(10**log10_at_one_fs, relaxation_time_fs) * MW_PER_M_K2 / UW_PER_M_K2
