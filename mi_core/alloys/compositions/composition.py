"""Compositions of aluminium alloys: wt% and at% of the alloying elements, aluminium the balance.

With w_i in wt% and molar masses M_i: x_i = (w_i / M_i) / sum_j (w_j / M_j), the sum over all elements, aluminium included.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.words import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: Alloying elements of the default system, in this order everywhere.
ELEMENTS = ("Cr", "Cu", "Fe", "Mg", "Mn", "Si", "Ti", "Zn", "Zr")
BALANCE = "Al"
REST = ("rest", "balance", "bal", "bal.", "remainder")
SUM_TOLERANCE = 0.05  # percent: how far from 100 a composition that states its aluminium may be, for rounding
EXAMPLE = '"Mg=1.0,Si=0.6"'
#: g/mol, by symbol; abridged standard atomic weights, IUPAC 2021 (Pure Appl. Chem. 94, 573, 2022).
MOLAR_MASS: dict[str, float] = json.loads(Path(__file__).with_name("molar_masses.json").read_bytes())


def parse_composition(
    text: str,
    unit: str = "wt",
    elements: Sequence[str] = ELEMENTS,
    why_not: Callable[[str], str] | None = None,
) -> dict[str, float]:
    """Return the percentages that a text such as "Mg=1.0,Si=0.6" or "Al=rest, Mg=1 %" states, aluminium left out.

    text : pairs separated by commas or semicolons. unit : "wt" or "at", what the numbers are; they are not converted.
    elements : symbols that may occur; why_not : says of another symbol why it may not, where that is known. Pure aluminium
    is "Al=100" or "Al=rest". Raises InputError.
    """
    if unit not in ("wt", "at"):
        raise InputError(f'A composition is in "wt" or "at" percent; got {unit!r}.')
    pairs = [part for part in re.split(r"[,;\n]", text) if part.strip()]
    if not pairs:
        raise InputError(f"A composition names at least one element, such as {EXAMPLE}; got an empty text.")
    found: dict[str, float | None] = {}
    for pair in pairs:
        symbol, number = _pair(pair, elements, why_not)
        if symbol in found:
            raise InputError(
                f"Each element is named once in a composition; {symbol} occurs twice in {text!r}."
            )
        found[symbol] = number
    balance = found.pop(BALANCE, None)
    checked = check_percent({symbol: value for symbol, value in found.items() if value is not None}, unit)
    total = sum(checked.values()) + (balance or 0.0)
    if balance is not None and abs(total - 100) > SUM_TOLERANCE:
        raise InputError(
            f"The percentages of a composition that states {BALANCE} sum to 100; these sum to {total:g} "
            f"(leave {BALANCE} out, or write {BALANCE}=rest)."
        )
    return checked


def check_percent(percent: Mapping[str, float], unit: str = "wt") -> dict[str, float]:
    """Return the percentages of alloying elements as floats; InputError unless 0 or more each and below 100 in sum."""
    checked = {}
    for symbol, value in percent.items():
        if symbol == BALANCE:
            raise InputError(f"{BALANCE} is the balance of a composition; leave it out.")
        if symbol not in MOLAR_MASS:
            raise InputError(
                f"{symbol!r} is not an element whose molar mass is known{_meant(symbol, MOLAR_MASS)}."
            )
        try:
            checked[symbol] = float(value)
        except (TypeError, ValueError):
            raise InputError(
                f"The content of {symbol} is a number in {unit}%, such as 1.5; got {value!r}."
            ) from None
        if not 0 <= checked[symbol] < 100:
            raise InputError(
                f"The content of {symbol} lies between 0 and 100 {unit}%; got {checked[symbol]:g}."
            )
    total = sum(checked.values())
    if total >= 100:
        raise InputError(
            f"The alloying elements sum to less than 100 {unit}%, so that {BALANCE} is left; these sum to {total:g}."
        )
    return checked


def format_composition(percent: Mapping[str, float]) -> str:
    """Return the text that `parse_composition` reads, at most four decimals, zeros left out."""
    rounded = {symbol: round(float(value), 4) for symbol, value in percent.items()}
    return ",".join(f"{symbol}={value:g}" for symbol, value in rounded.items() if value) or f"{BALANCE}=rest"


def wt_to_at(wt: Mapping[str, float]) -> dict[str, float]:
    """Return at% of the alloying elements from their wt%."""
    checked = check_percent(wt)
    x = wt_array_to_x(np.array(list(checked.values())), tuple(checked))
    return dict(zip(checked, (100 * x[:-1]).tolist(), strict=True))


def at_to_wt(at: Mapping[str, float]) -> dict[str, float]:
    """Return wt% of the alloying elements from their at%."""
    checked = check_percent(at, "at")
    x = np.array([*checked.values(), 100 - sum(checked.values())]) / 100
    return dict(zip(checked, x_to_wt_array(x, tuple(checked)).tolist(), strict=True))


def mole_fractions(wt: Mapping[str, float]) -> dict[str, float]:
    """Return the mole fractions of all elements, aluminium first, of an alloy of these wt%; zeros are left out."""
    present = {symbol: value for symbol, value in check_percent(wt).items() if value > 0}
    *others, balance = wt_array_to_x(np.array(list(present.values())), tuple(present)).tolist()
    return {BALANCE: balance} | dict(zip(present, others, strict=True))


def wt_array_to_x(wt: np.ndarray, elements: Sequence[str] = ELEMENTS) -> np.ndarray:
    """Return mole fractions (…, k + 1), aluminium last, of wt% (…, k) of the elements."""
    wt = np.asarray(wt, dtype=float)
    moles = np.concatenate([wt, 100 - wt.sum(axis=-1, keepdims=True)], axis=-1) / _masses(elements)
    return moles / moles.sum(axis=-1, keepdims=True)


def x_to_wt_array(x: np.ndarray, elements: Sequence[str] = ELEMENTS) -> np.ndarray:
    """Return wt% (…, k) of the elements from mole fractions (…, k + 1), aluminium last."""
    mass = np.asarray(x, dtype=float) * _masses(elements)
    return 100 * mass[..., :-1] / mass.sum(axis=-1, keepdims=True)


def _masses(elements: Sequence[str]) -> np.ndarray:
    return np.array([MOLAR_MASS[symbol] for symbol in (*elements, BALANCE)])


def _pair(
    pair: str, elements: Sequence[str], why_not: Callable[[str], str] | None
) -> tuple[str, float | None]:
    """Return (symbol, percent) of a text such as "Mg=1.0"; None stands for the rest."""
    name, equals, value = (part.strip() for part in pair.partition("="))
    if not equals or not name or not value:
        raise InputError(
            f"A composition is pairs of element and percent, such as {EXAMPLE}; got {pair.strip()!r}."
        )
    symbol = name.capitalize()
    if symbol not in (*elements, BALANCE):
        if why_not is not None:
            raise InputError(f"{name!r} is not offered: {why_not(symbol)}.")
        raise InputError(
            f"{name!r} is not one of the elements {', '.join((BALANCE, *elements))}{_meant(symbol, elements)}."
        )
    if symbol == BALANCE and value.lower() in REST:
        return symbol, None
    try:
        number = float(value.removesuffix("%"))
    except ValueError:
        raise InputError(
            f"The content of {symbol} is a number in percent, such as 1.5; got {value!r}."
        ) from None
    if not 0 <= number <= 100:
        raise InputError(f"The content of {symbol} lies between 0 and 100 percent; got {value}.")
    return symbol, number


def _meant(name: str, allowed) -> str:
    near = nearest(name, allowed, cutoff=0.5)
    return f"; did you mean {near}" if near else ""
