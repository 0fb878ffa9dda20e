"""Conditions on ranked compounds, how many each of them hides, and which of them leaves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.thermoelectrics.ranking.candidates import GAP, HULL
from mi_core.thermoelectrics.ranking.filters import COMPUTED_WISHES, MEASURED_WISHES
from mi_core.thermoelectrics.ranking.known import COMPUTED, MEASURED
from mi_core.thermoelectrics.ranking.quantities import AGREEMENT, METAL, PRICE, RADIOACTIVE, TOXIC
from mi_core.thermoelectrics.transport.analysis import SEEBECK

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.ranking.candidates import Elements
    from mi_core.thermoelectrics.ranking.filters import Filters

AGREE_WITHIN = 2.0
AGREE_WORDS = f"PF and S²σ agree within a factor of {AGREE_WITHIN:g}"


def conditions(shown: pd.DataFrame, elements: Elements, filters: Filters) -> dict[str, np.ndarray]:
    """Return by its words each condition that is on, (n,) bool of the rows that fulfil it.

    shown : of `quantities`, whose index are the rows of `elements`.
    """
    found = {_gap_words(filters): _gap(shown, filters)}
    if filters.elements is not None:
        allowed = set(filters.elements)
        others = [symbol for symbol in elements.symbols if symbol not in allowed]
        found["made of the chosen elements only"] = ~elements.any_of(others)[shown.index]
    for limit, column, words in (
        (filters.max_price, PRICE, "elements of at most {:g} USD/kg"),
        (filters.max_hull, HULL, "at most {:g} eV/atom above the hull"),
    ):
        if limit is not None:
            found[words.format(limit)] = (shown[column] <= limit).to_numpy()
    if filters.min_seebeck is not None:
        words = f"|S| of at least {filters.min_seebeck:g} µV/K"
        found[words] = (shown[SEEBECK].abs() >= filters.min_seebeck).to_numpy()
    flags = {"no toxic element": (filters.no_toxic, ~shown[TOXIC])}
    flags["no radioactive element"] = (filters.no_radioactive, ~shown[RADIOACTIVE])
    agree = shown[AGREEMENT].between(1 / AGREE_WITHIN, AGREE_WITHIN)
    flags[AGREE_WORDS] = (filters.agreeing and not filters.metals, agree)
    flags["stablest of its composition"] = (filters.stablest, _stablest(shown))
    flags["inside the training domain"] = (filters.inside, shown["in_domain"])
    found |= {words: mask.to_numpy(dtype=bool) for words, (on, mask) in flags.items() if on}
    return found | _known(shown, filters)


def passing(found: dict[str, np.ndarray]) -> np.ndarray:
    """Return (n,) bool, the rows that fulfil all of `conditions`."""
    return np.logical_and.reduce(list(found.values()))


def hidden_words(found: dict[str, np.ndarray]) -> str:
    """Return in a sentence how many compounds each of the conditions alone hides; "" for none."""
    left = int(passing(found).sum())
    more = {words: _left_without(found, words) - left for words in found}
    counts = "; ".join(f"{words}: {number:,}" for words, number in more.items() if number > 0)
    return f"Hidden by one condition alone: {counts}." if counts else ""


def why_empty(found: dict[str, np.ndarray]) -> str:
    """Return in a sentence which of the conditions leaves nothing, alone or beside the others; "" where rows are left."""
    if passing(found).any():
        return ""
    alone = [words for words, mask in found.items() if not mask.any()]
    if alone:
        return f"No compound is left: “{alone[0]}” alone leaves nothing."
    without = {words: _left_without(found, words) for words in found}
    best = max(without, key=without.__getitem__)
    if without[best]:
        return f"No compound is left: without “{best}”, {without[best]:,} would be."
    return "No compound is left: two conditions or more exclude each other; take some away."


def _left_without(found: dict[str, np.ndarray], words: str) -> int:
    others = [mask for other, mask in found.items() if other != words]
    return int(np.logical_and.reduce(others).sum()) if others else 0


def _gap_words(filters: Filters) -> str:
    return "metal (gap 0)" if filters.metals else f"gap above {filters.min_gap:g} eV"


def _gap(shown: pd.DataFrame, filters: Filters) -> np.ndarray:
    mask = shown[METAL] if filters.metals else shown[GAP] > filters.min_gap
    return mask.to_numpy(dtype=bool)


def _stablest(shown: pd.DataFrame) -> pd.Series:
    by_hull = shown[["formula", HULL]].sort_values(HULL, kind="stable", na_position="last")
    return ~by_hull.duplicated("formula").reindex(shown.index)


def _known(shown: pd.DataFrame, filters: Filters) -> dict[str, np.ndarray]:
    found = {}
    if filters.computed:
        wanted = COMPUTED_WISHES[filters.computed]
        words = "computed by Ricci et al." if wanted else "not computed by Ricci et al."
        found[words] = shown[COMPUTED].to_numpy(dtype=bool) == wanted
    if filters.measured:
        words_wanted = MEASURED_WISHES[filters.measured]
        found[" or ".join(words_wanted)] = shown[MEASURED].isin(words_wanted).to_numpy()
    return found
