"""Conditions on ranked compounds, and which of them leaves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.formulas import atomic_numbers
from mi_core.thermoelectrics.ranking.candidates import GAP, HULL
from mi_core.thermoelectrics.ranking.known import COMPUTED, ITS_HOST, ITSELF, MEASURED, NEVER
from mi_core.thermoelectrics.ranking.quantities import METAL, PRICE, RADIOACTIVE, TOXIC
from mi_core.thermoelectrics.transport.analysis import SEEBECK
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.ranking.candidates import Elements

#: Key → words, and the words of the column MEASURED that fulfil it.
MEASURED_WISHES = {"yes": (ITSELF,), "host": (ITSELF, ITS_HOST), "no": (NEVER,)}
COMPUTED_WISHES = {"yes": True, "no": False}


@dataclass(frozen=True)
class Filters:
    """What a compound must be.

    metals : whether compounds of gap 0 are wanted, in place of those whose gap is above `min_gap`, eV; elements : symbols of
    which alone it may be made, None for any; min_seebeck : of |S|, µV/K; max_price : USD/kg; max_hull : eV/atom; inside :
    the training domain; stablest : nearest to the hull of all entries of its composition; computed, measured : keys of
    COMPUTED_WISHES and MEASURED_WISHES, "" for any.
    """

    metals: bool = False
    min_gap: float = 0.1
    elements: tuple[str, ...] | None = None
    min_seebeck: float | None = None
    max_price: float | None = None
    max_hull: float | None = None
    no_toxic: bool = False
    no_radioactive: bool = False
    inside: bool = True
    stablest: bool = False
    computed: str = ""
    measured: str = ""


def conditions(shown: pd.DataFrame, elements: Elements, filters: Filters) -> dict[str, np.ndarray]:
    """Return by its words each condition that is on, (n,) bool of the rows that fulfil it.

    shown : of `quantities`, whose index are the rows of `elements`. InputError for wishes that there are not.
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
    flags["stablest of its composition"] = (filters.stablest, _stablest(shown))
    flags["inside the training domain"] = (filters.inside, shown["in_domain"])
    found |= {words: mask.to_numpy(dtype=bool) for words, (on, mask) in flags.items() if on}
    return found | _known(shown, filters)


def read_symbols(text: str) -> tuple[str, ...]:
    """Return the elements of "Bi,Sb,Te"; InputError for one that is not known, and for none."""
    symbols = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [symbol for symbol in symbols if symbol not in atomic_numbers()]
    if unknown or not symbols:
        got = f"{unknown[0]!r} is none" if unknown else "none is named"
        near = did_you_mean(unknown[0], atomic_numbers(), cutoff=0.5) if unknown else ""
        raise InputError(
            f"Elements are named by symbols with commas between them, such as Bi,Sb,Te; {got}.{near}"
        )
    return symbols


def passing(found: dict[str, np.ndarray]) -> np.ndarray:
    """Return (n,) bool, the rows that fulfil all of `conditions`."""
    return np.logical_and.reduce(list(found.values()))


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
        wanted = _wish("computed", filters.computed, COMPUTED_WISHES)
        words = "computed by Ricci et al." if wanted else "not computed by Ricci et al."
        found[words] = shown[COMPUTED].to_numpy(dtype=bool) == wanted
    if filters.measured:
        wanted = _wish("measured", filters.measured, MEASURED_WISHES)
        found[" or ".join(wanted)] = shown[MEASURED].isin(wanted).to_numpy()
    return found


def _wish(name: str, key: str, wishes: dict):
    if key not in wishes:
        raise InputError(f"The wish {name} is one of {', '.join(wishes)}, or left out for any; got {key!r}.")
    return wishes[key]
