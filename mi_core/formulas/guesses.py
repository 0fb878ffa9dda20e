"""What was probably meant by a formula that is wrong or looks wrong."""

from __future__ import annotations

import re
from functools import lru_cache

from mi_core.formulas.formula import atomic_numbers

#: Elements that a bare amount of 20 turns into a familiar oxide: H20 is water.
_MONOVALENT = frozenset({"H", "Li", "Na", "K", "Rb", "Cs", "Cu", "Ag", "Tl"})
_RUN = re.compile(r"(?<![\d.])(?:0\d+(?=\.)|\d+(?![\d.]))")
_END = re.compile(r"[)\]}·.]|$")
_WATER = re.compile(r"(?<=H)20(?!\d)")
_LONGEST = 60


def zero_for_oxygen(text: str, amounts: dict[str, float] | None = None) -> str:
    """Return the formula with the letter O where a zero was typed for it ("Al203" → "Al2O3"), or empty.

    A zero is doubted where it leads a whole number (03), is alone (Mg0), or stands inside an amount of a hundred and more
    (203), except for what hydrocarbons can hold; and in H20 and its like. `amounts` are those that the text gives.
    """
    if "0" not in text:
        return ""
    alone = amounts is not None and len(amounts) == 1 and amounts.keys() <= _MONOVALENT
    meant = _RUN.sub(lambda run: _with_oxygen(run, alone=alone), text)
    if re.search(r"[.·]\d*H20$", text) or (meant != text and not alone):
        meant = _WATER.sub("2O", meant)
    if meant == text or _is_hydrocarbon(text, amounts):
        return ""
    return meant


def _with_oxygen(found: re.Match, *, alone: bool) -> str:
    run = found.group()
    if run == "0":
        ends = _END.match(found.string, found.end()) or found.string[found.start() - 1 : found.start()] == "("
        return "O" if ends else run
    if run[0] == "0":
        return "O" + run[1:]
    inside = re.fullmatch(r"([1-9]+)0([1-9]\d?)", run)
    behind_oxygen = found.string[found.start() - 1 : found.start()] == "O"
    if inside and inside[1] != "1" and not behind_oxygen:  # nobody writes MgO3 as Mg1O3
        return f"{inside[1]}O{inside[2]}"
    return "2O" if alone and run == "20" else run


def _is_hydrocarbon(text: str, amounts: dict[str, float] | None) -> bool:
    """Whether carbon and hydrogen are there in numbers that large molecules have."""
    if amounts is None or re.search(r"(?<![\d.])0", text):
        return False
    return "C" in amounts and "H" in amounts and amounts["H"] <= 3 * amounts["C"] + 10


def other_case(text: str) -> str:
    """Return the formula with capitals set right ("srtio3" → "SrTiO3"), or empty; the fewest symbols win."""
    if not re.fullmatch(r"[A-Za-z\d.()\[\]]+", text) or len(text) > _LONGEST:
        return ""
    if not re.search(r"\d", text) and sum(c.isalpha() for c in text) > 6:
        return ""  # a word rather than a formula
    parts = [
        _symbols(part.lower()) if part.isalpha() else (part,)
        for part in re.findall(r"[A-Za-z]+|[^A-Za-z]+", text)
    ]
    if not all(parts):
        return ""
    meant = re.sub(r"Co(?=3(?!\d))", "CO", "".join("".join(part) for part in parts))
    known = [symbol for part in parts for symbol in part if symbol[0].isalpha()]
    if sum(map(_rare, known)) > 0:
        return ""
    return meant if meant != text and (len(known) > 1 or any(c.isdigit() for c in text)) else ""


@lru_cache(maxsize=10_000)
def _symbols(letters: str) -> tuple[str, ...]:
    """Return the element symbols that spell these lower-case letters, as few as can be; empty if none do."""
    if not letters:
        return ()
    best: tuple[str, ...] = ()
    for length in (2, 1):
        first, rest = letters[:length].capitalize(), letters[length:]
        if len(first) != length or first not in atomic_numbers():
            continue
        others = _symbols(rest)
        if (others or not rest) and (not best or _cost((first, *others)) < _cost(best)):
            best = (first, *others)
    return best


def _cost(symbols: tuple[str, ...]) -> float:
    """Few symbols are likely, and rare or radioactive elements are not."""
    return len(symbols) + 2 * sum(map(_rare, symbols))


def _rare(symbol: str) -> bool:
    number = atomic_numbers()[symbol]
    return number in {43, 61} or 84 <= number <= 89 or number > 94


def radicals_in_capitals(text: str) -> str:
    """Return the formula with NO and PO4 for what would be nobelium and polonium ("KNo3", "LiFePo4"), or empty."""
    meant = re.sub(r"No(?![a-z])", "NO", re.sub(r"Po(?=4(?!\d))", "PO", text))
    return meant if meant != text and re.search(r"[A-Z].*[A-Z]", text) else ""


def mistyped_oxygen(text: str) -> str:
    """Return the formula with zeros where the letter O was typed before a point ("LaO.7SrO.3" → "La0.7Sr0.3"), or empty."""
    meant = re.sub(r"O(?=\.\d)", "0", text)
    return meant if meant != text and meant.count("0.") > 1 else ""
