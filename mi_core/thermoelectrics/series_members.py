"""Measured compositions that belong to a series, such as Bi0.48Sb1.52Te3 to Bi(2-x)Sb(x)Te3 at x = 1.52.

The amounts of a series are linear in its letter, a(x) = c + s x. A composition of atomic fractions g belongs to it where
c + s x = k g for some k; without the part along g, which k takes, least squares give x = -(c⊥·s⊥)/(s⊥·s⊥).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.formulas import atomic_numbers, read_formula
from mi_core.formulas.series import read_series
from mi_core.thermoelectrics.asked import usual_values
from mi_core.thermoelectrics.neighbours import types_of_compositions
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.words import counted

if TYPE_CHECKING:
    from mi_core.formulas.series import Series
    from mi_core.thermoelectrics.display import Display
    from mi_core.thermoelectrics.neighbours import KnownMaterials

SAME = 2e-3  # share of atoms that may differ: what rounding to two decimals does
TRACE = 1e-5  # atomic fraction below which an element is not there
AWAY_K = 25.0
REACH = 0.5  # of the range of x that is asked for, on both sides: Bi0.42Sb1.58Te3 belongs beside 0 … 1.5


def measured_members(
    curves: pd.DataFrame, known: KnownMaterials, temperature_k: float, carriers: str = ""
) -> pd.DataFrame:
    """Return the measured rows of compositions that are members of the series of `curves`, with `series`, `letter`, `x`.

    curves : of `predicted_curves`; x lies in or near the range that they have of each series
    carriers : "n" or "p" for compositions of that type alone

    Of each composition and paper stand the rows at the measured temperature nearest to `temperature_k`, AWAY_K from it at
    the most. Sorted by series and x.
    """
    found = []
    predicted = curves[(curves["series"] != "") & curves["value"].notna()]
    for text, rows in predicted.groupby("series", sort=False):
        x = letters_of(read_series(str(text)), known.fractions)
        low, high = rows["x"].min(), rows["x"].max()
        reach = REACH * (high - low)
        wanted = (x >= low - reach) & (x <= high + reach)
        if carriers:
            wanted &= types_of_compositions(known) == carriers
        places = np.flatnonzero(wanted)
        members = known.rows[known.rows["place"].isin(places)]
        found.append(
            members.assign(
                series=text, letter=rows["letter"].iloc[0], x=x[members["place"].to_numpy(dtype=int)]
            )
        )
    if not found:
        return known.rows.iloc[:0].assign(series="", letter="", x=np.nan)
    near = _nearest_in_temperature(pd.concat(found), temperature_k)
    return near.sort_values(["series", "x", "address"], kind="stable", ignore_index=True)


def letters_of(series: Series, fractions: np.ndarray) -> np.ndarray:
    """Return the value of the letter at which a series has each composition; NaN for those that are no members.

    fractions (n, elements) : atomic, by atomic number from 1 on. A member has the elements of the series at that value and
    no others, and differs from it by SAME of the atoms at the most.
    """
    constant, slope = _line(series, fractions.shape[1])
    along = fractions / np.linalg.norm(fractions, axis=1, keepdims=True)
    c, s = along @ constant, along @ slope
    with np.errstate(divide="ignore", invalid="ignore"):
        x = np.clip(-(constant @ slope - c * s) / (slope @ slope - s * s), *series.limits)
        amounts = constant + x[:, None] * slope
        members = amounts / amounts.sum(axis=1, keepdims=True)
    same_elements = ((members > TRACE) == (fractions > TRACE)).all(axis=1)
    distance = np.abs(members - fractions).sum(axis=1) / 2
    return np.where(same_elements & (distance <= SAME), np.round(x, 5) + 0.0, np.nan)


def members_sentence(members: pd.DataFrame, temperature_k: float, display: Display) -> str:
    """Return what the points of `measured_members` are, and of how many compositions; "" for none."""
    if members.empty:
        return ""
    compositions = counted(members["place"].nunique(), "measured composition")
    of_these = "this series" if len(members["series"].unique()) == 1 else "these series"
    return (
        f"Diamonds: {compositions} of {of_these}, each at the temperature of its paper nearest to "
        f"{display.temperature(temperature_k)}, {AWAY_K:g} K away at the most; the paper is named where one points at them."
    )


def _line(series: Series, elements: int) -> tuple[np.ndarray, np.ndarray]:
    """Return constant and slope (elements,) of the amounts of a series; NaN where its letter has one value alone."""
    _, first, *_, second, _ = usual_values(series)
    amounts = np.zeros((2, elements))
    for row, member in enumerate(series.members((first, second))):
        for symbol, amount in read_formula(member.formula).amounts.items():
            amounts[row, atomic_numbers()[symbol] - 1] += amount
    slope = (amounts[1] - amounts[0]) / (second - first if second > first else np.nan)
    return amounts[0] - slope * first, slope


def _nearest_in_temperature(rows: pd.DataFrame, temperature_k: float) -> pd.DataFrame:
    away = (rows[TEMPERATURE] - temperature_k).abs()
    least = away.groupby([rows["series"], rows["place"], rows["address"]]).transform("min")
    return rows[(away == least) & (away <= AWAY_K)]
