"""The best temperature and doping of each compound and carrier type, and which compounds are wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.thermoelectrics.computed.quantities import CARRIERS, DOPING, GAP
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.ranking.quantities import METAL
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE

if TYPE_CHECKING:
    import pandas as pd

KINDS = {"all": "All", "gap": "With a gap", "metals": "Metals"}
#: Whether the best point has the highest doping that was computed or allowed, beyond which a better one may lie.
AT_THE_END = "at_the_highest_doping"
_ELEMENT = re.compile(r"[A-Z][a-z]?")


@dataclass(frozen=True)
class Wishes:
    """What a compound must be, and between which temperatures and up to which doping its best point is sought.

    find : words that all must be an element of the formula, or stand in formula or id; kind : key of KINDS; min_gap : eV;
    coldest, hottest : K; most_carriers : cm⁻³; None where it is open.
    """

    find: str = ""
    kind: str = "all"
    min_gap: float | None = None
    coldest: float | None = None
    hottest: float | None = None
    most_carriers: float | None = None


def wanted(shown: pd.DataFrame, wishes: Wishes) -> pd.DataFrame:
    """Return the rows of `quantities` that are as wished."""
    gap, temperature, doping = (shown[name].to_numpy(dtype=float) for name in (GAP, TEMPERATURE, DOPING))
    kept = np.ones(len(shown), dtype=bool)
    if wishes.kind != "all":
        kept &= shown[METAL].to_numpy(dtype=bool) == (wishes.kind == "metals")
    for numbers, low, high in (
        (gap, wishes.min_gap, None),
        (temperature, wishes.coldest, wishes.hottest),
        (doping, None, wishes.most_carriers),
    ):
        kept &= (numbers >= (-np.inf if low is None else low)) & (
            numbers <= (np.inf if high is None else high)
        )
    names = shown[["id", "formula"]].drop_duplicates()
    found = {i for i, formula in names.itertuples(index=False) if _is_found(i, formula, wishes.find)}
    return shown[kept & shown["id"].isin(found).to_numpy()]


def best_points(shown: pd.DataFrame) -> pd.DataFrame:
    """Return the row of highest power factor per compound and carrier type, with AT_THE_END; highest first, metals last."""
    ordered = shown.sort_values([METAL, POWER_FACTOR], ascending=[True, False], kind="stable")
    best = ordered.drop_duplicates(["id", CARRIERS])
    highest = shown.groupby("id")[DOPING].max()
    return best.assign(**{AT_THE_END: best[DOPING].to_numpy() == highest[best["id"]].to_numpy()}).reset_index(
        drop=True
    )


def _is_found(compound: str, formula: str, words: str) -> bool:
    elements = set(_ELEMENT.findall(formula))
    return all(
        word in elements
        if _ELEMENT.fullmatch(word) and word in _symbols()
        else word.casefold() in compound.casefold() or word.casefold() in formula.casefold()
        for word in re.split(r"[\s,;]+", words.strip())
        if word
    )


def _symbols():
    from mi_core.formulas import atomic_numbers

    return atomic_numbers()
