"""What contradicts itself in a table of measured thermoelectrics, and how far repeated measurements lie apart.

Columns, all in SI but for S: temperature_k, seebeck_uv_per_k, conductivity_s_per_m, thermal_conductivity_w_per_mk,
power_factor_w_per_mk2, zt, formula, doi.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.datasets.composition import composition_key

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

ZT_TOLERANCE = 0.2  # of PF T/κ: what rounding and reading off figures explain


def lorenz_number(seebeck_uv_per_k: ArrayLike) -> np.ndarray:
    """Return the Lorenz number in W Ω K⁻² from S in µV/K: L = (1.5 + exp(-|S|/116)) 1e-8.

    H.-S. Kim, Z. M. Gibbs, Y. Tang, H. Wang & G. J. Snyder, APL Mater. 3, 041506 (2015).
    """
    return (1.5 + np.exp(-np.abs(np.asarray(seebeck_uv_per_k, dtype=float)) / 116.0)) * 1e-8


def inconsistencies(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of truth values, a column per contradiction, named by what is wrong; shape (n, 3).

    Where a composition is listed more than once at one temperature in one paper or in several, all of these rows are
    flagged, since nothing says which one holds.
    """
    zt = frame["power_factor_w_per_mk2"] * frame["temperature_k"] / frame["thermal_conductivity_w_per_mk"]
    electronic = (
        lorenz_number(frame["seebeck_uv_per_k"]) * frame["conductivity_s_per_m"] * frame["temperature_k"]
    )
    listed = pd.DataFrame({"key": frame["formula"].map(composition_key), "t": frame["temperature_k"]})
    return pd.DataFrame(
        {
            f"zT is off PF T/κ by more than {ZT_TOLERANCE:.0%}": (frame["zt"] / zt - 1).abs() > ZT_TOLERANCE,
            "κ is below its electronic part L σ T": electronic > frame["thermal_conductivity_w_per_mk"],
            "its composition is listed again at this temperature": listed.duplicated(keep=False),
        }
    )


@dataclass(frozen=True, slots=True)
class Repeats:
    """How far values of one composition at one temperature lie apart between papers, in the unit of the column.

    compositions, papers, pairs : how many there are; each pair is of two papers at one temperature. Each composition counts
    once below, however often it was measured, as a mean over its temperatures. deviation : mean absolute deviation from the
    median of the papers; lowest, highest : its ends among the compositions. difference : of two papers. NaN for no pairs.
    """

    compositions: int
    papers: int
    pairs: int
    deviation: float
    lowest: float
    highest: float
    difference: float


def repeats(frame: pd.DataFrame, column: str = "zt") -> Repeats:
    """Return how far papers that measured one composition at one temperature lie apart in a column.

    The deviation estimates what even a perfect model of composition and temperature would err by, on these compositions;
    rather too low where papers are few, whose median follows them. The difference of two papers is no such bound: of normal
    noise it is √2 times the mean absolute error of a perfect model.
    """
    keyed = frame.assign(key=frame["formula"].map(composition_key)).dropna(subset=[column])
    by_paper = keyed.groupby(["key", "temperature_k", "doi"])[column].mean().astype(float)
    place = ["key", "temperature_k"]
    repeated = by_paper[by_paper.groupby(level=place).transform("size") > 1]
    at_places = repeated.groupby(level=place)
    deviations = (repeated - at_places.transform("median")).abs().groupby(level="key").mean()
    gaps = at_places.agg(list).map(lambda values: [abs(a - b) for a, b in combinations(values, 2)]).explode()
    return Repeats(
        compositions=len(deviations),
        papers=repeated.index.get_level_values("doi").nunique(),
        pairs=len(gaps),
        deviation=float(deviations.mean()),
        lowest=float(deviations.min()),
        highest=float(deviations.max()),
        difference=float(gaps.astype(float).groupby(level="key").mean().mean()),
    )
