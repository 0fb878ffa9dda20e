"""A table of S, σ, κ and T, and all that follows from each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport import heat, merit, mobility, quality, units
from mi_core.thermoelectrics.transport.parabolic_band import level_of_seebeck, lorenz_of_seebeck
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPERATURE, SEEBECK, SIGMA = "temperature_k", "seebeck_uv_per_k", "conductivity_s_per_m"
#: May be missing: then what needs it is NaN.
KAPPA, ZT = "thermal_conductivity_w_per_mk", "zt"
#: Last column of the answer: what could not be computed in a row, and why; empty where all could.
NOT_COMPUTED = "not_computed"


def analyse(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table's rows, in their order and with their index, with derived columns behind its own.

    table : columns `temperature_k`, `seebeck_uv_per_k` and `conductivity_s_per_m`, if known also
        `thermal_conductivity_w_per_mk` and a stated `zt`, which is compared with its parts; other columns are kept

    Derived, beside the flag `electronic_exceeds_total`, the word `doping` and the sentence `not_computed`:
    `power_factor_mw_per_m_k2`, `zt_from_parts`, `zt_relative_deviation`, `reduced_fermi_level`, `lorenz_w_ohm_per_k2` (of
    the parabolic band) and `lorenz_kim_w_ohm_per_k2`, `electronic_` and `lattice_conductivity_w_per_m_k` (with the band's),
    `weighted_mobility_` and `weighted_mobility_snyder_cm2_per_v_s`, `quality_factor`, and, at the best doping for that,
    `zt_at_optimum`, `seebeck_at_optimum_uv_per_k` (with the sign of S) and `zt_headroom` = zT there - zT of the parts.

    Raises InputError for a missing column, for text where numbers belong, and for a table that has a derived column already.
    """
    _check_columns(table)
    given = {name: _column(table, name) for name in (TEMPERATURE, SEEBECK, SIGMA, KAPPA, ZT)}
    seebeck, temperature = given[SEEBECK] / units.UV_PER_K, given[TEMPERATURE]
    derived = _merit(seebeck, given) | _band(seebeck, given[SIGMA], temperature)
    shares = heat.heat_shares(derived["lorenz_w_ohm_per_k2"], given[SIGMA], given[KAPPA], temperature)
    derived["electronic_conductivity_w_per_m_k"] = shares.electronic_w_per_m_k
    derived["lattice_conductivity_w_per_m_k"] = shares.lattice_w_per_m_k
    derived["electronic_exceeds_total"] = shares.electronic_exceeds_total
    derived |= _quality(seebeck, given, shares.lattice_w_per_m_k, derived["zt_from_parts"])
    derived[NOT_COMPUTED] = _reasons(given, shares.electronic_exceeds_total)
    _check_free(table, derived)
    return pd.concat([table, pd.DataFrame(derived, index=table.index)], axis="columns")


def _merit(seebeck: np.ndarray, given: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    parts = merit.figure_of_merit(seebeck, given[SIGMA], given[KAPPA], given[TEMPERATURE])
    return {
        "power_factor_mw_per_m_k2": merit.power_factor(seebeck, given[SIGMA]) * units.MW_PER_M_K2,
        "zt_from_parts": parts,
        "zt_relative_deviation": merit.relative_deviation(given[ZT], parts),
    }


def _band(seebeck: np.ndarray, sigma: np.ndarray, temperature: np.ndarray) -> dict[str, np.ndarray]:
    exact = mobility.weighted_mobility(seebeck, sigma, temperature)
    closed = mobility.weighted_mobility_by_snyder(seebeck, sigma, temperature)
    return {
        "reduced_fermi_level": level_of_seebeck(seebeck),
        "lorenz_w_ohm_per_k2": lorenz_of_seebeck(seebeck),
        "lorenz_kim_w_ohm_per_k2": heat.lorenz_by_kim(seebeck),
        "weighted_mobility_cm2_per_v_s": exact * units.CM2_PER_V_S,
        "weighted_mobility_snyder_cm2_per_v_s": closed * units.CM2_PER_V_S,
    }


def _quality(
    seebeck: np.ndarray, given: Mapping[str, np.ndarray], lattice: np.ndarray, zt: np.ndarray
) -> dict[str, np.ndarray]:
    factor = quality.quality_factor(seebeck, given[SIGMA], lattice, given[TEMPERATURE])
    best = quality.optimum(factor)
    return {
        "quality_factor": factor,
        "zt_at_optimum": best.zt,
        "seebeck_at_optimum_uv_per_k": np.sign(seebeck) * best.seebeck_v_per_k * units.UV_PER_K,
        "zt_headroom": best.zt - zt,
        "doping": quality.doping(seebeck, factor),
    }


def _reasons(given: Mapping[str, np.ndarray], exceeds: np.ndarray) -> np.ndarray:
    """Return per row the sentences that apply, one after the other."""
    seebeck, sigma, kappa, temperature = (given[name] for name in (SEEBECK, SIGMA, KAPPA, TEMPERATURE))
    cases = [
        (~np.isfinite(seebeck), "S is missing: nothing that needs it."),
        (seebeck == 0, "S is 0: no Fermi level, hence no mobility and no quality factor."),
        (~(sigma > 0), "σ is missing or not above 0: nothing that needs it."),
        (~(temperature > 0), "T is missing or not above 0 K: nothing that needs it."),
        (~(kappa > 0), "κ is missing or not above 0: no zT, lattice conductivity or quality factor."),
        (exceeds, "The electronic conductivity exceeds κ: no lattice conductivity and no quality factor."),
    ]
    sentences = np.full(seebeck.shape, "", dtype=object)
    for applies, sentence in cases:
        sentences[applies] += " " + sentence
    return np.array([sentence.strip() for sentence in sentences], dtype=object)


def _column(table: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as floats, NaN where empty or infinite; all NaN for one that the table lacks."""
    if name not in table:
        return np.full(len(table), np.nan)
    column = table[name]
    values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    text = column[np.isnan(values) & column.notna().to_numpy()]
    if len(text):
        raise InputError(
            f"Column {name} holds {text.iloc[0]!r} in row {text.index[0]}; give numbers, or leave it empty."
        )
    return np.where(np.isfinite(values), values, np.nan)


def _check_columns(table: pd.DataFrame) -> None:
    for name in (TEMPERATURE, SEEBECK, SIGMA):
        if name not in table:
            raise InputError(
                f"The table has no column {name}; it needs {TEMPERATURE}, {SEEBECK} and {SIGMA}, and may have {KAPPA} "
                f"and {ZT}."
                f"{did_you_mean(name, map(str, table.columns))}"
            )


def _check_free(table: pd.DataFrame, derived: Mapping[str, object]) -> None:
    taken = sorted(set(derived).intersection(table.columns))
    if taken:
        raise InputError(f"The table has a column {taken[0]} already, which is to be computed; rename it.")
